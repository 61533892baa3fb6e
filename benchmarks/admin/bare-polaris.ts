import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { build } from "esbuild";

const MODULES = path.resolve("node_modules");
const PAGE = `import { createRoot } from "react-dom/client";
import { createElement as el } from "react";
import { AppProvider, Button, Card, Page, Text } from "@shopify/polaris";
const card = el(Card, null, el(Text, { as: "p" }, "A card"), el(Button, null, "A button"));
createRoot(document.querySelector("#app")).render(el(AppProvider, { i18n: {} }, el(Page, { title: "A page" }, card)));`;

/** The library's own styles and one page with one card, made in the browser: the least that a screen with Polaris can be. */
export async function openBarePolaris(): Promise<{ url: string; close(): void }> {
  const { outputFiles } = await build({
    stdin: { contents: PAGE, resolveDir: path.resolve(".") },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const files: Record<string, [type: string, body: string | Uint8Array]> = {
    "/": [
      "text/html",
      `<!doctype html><meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/styles.css"><div id="app"></div><script type="module" src="/page.js"></script>`,
    ],
    "/page.js": ["text/javascript", outputFiles[0]?.contents ?? ""],
    "/styles.css": ["text/css", readFileSync(path.join(MODULES, "@shopify/polaris/build/esm/styles.css"))],
  };
  const server = createServer((request, response) => {
    const [type, body] = files[request.url ?? ""] ?? ["text/plain", ""];
    response.writeHead(body === "" ? 404 : 200, { "Content-Type": type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://localhost:${port}/`, close: () => void server.close().closeAllConnections() };
}
