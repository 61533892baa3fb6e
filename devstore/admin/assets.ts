import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { Router } from "express";
import type { Response } from "express";
import type { Desk } from "./desk.ts";

/** Our TypeScript for the browser, bundled when it is first asked for. */
function bundle(entry: string): string {
  const result = buildSync({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    charset: "utf8",
  });
  return result.outputFiles[0]?.text ?? "";
}

function once(make: () => string): () => string {
  let made: string | undefined;
  return () => (made ??= make());
}

/** Scripts and styles of the admin, and App Bridge at the address that APP_BRIDGE_URL names. */
export function assetRoutes(desk: Desk): Router {
  const router = Router();
  const appBridge = once(() => {
    const places = { ...desk.places, appHandle: desk.config.handle };
    return `(() => { const __PLACES__ = ${JSON.stringify(places)};\n${bundle("./app-bridge/entry.ts")}})();\n`;
  });
  const admin = once(() => bundle("./frame/entry.ts"));
  const themeEditor = once(() => bundle("../theme-editor/browser/entry.ts"));
  const css = once(() => readFileSync(new URL("./admin.css", import.meta.url), "utf8"));
  const editorCss = once(() => readFileSync(new URL("../theme-editor/theme-editor.css", import.meta.url), "utf8"));
  const script = (reply: Response, text: string) =>
    reply.type("text/javascript").set("cache-control", "no-cache").send(text);
  const sheet = (reply: Response, text: string) => reply.type("text/css").set("cache-control", "no-cache").send(text);
  router.get("/app-bridge.js", (_request, reply) => {
    reply.set("access-control-allow-origin", "*").set("cross-origin-resource-policy", "cross-origin");
    script(reply, appBridge());
  });
  router.get("/admin-assets/admin.js", (_request, reply) => void script(reply, admin()));
  router.get("/admin-assets/theme-editor.js", (_request, reply) => void script(reply, themeEditor()));
  router.get("/admin-assets/admin.css", (_request, reply) => void sheet(reply, css()));
  router.get("/admin-assets/theme-editor.css", (_request, reply) => void sheet(reply, editorCss()));
  return router;
}
