// Preview: the very widget, in an iframe of the admin (the editor's live preview, and "Try it"). Nothing goes to the network or to
// storage; what would be sent is handed to the parent, which answers as the server would.
//
// The frame's document needs only this (assets/ as built by tools/build-extensions.ts, all from one folder):
//   <candor-quiz preview></candor-quiz><script src="…/quiz.js" defer></script>
// and a frame named "candor-preview", or the attribute `preview` as above. quiz.js loads the other files from beside itself.
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
import ar from "../locales/ar.json" with { type: "json" };
import de from "../locales/de.json" with { type: "json" };
import en from "../locales/en.default.json" with { type: "json" };
import es from "../locales/es.json" with { type: "json" };
import fr from "../locales/fr.json" with { type: "json" };
import ja from "../locales/ja.json" with { type: "json" };
import { el } from "./dom.ts";
import type { Reply, Send } from "./wire.ts";

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

const send: Send = async (body) => {
  const reply = await new Promise<Reply>((resolve, reject) => {
    const id = crypto.randomUUID();
    waiting.set(id, resolve);
    setTimeout(reject, 10_000);
    tell({ type: "candor:send", id, body });
  });
  if (reply.status >= 500) throw new Error();
  return reply;
};

const add = (variantId: string): Promise<"added"> => {
  tell({ type: "candor:cart", variantId });
  return Promise.resolve("added");
};

const languages: Partial<Record<string, typeof en>> = { ar, de, es, fr, ja };

const surroundingsFor = ({ language, kind, questions }: StorefrontQuiz) => {
  const { widget } = (languages[language.slice(0, 2)] ?? en).candor;
  const words = kind === "poll" && questions.length === 1 ? { ...widget, next: widget.vote } : widget;
  return { words, language, root: "/", all: "#", add };
};

/** What Liquid writes above the first question. */
const headOf = ({ title, intro }: StorefrontQuiz): HTMLElement =>
  el("div", { class: "cq-head" }, el("h2", {}, title), intro && el("p", {}, intro));

/** Called by quiz.ts, which hands in its own code so that none of it is loaded twice. */
export function startPreview(host: HTMLElement, View: View): void {
  const box = el("div");
  host.shadowRoot!.append(el("link", { rel: "stylesheet", href: new URL("quiz.css", import.meta.url).href }), box);
  let view: InstanceType<View> | undefined;
  addEventListener("message", ({ source, data }: MessageEvent<ToFrame>) => {
    if (source !== parent) return;
    if (data.type === "candor:reply") {
      waiting.get(data.id)?.({ status: data.status ?? 200, body: data.body as Partial<ResponseReply> });
      waiting.delete(data.id);
    } else if (data.type === "candor:draft") {
      const before = data.fresh ? undefined : view?.session.walk;
      box.replaceChildren(headOf(data.quiz));
      host.dir = /^(ar|fa|he|ur)/.test(data.quiz.language) ? "rtl" : "ltr";
      view = new View(box, data.quiz, send, surroundingsFor(data.quiz), true);
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
