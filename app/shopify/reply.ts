import type { PartialError } from "./admin.ts";
import type { ThrottleStatus } from "./throttle.ts";

/** What came back, whatever it was, read without trust. */
export interface HttpReply {
  status: number;
  /** Seconds or a date, as the header says. */
  retryAfter: string | null;
  data: unknown;
  errors: unknown;
  extensions: unknown;
}

export type Verdict =
  | { kind: "data"; data: object; partialErrors: PartialError[]; cost?: Cost }
  | { kind: "throttled"; waitMs: number; cost?: Cost }
  /** `applied`: whether a mutation may have been applied all the same. */
  | { kind: "trouble"; waitMs: number; applied: "no" | "unknown"; why: string }
  | { kind: "unauthorized" }
  | { kind: "forbidden" }
  | { kind: "unavailable"; why: string }
  | { kind: "refused"; errors: PartialError[] };

export interface Cost {
  requested: number;
  status: ThrottleStatus;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** Milliseconds until we may come again, rounded up: never earlier than told (F12). */
function readRetryAfter(header: string | null, nowMs: number): number {
  if (header === null) return 0;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds * 1000));
  const date = Date.parse(header);
  return Number.isNaN(date) ? 0 : Math.max(0, date - nowMs);
}

function readCost(extensions: unknown): Cost | undefined {
  const cost = isRecord(extensions) && isRecord(extensions.cost) ? extensions.cost : undefined;
  const status = cost && isRecord(cost.throttleStatus) ? cost.throttleStatus : undefined;
  if (cost === undefined || status === undefined) return undefined;
  const { maximumAvailable, currentlyAvailable, restoreRate } = status;
  if (
    typeof maximumAvailable !== "number" ||
    typeof currentlyAvailable !== "number" ||
    typeof restoreRate !== "number"
  ) {
    return undefined;
  }
  const requested = typeof cost.requestedQueryCost === "number" ? cost.requestedQueryCost : 0;
  return { requested, status: { maximumAvailable, currentlyAvailable, restoreRate } };
}

function readError(error: unknown): PartialError {
  if (!isRecord(error)) return { path: "", code: "UNKNOWN", message: String(error) };
  const extensions = isRecord(error.extensions) ? error.extensions : {};
  return {
    path: Array.isArray(error.path) ? error.path.join(".") : "",
    code: typeof extensions.code === "string" ? extensions.code : "UNKNOWN",
    message: typeof error.message === "string" ? error.message : "",
  };
}

function judgeErrors(errors: PartialError[], data: unknown, cost: Cost | undefined): Verdict {
  if (errors.some((error) => error.code === "THROTTLED")) {
    const missing = cost ? Math.min(cost.requested, cost.status.maximumAvailable) - cost.status.currentlyAvailable : 0;
    const waitMs = cost ? Math.ceil((Math.max(0, missing) / Math.max(1, cost.status.restoreRate)) * 1000) : 1000;
    return { kind: "throttled", waitMs: Math.max(waitMs, 250), cost };
  }
  if (isRecord(data)) return { kind: "data", data, partialErrors: errors, cost };
  if (errors.some((error) => error.code === "INTERNAL_SERVER_ERROR" || error.code === "TIMEOUT")) {
    return { kind: "trouble", waitMs: 0, applied: "unknown", why: "Shopify had an internal error" };
  }
  return { kind: "refused", errors };
}

/** One exhaustive reading of an HTTP reply of the Admin API. */
export function judge(reply: HttpReply, nowMs: number): Verdict {
  const { status } = reply;
  const waitMs = readRetryAfter(reply.retryAfter, nowMs);
  if (status === 429) return { kind: "throttled", waitMs: Math.max(waitMs, 1000) };
  if (status === 401) return { kind: "unauthorized" };
  if (status === 403) return { kind: "forbidden" };
  if (status === 402 || status === 404 || status === 423) {
    return { kind: "unavailable", why: `Shopify answered ${status}: the shop is frozen, locked or closed` };
  }
  if (status !== 200) return { kind: "trouble", waitMs, applied: "unknown", why: `Shopify answered ${status}` };
  const errors = Array.isArray(reply.errors) ? reply.errors.map(readError) : [];
  const cost = readCost(reply.extensions);
  if (errors.length > 0) return judgeErrors(errors, reply.data, cost);
  if (isRecord(reply.data)) return { kind: "data", data: reply.data, partialErrors: [], cost };
  return { kind: "trouble", waitMs, applied: "unknown", why: "Shopify's answer was no GraphQL" };
}

/** Nothing reached Shopify when the connection itself could not be made. */
const NEVER_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "UND_ERR_CONNECT_TIMEOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

/** The same for what fetch threw. The words of the error are not kept: they quote the request. */
export function judgeFailure(error: unknown): Verdict {
  const cause = isRecord(error) && isRecord(error.cause) ? error.cause : isRecord(error) ? error : {};
  const code = typeof cause.code === "string" ? cause.code : "";
  return {
    kind: "trouble",
    waitMs: 0,
    applied: NEVER_SENT.has(code) ? "no" : "unknown",
    why: `Shopify was not reached (${code || "no answer"})`,
  };
}

/** Back-off before the n-th retry (1, 2, …): doubling from half a second, each drawn between half and whole. */
export function backOff(retry: number, random: number): number {
  const whole = Math.min(30_000, 500 * 2 ** (retry - 1));
  return Math.round(whole / 2 + (whole / 2) * random);
}
