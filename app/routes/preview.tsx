/** The page inside the editor's preview frame: the storefront's own files and nothing else. It holds no data of any shop. */
const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>Preview</title>
<style>body{margin:0;padding:20px;font-family:system-ui,sans-serif;color:#1a1a1a;background:#fff}</style>
</head>
<body><candor-quiz preview></candor-quiz><script src="/preview/quiz.js" defer></script></body>
</html>
`;

export function loader() {
  return new Response(page, {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-cache",
      // Framed by our own pages, which the admin frames.
      "Content-Security-Policy":
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src https: http: data:; connect-src 'self'; frame-ancestors 'self' https://*.myshopify.com https://admin.shopify.com",
    },
  });
}
