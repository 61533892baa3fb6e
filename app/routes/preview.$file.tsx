import { readFile } from "node:fs/promises";
import path from "node:path";
import type { LoaderFunctionArgs } from "@remix-run/node";

const types: Record<string, string> = { ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8" };

/** The theme extension's built files, as Shopify's CDN would serve them; only plain names of scripts and styles. */
export async function loader({ params }: LoaderFunctionArgs) {
  const file = params.file ?? "";
  const type = types[path.extname(file)];
  if (type === undefined || !/^[a-z][a-z0-9-]*\.(js|css)$/.test(file))
    return new Response("Not found", { status: 404 });
  try {
    const body = await readFile(path.resolve("extensions/theme-quiz/assets", file));
    return new Response(new Uint8Array(body), { headers: { "Content-Type": type, "Cache-Control": "no-cache" } });
  } catch {
    return new Response("Not found", { status: 404 });
  }
}
