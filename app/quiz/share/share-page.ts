import type { QuizContent } from "../../contract/quiz.ts";

/** Texts for HTML, wherever in it they stand. */
const escapeHtml = (text: string): string =>
  text.replace(/[&<>"'\u2028\u2029]/g, (character) => `&#${character.codePointAt(0)};`);

const RIGHT_TO_LEFT = /^(ar|fa|he|ur)\b/;

/** The language to show: what the address wants, then what the browser likes, then the quiz's own. */
export function pickLanguage(languages: readonly string[], wanted: string | undefined, accepted: string): string {
  const liked = accepted
    .slice(0, 500)
    .split(",")
    .map((part) => part.split(";")[0]?.trim() ?? "");
  for (const language of [wanted ?? "", ...liked]) {
    const [first] = language.split("-");
    const same = (one: string) => languages.find((known) => known.toLowerCase() === one.toLowerCase());
    const found = language === "" ? undefined : (same(language) ?? same(first ?? ""));
    if (found !== undefined) return found;
  }
  return languages[0] ?? "en";
}

/** The picture of a link preview: the quiz's first, with a full address; drawn ones (data:) are of no use there. */
export function previewPicture({ questions }: Pick<QuizContent, "questions">, origin: string): string | undefined {
  const pictures = questions.flatMap((question) => {
    if (question.type === "info") return question.picture ?? [];
    return "options" in question ? question.options.flatMap(({ picture }) => picture ?? []) : [];
  });
  const [picture] = pictures.filter((address) => /^(https:\/\/|\/[^/])/.test(address));
  return picture?.startsWith("/") ? origin + picture : picture;
}

export interface SharePage {
  content: QuizContent;
  language: string;
  shopName: string;
  /** Of the shop, without a slash at the end. */
  origin: string;
  /** Where the page itself lies, e.g. /apps/candor/share/style-poll. */
  path: string;
  /** Where the widget's files lie, with a slash at the end. */
  files: string;
  /** The quiz's element, already HTML. */
  widget: string;
}

const meta = (name: "name" | "property", key: string, content: string | undefined): string =>
  content ? `<meta ${name}="${key}" content="${escapeHtml(content)}">\n` : "";

const colour = (name: string, value: string | undefined): string => (value ? `${name}:${value};` : "");

/** A page of its own: no theme, nobody else's scripts. Every text of the merchant's goes through `escapeHtml`. */
export function sharePage({ content, language, shopName, origin, path, files, widget }: SharePage): string {
  const { title, intro, colours } = content;
  const picture = previewPicture(content, origin);
  const name = escapeHtml(shopName);
  return `<!doctype html>
<html lang="${escapeHtml(language)}" dir="${RIGHT_TO_LEFT.test(language) ? "rtl" : "ltr"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)} – ${name}</title>
${meta("name", "description", intro)}${meta("property", "og:type", "website")}${meta("property", "og:title", title)}${meta("property", "og:description", intro)}${meta("property", "og:image", picture)}${meta("property", "og:url", origin + path)}${meta("property", "og:site_name", shopName)}${meta("property", "og:locale", language.replace("-", "_"))}${meta("name", "twitter:card", picture ? "summary_large_image" : "summary")}<link rel="canonical" href="${escapeHtml(origin + path)}">
<link rel="icon" href="data:,">
<link rel="preload" href="${files}quiz.css" as="style">
<script src="${files}quiz.js" defer></script>
<style>
:root{${colour("--text", colours?.text)}${colour("--page", colours?.background)}color-scheme:light}
body{background:var(--page,#fff);color:var(--text,#1f1f1f);font:16px/1.5 system-ui,sans-serif;margin:0;min-height:100vh;display:flex;flex-direction:column}
header,footer{padding:16px;text-align:center}
header a{color:inherit;font-weight:600;text-decoration:none}
header a:hover,header a:focus-visible{text-decoration:underline}
main{flex:1;width:100%;max-width:46rem;margin:0 auto;box-sizing:border-box}
</style>
</head>
<body>
<header><a href="/">${name}</a></header>
<main>${widget}</main>
</body>
</html>
`;
}

const MISSING: Record<string, { title: string; text: string; link: string }> = {
  en: { title: "Nothing to see here", text: "This page is not available, or no longer.", link: "To the shop" },
  de: { title: "Hier ist nichts zu sehen", text: "Diese Seite gibt es nicht oder nicht mehr.", link: "Zum Shop" },
  fr: { title: "Rien à voir ici", text: "Cette page n’est pas ou plus disponible.", link: "Vers la boutique" },
  es: { title: "Aquí no hay nada", text: "Esta página no está disponible, o ya no.", link: "A la tienda" },
  ja: { title: "ページがありません", text: "このページは現在ご利用いただけません。", link: "ショップへ" },
  ar: { title: "لا شيء هنا", text: "هذه الصفحة غير متاحة أو لم تعد متاحة.", link: "إلى المتجر" },
};

/** What is said of a draft, of a quiz taken down and of one that never was: the same. */
export function missingPage(accepted: string): string {
  const language = pickLanguage(Object.keys(MISSING), undefined, accepted);
  const { title, text, link } = MISSING[language] ?? MISSING["en"]!;
  return `<!doctype html>
<html lang="${language}" dir="${RIGHT_TO_LEFT.test(language) ? "rtl" : "ltr"}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;margin:20vh auto;max-width:30rem;padding:0 16px;text-align:center}a{color:inherit}</style></head>
<body><h1>${title}</h1><p>${text}</p><p><a href="/">${link}</a></p></body>
</html>
`;
}
