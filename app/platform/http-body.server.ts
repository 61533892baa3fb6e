import type { IncomingMessage, ServerResponse } from "node:http";
import { Refusal } from "./refusal.ts";

/**
 * Reads a body as bytes; refuses what is compressed (415) or larger than `limit` (413) before it costs memory. One that comes too
 * slowly is the server's matter: its `requestTimeout` answers 408.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const { "content-encoding": encoding, "content-length": length } = request.headers;
    if (encoding !== undefined && encoding !== "identity") {
      return reject(new Refusal(415, "compressed_body", "Send the body uncompressed."));
    }
    if (length !== undefined && Number(length) > limit) return reject(tooLarge(limit));
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        request.removeAllListeners("data");
        request.resume();
        return reject(tooLarge(limit));
      }
      chunks.push(chunk);
    });
    request.on("end", () =>
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)),
    );
    request.on("error", () => reject(new Refusal(400, "broken_body", "The body broke off.")));
  });
}

const tooLarge = (bytes: number) => new Refusal(413, "body_too_large", `The body may have ${bytes} bytes at most.`);

/** Another site's form cannot send this type: its browser would ask us first. */
export function requireJson(request: IncomingMessage, body: Buffer): Buffer {
  const type = request.headers["content-type"] ?? "";
  if (/^application\/json\b/i.test(type)) return body;
  throw new Refusal(415, "not_json", "Send application/json.");
}

export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new Refusal(400, "broken_json", "The body is not JSON.");
  }
}

export interface Answer {
  status: number;
  /** Content-Type and whatever else belongs to it. */
  headers: Record<string, string>;
  body: string | Uint8Array;
}

/** What was refused unread must not be taken for the next request. */
const UNREAD = new Set([408, 413, 415]);

export function replyPage(response: ServerResponse, { status, headers, body }: Answer): void {
  if (response.headersSent || response.destroyed) return;
  // A flat list goes out as it is; Node would take an object apart and check each name.
  const list = ["Content-Length", String(Buffer.byteLength(body)), "X-Content-Type-Options", "nosniff"];
  // In a flat list the same name twice would be two headers.
  if (headers["Cache-Control"] === undefined) list.push("Cache-Control", "no-store");
  for (const name in headers) list.push(name, headers[name] ?? "");
  if (UNREAD.has(status)) list.push("Connection", "close");
  response.writeHead(status, list);
  response.end(body);
}

const JSON_TYPE = { "Content-Type": "application/json; charset=utf-8" };

export function replyJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  replyPage(response, { status, headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body) });
}
