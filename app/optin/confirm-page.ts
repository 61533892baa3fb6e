import { escapeHtml } from "./confirmation-mail.ts";
import { wordsIn } from "./words.ts";

export type ConfirmView =
  | { state: "gone" }
  /** Of a download. */
  | { state: "expired" }
  | { state: "ask"; shop: string; statement: string }
  | { state: "done"; shop: string; domain: string; reward: ConfirmReward | undefined };

export type ConfirmReward =
  { state: "wait" } | { state: "code"; code: string; endsAt: string } | { state: "link"; url: string };

/** `same-origin`: without any referrer a browser says "null" of where the form stood, and such a write is refused as a foreign one. */
export const PAGE_HEADERS = {
  "Content-Type": "text/html; charset=utf-8",
  "Cache-Control": "no-store",
  "Content-Security-Policy":
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  "Referrer-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "X-Robots-Tag": "noindex",
};

const STYLE = `:root{color-scheme:light dark}*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;grid-template-columns:minmax(0,1fr);place-items:center;padding:1.5rem;font:1rem/1.5 system-ui,sans-serif;color:#1f2328;background:#f4f4f2}
main{width:100%;min-width:0;max-width:32rem;overflow-wrap:anywhere;padding:2rem;border-radius:1rem;background:#fff}
h1{margin:0 0 1rem;font-size:1.375rem;line-height:1.3}p{margin:0 0 1rem}
blockquote{margin:0 0 1.5rem;padding:.75rem 1rem;border-radius:.5rem;background:#f4f4f2}
button,a.button{display:inline-block;padding:.75rem 1.25rem;border:0;border-radius:.5rem;font:inherit;font-weight:600;color:#fff;background:#1f2328;text-decoration:none;cursor:pointer}
a{color:inherit}.shop{margin:0}
:focus-visible{outline:3px solid #2c6ecb;outline-offset:3px}
.code{display:block;margin:.25rem 0 1rem;padding:.75rem 1rem;border:2px dashed currentColor;border-radius:.5rem;font:600 1.25rem/1.4 ui-monospace,monospace;overflow-wrap:anywhere;user-select:all}
@media(prefers-color-scheme:dark){body{color:#e9e9e6;background:#161616}main,blockquote{background:#242424}blockquote{background:#303030}button,a.button{color:#161616;background:#f4f4f2}}`;

const DATE = { dateStyle: "long", timeZone: "UTC" } as const;

/** A page of its own, without script and without anything from elsewhere. A GET only shows it; the button posts (mail scanners click). */
export function confirmPage(asked: string, view: ConfirmView): string {
  const { words, language, direction } = wordsIn(asked);
  const title = "shop" in view ? words.title(view.shop) : words[view.state];
  const again = view.state === "done" && view.reward?.state === "wait" ? '<meta http-equiv="refresh" content="2">' : "";
  return `<!doctype html><html lang="${language}" dir="${direction}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">${again}
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><main>${bodyOf(view, language, words)}</main></body></html>`;
}

type Words = ReturnType<typeof wordsIn>["words"];

function bodyOf(view: ConfirmView, language: string, words: Words): string {
  switch (view.state) {
    case "gone":
      return `<h1>${words.gone}</h1><p>${words.goneText}</p>`;
    case "expired":
      return `<h1>${words.expired}</h1><p>${words.expiredText}</p>`;
    case "ask":
      return `<h1>${escapeHtml(words.title(view.shop))}</h1><blockquote>${escapeHtml(view.statement)}</blockquote>
<form method="post"><button>${words.button}</button></form>`;
    case "done":
      return `<h1>${words.done}</h1>${rewardOf(view.reward, language, words)}
<p class="shop"><a href="https://${escapeHtml(view.domain)}/">${words.shop}</a></p>`;
  }
}

function rewardOf(reward: ConfirmReward | undefined, language: string, words: Words): string {
  if (reward === undefined) return "";
  switch (reward.state) {
    case "wait":
      return `<p role="status">${words.wait}</p>`;
    case "code": {
      const date = new Intl.DateTimeFormat(language, DATE).format(new Date(reward.endsAt));
      return `<p>${words.code}<span class="code" dir="ltr">${escapeHtml(reward.code)}</span>${escapeHtml(words.until(date))}</p>`;
    }
    case "link":
      return `<p><a class="button" href="${escapeHtml(reward.url)}">${words.download}</a></p>`;
  }
}
