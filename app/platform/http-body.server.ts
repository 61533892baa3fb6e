import type { IncomingMessage, ServerResponse } from "node:http";
import { Refusal } from "./refusal.ts";

export interface BodyLimits {
  bytes: number;
  ms: number;
}

/** Reads a body as bytes; refuses what is compressed (415), too large (413) or too slow (408) before it costs memory. */
export function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const encoding = request.headers["content-encoding"];
    if (encoding !== undefined && encoding !== "identity") {
      return reject(new Refusal(415, "compressed_body", "Send the body uncompressed."));
    }
    if (Number(request.headers["content-length"] ?? 0) > limits.bytes) return reject(tooLarge(limits.bytes));
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => stop(new Refusal(408, "slow_body", "The body took too long to arrive.")), limits.ms);
    const stop = (refusal: Refusal) => {
      clearTimeout(timer);
      request.removeAllListeners("data");
      request.resume();
      reject(refusal);
    };
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > limits.bytes) return stop(tooLarge(limits.bytes));
      chunks.push(chunk);
    });
    request.on("end", () => {
      clearTimeout(timer);
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks));
    });
    request.on("error", () => stop(new Refusal(400, "broken_body", "The body broke off.")));
    request.on("aborted", () => stop(new Refusal(400, "broken_body", "The body broke off.")));
  });
}

const tooLarge = (bytes: number) => new Refusal(413, "body_too_large", `The body may have ${bytes} bytes at most.`);

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

export function replyPage(response: ServerResponse, { status, headers, body }: Answer): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    "Content-Length": typeof body === "string" ? Buffer.byteLength(body) : body.byteLength,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    // What was refused unread must not be taken for the next request.
    ...(status === 413 || status === 408 || status === 415 ? { Connection: "close" } : {}),
    ...headers,
  });
  response.end(body);
}

export function replyJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  const typed = { "Content-Type": "application/json; charset=utf-8", ...headers };
  replyPage(response, { status, headers: typed, body: JSON.stringify(body) });
}
