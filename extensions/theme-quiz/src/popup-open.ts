// Loaded when the pop-up opens. It stands in the top layer, so the page beneath does not move: as a card beside the page that takes no
// focus when it comes by itself, or as the overlay that the merchant chose. Whoever opened it by its button has the focus in it.
import type { Known } from "../../../app/contract/response.ts";
import { el } from "./dom.ts";
import { chooseQuiz } from "./popup-choice.ts";
import { noteDone, noteTime } from "./popup-notes.ts";

let panel: HTMLElement | undefined;

export async function open(host: HTMLElement, asked: boolean): Promise<void> {
  if (!asked) noteTime();
  if (!panel) {
    const choice = await chooseQuiz(host, asked);
    if (!choice) return;
    const { content } = host.querySelector<HTMLTemplateElement>(`[data-handle="${CSS.escape(choice.handle)}"]`)!;
    await Promise.all([dress(), begin(content, choice.known)]);
    panel = build(host, content, choice.handle);
  }
  if (!panel.matches(":not([hidden]):not(dialog), [open]")) show(panel, host, asked);
}

/** Looks and life first, so that nothing is ever seen without them; the quiz links its own looks in its shadow root. */
const dress = (): Promise<unknown> =>
  Promise.all<unknown>([
    import("./quiz.js" as string),
    ...[
      { rel: "stylesheet", name: "popup.css" },
      { rel: "preload", as: "style", name: "quiz.css" },
    ].map(({ name, ...link }) => {
      const href = new URL(name, import.meta.url).href;
      return new Promise((done) => document.head.append(el("link", { ...link, href, onload: done, onerror: done })));
    }),
  ]);

/** Without it, or without a network, all is asked: as of a stranger. */
async function begin(content: ParentNode, known: Known = {}): Promise<void> {
  if (!Object.keys(known).length) return;
  await (import("./popup-known.js" as string) as Promise<typeof import("./popup-known.ts")>)
    .then((part) => part.beginKnown(content.querySelector("candor-quiz")!, known))
    .catch(() => {});
}

function build(host: HTMLElement, content: ParentNode, handle: string): HTMLElement {
  // Moved, not copied: a copy would lose the shadow root.
  const panel = host.appendChild(content.querySelector<HTMLElement>(".candor-panel")!);
  Object.assign(panel.style, groundOf(host));
  panel.addEventListener("candor:at", ({ detail }: CustomEventInit<string>) => {
    if (detail === "end") noteDone(handle);
    panel.scrollTo(0, 0);
  });
  panel.addEventListener("click", ({ target }) => {
    // A tap beside the overlay falls on the dialog itself: its content fills it.
    if (target === panel || (target as Element).closest(".candor-close")) close(panel);
  });
  return panel;
}

/** The theme's own colours: of the first ground that is not transparent. */
function groundOf(host: HTMLElement): { color: string; backgroundColor: string } {
  for (let at: HTMLElement | null = host; at; at = at.parentElement) {
    const { color, backgroundColor } = getComputedStyle(at);
    if (!/^transparent|, 0\)$|\/ 0\)$/.test(backgroundColor)) return { color, backgroundColor };
  }
  return { color: getComputedStyle(host).color, backgroundColor: "Canvas" };
}

let after = (): void => {};

function close(panel: HTMLElement): void {
  if (panel instanceof HTMLDialogElement) panel.close();
  else {
    panel.hidePopover?.();
    panel.hidden = true;
    after();
  }
}

function show(panel: HTMLElement, host: HTMLElement, asked: boolean): void {
  const before = document.activeElement;
  const escape = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && !event.defaultPrevented) close(panel);
  };
  after = () => {
    removeEventListener("keydown", escape);
    noteTime();
    const { activeElement } = document;
    if (activeElement && activeElement !== document.body && !panel.contains(activeElement)) return;
    const back = before && before !== document.body ? before : host.querySelector(".candor-launcher");
    (back as HTMLElement | null)?.focus({ preventScroll: true });
  };
  const greeting = panel.querySelector<HTMLElement>("[role='status']");
  if (panel instanceof HTMLDialogElement) {
    panel.onclose = after;
    panel.showModal();
  } else {
    panel.hidden = false;
    panel.showPopover?.();
    addEventListener("keydown", escape);
  }
  if (asked || panel instanceof HTMLDialogElement) return greeting?.focus();
  // Said once more now that it is there: what changes in a live region is read out, politely.
  const words = [...(greeting?.childNodes ?? [])];
  greeting?.replaceChildren();
  requestAnimationFrame(() => greeting?.append(...words));
}
