import { createServer, request as httpRequest } from "node:http";
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, Server, ServerResponse } from "node:http";
import { pipeline } from "node:stream";
import { allowLocalFrame, toLocalUrl } from "./rewrite.ts";
import type { Places } from "./rewrite.ts";

/** Headers that speak of one connection only (RFC 9110, 7.6.1) and must not travel on. */
const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

const APP_BRIDGE = "https://cdn.shopify.com/shopifycloud/app-bridge.js";

/** Stands where the Shopify CLI's tunnel stands: the app's public address. Streams both ways, keeps nothing. */
export function tunnelServer(appOrigin: string, places: Places): Server {
  const app = new URL(appOrigin);
  return createServer((incoming, reply) => {
    const outgoing = httpRequest(
      {
        host: app.hostname,
        port: app.port,
        method: incoming.method,
        path: incoming.url,
        headers: forwardedHeaders(incoming),
      },
      (answer) => {
        reply.writeHead(answer.statusCode ?? 502, answer.statusMessage, rewrittenHeaders(answer.headers, places));
        pipeline(answer, reply, () => {});
      },
    );
    outgoing.on("error", () => sayAppIsDown(reply, appOrigin));
    reply.on("close", () => outgoing.destroy());
    pipeline(incoming, outgoing, () => {});
  });
}

function endToEnd(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  const named = new Set(
    String(headers.connection ?? "")
      .toLowerCase()
      .split(/\s*,\s*/),
  );
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name) && (name === "host" || !named.has(name))),
  );
}

function forwardedHeaders(incoming: IncomingMessage): OutgoingHttpHeaders {
  return {
    ...endToEnd(incoming.headers),
    // What the browser claims about proxies is not passed on: this listener is the first one.
    "x-forwarded-for": incoming.socket.remoteAddress ?? "",
    "x-forwarded-host": incoming.headers.host ?? "",
    "x-forwarded-proto": "http",
  };
}

function rewrittenHeaders(headers: IncomingHttpHeaders, places: Places): OutgoingHttpHeaders {
  const rewritten = endToEnd(headers);
  const policy = headers["content-security-policy"];
  if (policy !== undefined) {
    rewritten["content-security-policy"] = allowLocalFrame(String(policy), places.adminOrigin);
  }
  // The app's library asks the browser to preload App Bridge from Shopify's CDN; the local one is what the page loads.
  if (headers.link !== undefined) {
    rewritten["link"] = String(headers.link).replaceAll(APP_BRIDGE, `${places.adminOrigin}/app-bridge.js`);
  }
  if (headers.location !== undefined) rewritten.location = toLocalUrl(headers.location, places);
  return rewritten;
}

function sayAppIsDown(reply: ServerResponse, appOrigin: string): void {
  if (reply.headersSent) {
    reply.destroy();
    return;
  }
  reply.writeHead(502, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
  reply.end(
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The app does not answer</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1.5rem;color:#303030}</style></head>
<body><main><h1>The app does not answer</h1><p>This address leads to the app at <code>${appOrigin}</code>, and nothing answers there.
Start the app, or wait until it is up, and reload this page.</p></main></body></html>\n`,
  );
}
