// Preview: the very widget, in an iframe of the admin (the editor's live preview, and "Try it"). Nothing goes to the network or to
// storage; what would be sent is handed to the parent, which answers as the server would.
//
// The frame's document needs only this (assets/ as built by tools/build-extensions.ts, all from one folder):
//   <link rel="stylesheet" href="…/quiz.css"><candor-quiz preview></candor-quiz><script src="…/quiz.js" defer></script>
// and a frame named "candor-preview", or the attribute `preview` as above. quiz.js loads quiz-walk.js and quiz-preview.js from beside itself.
//
//   frame → parent   {type: "candor:ready"}                        send the draft now (also after each load of the frame)
//   parent → frame   {type: "candor:draft", quiz, at?, fresh?}     quiz: StorefrontQuiz; at: question id to show (answers are kept); fresh: forget all answers
//   frame → parent   {type: "candor:at", at}                       the question now shown, or "end"
//   frame → parent   {type: "candor:send", id, body}               body: SubmittedResponse, as it would be posted
//   parent → frame   {type: "candor:reply", id, status?, body}     status 200 by default; body: ResponseReply (or RefusalReply with its status)
//   frame → parent   {type: "candor:cart", variantId}              Add to cart was pressed (always succeeds in a preview)
//   frame → parent   {type: "candor:height", height}               height of the content in px, for the frame to follow
//
// The parent posts with any targetOrigin; the frame listens to its parent only. A "send" that gets no reply for 10 s counts as a lost network.
import type { StorefrontQuiz } from "../../../app/contract/quiz.ts";
import type { RefusalReply, ResponseReply, SubmittedResponse } from "../../../app/contract/response.ts";
import english from "../locales/en.default.json" with { type: "json" };
import type { Reply, Wire } from "./wire.ts";

export type ToFrame =
  | { type: "candor:draft"; quiz: StorefrontQuiz; at?: string; fresh?: boolean }
  | { type: "candor:reply"; id: string; status?: number; body: ResponseReply | RefusalReply };

export type ToParent =
  | { type: "candor:ready" }
  | { type: "candor:at"; at: string }
  | { type: "candor:send"; id: string; body: SubmittedResponse }
  | { type: "candor:cart"; variantId: string }
  | { type: "candor:height"; height: number };

type View = typeof import("./quiz-view.ts").QuizView;

const tell = (message: ToParent): void => parent.postMessage(message, "*");

const waiting = new Map<string, (reply: Reply) => void>();

const previewWire: Wire = {
  send: (body) =>
    new Promise((resolve) => {
      const id = crypto.randomUUID();
      waiting.set(id, resolve);
      setTimeout(() => resolve(undefined), 10_000);
      tell({ type: "candor:send", id, body });
    }),
  addToCart(variantId) {
    tell({ type: "candor:cart", variantId });
    return Promise.resolve("added");
  },
  markCart() {},
};

/** Called by quiz.ts, which hands in its own code so that none of it is loaded twice. */
export function startPreview(host: HTMLElement, View: View): void {
  const surroundings = {
    words: english.candor.widget,
    language: document.documentElement.lang || "en",
    root: "/",
    all: "#",
  };
  let view: InstanceType<View> | undefined;
  addEventListener("message", ({ source, data }: MessageEvent<ToFrame>) => {
    if (source !== parent) return;
    if (data.type === "candor:reply") {
      waiting.get(data.id)?.({ status: data.status ?? 200, body: data.body as Partial<ResponseReply> });
      waiting.delete(data.id);
    } else if (data.type === "candor:draft") {
      const before = data.fresh ? undefined : view?.session.walk;
      host.replaceChildren();
      host.dir = /^(ar|fa|he|ur)/.test(data.quiz.language) ? "rtl" : "ltr";
      view = new View(host, data.quiz, previewWire, surroundings, true);
      if (before) Object.assign(view.session.walk, { answers: before.answers, at: before.at });
      if (data.at) view.session.walk.at = data.at;
      view.draw(true);
    }
  });
  host.addEventListener("candor:at", ({ detail }: CustomEventInit<string>) =>
    tell({ type: "candor:at", at: detail ?? "" }),
  );
  new ResizeObserver(() => tell({ type: "candor:height", height: host.offsetHeight })).observe(host);
  tell({ type: "candor:ready" });
}
