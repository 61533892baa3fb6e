import express, { type Request, type Response, Router } from "express";
import { nowMs } from "../clock.ts";
import { signProxyRequest } from "../oauth/proxy-signature.ts";
import type { Platform } from "../platform.ts";
import { findInstallation, readShop } from "../state.ts";
import { route } from "./route.ts";
import { findShopper } from "./visitor.ts";

/** Renders Liquid that an app answered with inside the theme, or Shopify's error page. */
export interface ProxyPages {
  renderLiquid(request: Request, response: Response, liquid: string): Promise<void>;
  renderError(request: Request, response: Response, status: number): Promise<void>;
}

const TIMEOUT_MS = 10_000;
/** Shopify strips the shopper's cookies both ways; hop-by-hop headers end here. */
const NOT_FORWARDED = new Set([
  "cookie",
  "host",
  "connection",
  "content-length",
  "transfer-encoding",
  "keep-alive",
  "upgrade",
  "authorization",
]);
const NOT_RETURNED = new Set([
  "set-cookie",
  "connection",
  "content-encoding",
  "content-length",
  "transfer-encoding",
  "keep-alive",
]);

function signedQuery(platform: Platform, request: Request, prefix: string): string {
  const original = new URL(request.originalUrl, "http://storefront").searchParams;
  // Shopify's own names win over what the shopper's browser sent under them.
  const own: [string, string][] = [
    ["shop", readShop(platform.state).domain],
    ["logged_in_customer_id", String(findShopper(platform.state, request)?.id ?? "")],
    ["path_prefix", prefix],
    ["timestamp", String(Math.floor(nowMs() / 1000))],
  ];
  const reserved = new Set([...own.map(([name]) => name), "signature"]);
  const parameters = [...[...original].filter(([name]) => !reserved.has(name)), ...own];
  const signature = signProxyRequest(parameters, platform.secret);
  return new URLSearchParams([...parameters, ["signature", signature]]).toString();
}

function forwardedHeaders(request: Request): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (NOT_FORWARDED.has(name) || value === undefined) continue;
    headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  headers.set("x-forwarded-for", request.socket.remoteAddress ?? "127.0.0.1");
  headers.set("x-forwarded-host", request.get("host") ?? "localhost");
  headers.set("x-forwarded-proto", request.protocol);
  return headers;
}

const wantsPage = (request: Request): boolean => (request.get("accept") ?? "").includes("text/html");

async function fail(pages: ProxyPages, request: Request, response: Response, status: number): Promise<void> {
  if (wantsPage(request)) return pages.renderError(request, response, status);
  response
    .status(status)
    .json({ status, error: status === 404 ? "Not Found" : "There was an error in the third-party application." });
}

/** Forwards `/<prefix>/<subpath>/*` to the app as Shopify's app proxy does (shopify-facts: "App proxy"). */
export function proxyRoutes(platform: Platform, pages: ProxyPages): Router {
  const router = Router();
  const { proxy } = platform.config;
  if (!proxy) return router;
  const prefix = `/${proxy.prefix}/${proxy.subpath}`;
  // The toml names the app's public address; here the tunnel stands for it, on whatever port it listens.
  const target = new URL(new URL(proxy.url, platform.appUrl).pathname.replace(/\/$/, ""), platform.appUrl);
  router.use(
    prefix,
    express.raw({ type: () => true, limit: "20mb" }),
    route(async (request, response) => {
      if (!findInstallation(platform.state)) return fail(pages, request, response, 404);
      const address = `${target.href}${request.path === "/" ? "" : request.path}?${signedQuery(platform, request, prefix)}`;
      const body = Buffer.isBuffer(request.body) && request.body.length > 0 ? new Uint8Array(request.body) : null;
      let answer: globalThis.Response;
      try {
        answer = await fetch(address, {
          method: request.method,
          headers: forwardedHeaders(request),
          body: request.method === "GET" || request.method === "HEAD" ? null : body,
          redirect: "manual",
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
      } catch {
        return fail(pages, request, response, 500);
      }
      const content = Buffer.from(await answer.arrayBuffer());
      if ((answer.headers.get("content-type") ?? "").startsWith("application/liquid") && answer.ok) {
        return pages.renderLiquid(request, response, content.toString("utf8"));
      }
      if (wantsPage(request) && (answer.status === 404 || answer.status >= 500)) {
        return pages.renderError(request, response, answer.status === 404 ? 404 : 500);
      }
      answer.headers.forEach((value, name) => {
        if (!NOT_RETURNED.has(name)) response.setHeader(name, value);
      });
      return response.status(answer.status).send(content);
    }),
  );
  return router;
}
