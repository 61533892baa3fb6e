import { wordsIn } from "./words.ts";

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Plain text and the same as HTML; the shop's name and the statement are the merchant's words and stay words (A14). */
export function confirmationMail(
  language: string,
  { shop, statement, link }: Record<"shop" | "statement" | "link", string>,
) {
  const { words, language: lang, direction } = wordsIn(language);
  const text = [words.hello(shop), `“${statement}”`, words.press, link, words.ignore].join("\n\n");
  const html = `<!doctype html><html lang="${lang}" dir="${direction}"><head><meta charset="utf-8"></head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1f2328;background:#fff">
<div style="max-width:560px;margin:0 auto">
<p>${escapeHtml(words.hello(shop))}</p>
<blockquote style="margin:16px 0;padding:8px 16px;background:#f4f4f2;border-radius:8px">${escapeHtml(statement)}</blockquote>
<p>${words.press}</p>
<p><a href="${escapeHtml(link)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#1f2328;color:#fff;text-decoration:none">${words.button}</a></p>
<p style="color:#59636e;font-size:14px">${words.ignore}</p>
</div></body></html>`;
  // One line, whatever the shop is called.
  const subject = words.subject(shop).replace(/\s+/g, " ").slice(0, 200);
  return { subject, text, html };
}
