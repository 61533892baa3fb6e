import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Agent, getGlobalDispatcher, setGlobalDispatcher } from "undici";
import { onTestFinished } from "vitest";

export interface Received {
  url: string;
  host: string;
  token: string | undefined;
  body: { query?: string; variables?: Record<string, unknown>; refresh_token?: string };
}

export type Answer = (received: Received, response: ServerResponse) => void;

/** A server in Shopify's place for this test: requests to *.myshopify.com arrive here, each answered by `answer`. */
export async function givenShopify(answer: Answer): Promise<{ received: Received[]; origin: string }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const token = request.headers["x-shopify-access-token"];
      const one: Received = {
        url: request.url ?? "",
        host: String(request.headers["x-forwarded-host"]),
        token: typeof token === "string" ? token : undefined,
        body: body === "" ? {} : (JSON.parse(body) as Received["body"]),
      };
      received.push(one);
      answer(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const before = getGlobalDispatcher();
  const agent = new Agent({ keepAliveTimeout: 10 });
  setGlobalDispatcher(
    agent.compose((dispatch) => (options, handler) => {
      const url = new URL(String(options.origin));
      if (!url.hostname.endsWith(".myshopify.com")) return dispatch(options, handler);
      return dispatch({ ...options, origin, headers: withHost(options.headers, url.hostname) }, handler);
    }),
  );
  onTestFinished(async () => {
    setGlobalDispatcher(before);
    server.closeAllConnections();
    await agent.close();
    await new Promise((resolve) => server.close(resolve));
  });
  return { received, origin };
}

/** Node's own fetch passes pairs or a flat list, undici's a record. */
function withHost(headers: unknown, host: string): string[] {
  const flat: string[] = Array.isArray(headers)
    ? (headers as string[][]).flat()
    : Object.entries((headers ?? {}) as Record<string, string>).flat();
  return [...flat, "x-forwarded-host", host];
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

export function reply(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const json = typeof body === "string" ? { "content-type": "text/html" } : { "content-type": "application/json" };
  response.writeHead(status, { ...json, ...headers }).end(typeof body === "string" ? body : JSON.stringify(body));
}

export const cost = (requested: number, available: number) => ({
  cost: {
    requestedQueryCost: requested,
    actualQueryCost: requested,
    throttleStatus: { maximumAvailable: 2000, currentlyAvailable: available, restoreRate: 100 },
  },
});
