import type { LoaderFunctionArgs } from "@remix-run/node";
import { isRightToLeft } from "../quiz/languages.ts";

/** The page inside the editor's preview frame: the storefront's own files and nothing else. It holds no data of any shop. */
const page = (language: string, isDark: boolean) => `<!doctype html>
<html lang="${language}" dir="${isRightToLeft(language) ? "rtl" : "ltr"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>Preview</title>
<style>body{margin:0;padding:20px;font-family:system-ui,sans-serif;${isDark ? "color:#f4f4f4;background:#161616;color-scheme:dark" : "color:#1a1a1a;background:#fff"}}</style>
</head>
<body><candor-quiz preview></candor-quiz><script src="/preview/quiz.js" defer></script></body>
</html>
`;

/** In the light or the dark, in the language of the page around it, as a theme would have it. */
export function loader({ request }: LoaderFunctionArgs) {
  const query = new URL(request.url).searchParams;
  const asked = query.get("language") ?? "";
  const language = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(asked) ? asked : "en";
  return new Response(page(language, query.get("scheme") === "dark"), {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-cache",
      // Framed by our own pages, which the admin frames.
      "Content-Security-Policy":
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src https: http: data:; connect-src 'self'; frame-ancestors 'self' https://*.myshopify.com https://admin.shopify.com",
    },
  });
}
