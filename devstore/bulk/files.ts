import path from "node:path";
import { existsSync, statSync } from "node:fs";
import express from "express";
import type { Request, Response } from "express";
import { nowMs } from "../clock.ts";
import { recordCall } from "../faults/calls.ts";
import { strikes } from "../faults/faults.ts";
import type { Platform } from "../platform.ts";

/** Results are served for seven days (shopify-facts "Bulk"). */
const BUCKET = "shopify-tiers-assets-prod-us-east1";
const KEEP_MS = 7 * 86_400_000;
const RESULT = `/${BUCKET}/bulk-operation-outputs/:key`;

/** The URL that the app is given; it expires, and the preload brings it here (recorded form). */
export function resultUrl(key: string, operationId: unknown, completedAt: string): string {
  const expires = Math.floor((Date.parse(completedAt) + KEEP_MS) / 1000);
  const name = `bulk-${String(operationId)}.jsonl`;
  const disposition = encodeURIComponent(`attachment; filename="${name}"; filename*=UTF-8''${name}`);
  return (
    `https://storage.googleapis.com/${BUCKET}/bulk-operation-outputs/${key}?GoogleAccessId=assets-us-prod%40shopify-tiers.iam.gserviceaccount.com` +
    `&Expires=${expires}&Signature=${key}&response-content-disposition=${disposition}&response-content-type=application%2Fjsonl`
  );
}

/** Google's two buckets: results to fetch (with Range), staged uploads to post. */
export function bulkFilesRouter(platform: Platform): express.Router {
  const router = express.Router();
  router.get(RESULT, (request, response) => download(platform, request, response));
  router.post("/", express.raw({ type: "multipart/form-data", limit: "100mb" }), (request, response, next) => {
    if (request.header("x-forwarded-host") !== "shopify-staged-uploads.storage.googleapis.com") return next();
    upload(platform, request, response);
  });
  return router;
}

function download(platform: Platform, request: Request, response: Response): void {
  const started = performance.now();
  const key = String(request.params["key"]);
  const file = path.join(platform.state.dataDir, "bulk", key);
  const note = (status: number, code: string | null) =>
    recordCall(platform.state, { kind: "download", operation: key, status, code, started });
  const expired =
    Number(request.query["Expires"]) * 1000 < nowMs() || strikes(platform.state, "bulk-url-expired") !== undefined;
  if (expired) {
    response.status(400).type("xml");
    response.send(
      "<?xml version='1.0' encoding='UTF-8'?><Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>",
    );
    return note(400, "ExpiredToken");
  }
  if (!/^[0-9a-f]{28}$/.test(key) || !existsSync(file)) {
    response.status(404).type("xml");
    response.send(
      "<?xml version='1.0' encoding='UTF-8'?><Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>",
    );
    return note(404, "NoSuchKey");
  }
  const cut = strikes(platform.state, "jsonl-truncated");
  response.set({ "Content-Type": "application/jsonl", "Accept-Ranges": "bytes" });
  if (cut) {
    // Ends in mid-line, and the length that is announced is the short one: only the line and the count give it away.
    const size = Math.max(1, Math.floor(statSync(file).size * 0.6) - 3);
    request.headers.range = `bytes=0-${size - 1}`;
  }
  const options = { dotfiles: "allow", headers: { "Content-Type": "application/jsonl" } } as const;
  response.sendFile(path.resolve(file), options, (error?: Error & { status?: number }) => {
    // Express leaves the answer to us: a range beyond the end is 416.
    if (error !== undefined && !response.headersSent) response.status(error.status ?? 500).end();
    note(response.statusCode, cut ? "jsonl-truncated" : null);
  });
  if (cut) hidePartial(response);
}

/** A truncated download looks like a whole one: 200, no Content-Range. */
function hidePartial(response: Response): void {
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => Response;
  response.writeHead = ((...args: unknown[]) => {
    response.statusCode = 200;
    response.removeHeader("Content-Range");
    return writeHead(200, ...args.slice(1).filter((one) => typeof one === "object"));
  }) as typeof response.writeHead;
}

function upload(platform: Platform, request: Request, response: Response): void {
  const started = performance.now();
  const parts = readMultipart(request);
  const key = parts.get("key")?.toString() ?? "";
  const file = parts.get("file");
  const known = platform.state.sql("SELECT 1 FROM staged_uploads WHERE key = ?").get(key) !== undefined;
  if (!known || file === undefined) {
    response
      .status(403)
      .type("xml")
      .send("<?xml version='1.0' encoding='UTF-8'?><Error><Code>AccessDenied</Code></Error>");
    recordCall(platform.state, { kind: "upload", operation: key, status: 403, code: "AccessDenied", started });
    return;
  }
  platform.state.sql("UPDATE staged_uploads SET body = ? WHERE key = ?").run(file, key);
  response.status(201).type("xml");
  response.send(
    `<?xml version='1.0' encoding='UTF-8'?><PostResponse><Location>https://storage.googleapis.com/shopify-staged-uploads/${key}</Location>` +
      `<Bucket>shopify-staged-uploads</Bucket><Key>${key}</Key></PostResponse>`,
  );
  recordCall(platform.state, { kind: "upload", operation: key, status: 201, started });
}

/** The few parts of a form upload: name → bytes. */
function readMultipart(request: Request): Map<string, Buffer> {
  const parts = new Map<string, Buffer>();
  const boundary = /boundary="?([^";]+)"?/.exec(request.header("content-type") ?? "")?.[1];
  const body = request.body as unknown;
  if (boundary === undefined || !Buffer.isBuffer(body)) return parts;
  const mark = Buffer.from(`--${boundary}`);
  for (let at = body.indexOf(mark); at >= 0;) {
    const next = body.indexOf(mark, at + mark.length);
    if (next < 0) break;
    const part = body.subarray(at + mark.length + 2, next - 2);
    const gap = part.indexOf("\r\n\r\n");
    const name = /name="([^"]+)"/.exec(part.subarray(0, gap).toString())?.[1];
    if (name !== undefined && gap >= 0) parts.set(name, part.subarray(gap + 4));
    at = next;
  }
  return parts;
}
