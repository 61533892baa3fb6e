import { nowIso, nowMs } from "../clock.ts";
import type { State } from "../state.ts";

/** Kinds of trouble that POST /faults can order. README.md, "Faults", says what each does. */
export const FAULT_KINDS = [
  "throttle",
  "429",
  "5xx",
  "html",
  "hang",
  "reset-before-apply",
  "reset-after-apply",
  "hang-after-apply",
  "user-error",
  "null-field",
  "webhook-drop",
  "webhook-duplicate",
  "webhook-delay",
  "webhook-bad-hmac",
  "expire-tokens",
  "revoke",
  "bulk-failed",
  "bulk-canceled",
  "bulk-expired",
  "bulk-url-expired",
  "jsonl-truncated",
  "jsonl-duplicated",
  "jsonl-shuffled",
  "mail-refused",
  "mail-lost-reply",
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** The words of the project's own documents, next to the names above. */
const ALIASES: Readonly<Record<string, FaultKind>> = {
  "drop-webhooks": "webhook-drop",
  "duplicate-webhooks": "webhook-duplicate",
  "delay-webhooks": "webhook-delay",
  "webhooks-drop": "webhook-drop",
  "webhooks-duplicate": "webhook-duplicate",
  "webhooks-delay": "webhook-delay",
  drop: "webhook-drop",
  duplicate: "webhook-duplicate",
  delay: "webhook-delay",
  expire: "expire-tokens",
  "revoke-tokens": "revoke",
  "500": "5xx",
  "503": "5xx",
};

export function parseFaultKind(text: string): FaultKind | undefined {
  const name = text.trim().toLowerCase().replaceAll(/\s+/g, "-");
  return FAULT_KINDS.find((kind) => kind === name) ?? ALIASES[name];
}

export interface FaultRow {
  id: number;
  kind: FaultKind;
  rate: number;
  remaining: number | null;
  seed: number;
  draws: number;
  fired: number;
  options_json: string;
}

export interface FaultOrder {
  kind: FaultKind;
  rate?: number | undefined;
  count?: number | undefined;
  seed?: number | undefined;
  options?: Readonly<Record<string, unknown>> | undefined;
}

export function orderFault(state: State, order: FaultOrder): FaultRow | undefined {
  if (order.kind === "expire-tokens" && order.rate === undefined) {
    // At once: every access token is past its hour; refresh tokens stay good.
    state.sql("UPDATE access_tokens SET expires_ms = ? WHERE kind = 'offline' OR kind = 'online'").run(nowMs() - 1);
    return undefined;
  }
  if (order.kind === "revoke") {
    state.sql("UPDATE access_tokens SET revoked_ms = ? WHERE revoked_ms IS NULL").run(nowMs());
    return undefined;
  }
  const { lastInsertRowid } = state
    .sql("INSERT INTO faults (kind, rate, remaining, seed, options_json, created_at) VALUES (?, ?, ?, ?, ?, ?)")
    .run(
      order.kind,
      order.rate ?? 1,
      order.count ?? null,
      order.seed ?? 1,
      JSON.stringify(order.options ?? {}),
      nowIso(),
    );
  return state.sql("SELECT * FROM faults WHERE id = ?").get(lastInsertRowid) as FaultRow;
}

export function clearFaults(state: State): void {
  state.sql("DELETE FROM faults").run();
}

/** One number in [0, 1) from seed and draw: the same seed gives the same sequence of troubles. */
function chance(seed: number, draw: number): number {
  let value = (seed * 0x9e3779b1 + draw * 0x85ebca6b) | 0;
  value = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  value = Math.imul(value ^ (value >>> 15), 0x735a2d97);
  return ((value ^ (value >>> 15)) >>> 0) / 4294967296;
}

/**
 * Asks whether a fault of this kind strikes now. Each ask is one draw of each open order of that kind; an order with
 * `options.operation` waits for the GraphQL operation of that name.
 */
export function strikes(state: State, kind: FaultKind, operation?: string | null): FaultRow | undefined {
  const orders = state
    .sql("SELECT * FROM faults WHERE kind = ? AND (remaining IS NULL OR remaining > 0) ORDER BY id")
    .all(kind) as FaultRow[];
  for (const order of orders) {
    const only = (JSON.parse(order.options_json) as { operation?: unknown }).operation;
    if (only !== undefined && only !== operation) continue;
    const hit = chance(order.seed, order.draws) < order.rate;
    state
      .sql("UPDATE faults SET draws = draws + 1, fired = fired + ?, remaining = remaining - ? WHERE id = ?")
      .run(hit ? 1 : 0, hit ? 1 : 0, order.id);
    if (hit) return order;
  }
  return undefined;
}

export function faultOption(fault: FaultRow, name: string, fallback: number): number {
  const value = (JSON.parse(fault.options_json) as Record<string, unknown>)[name];
  return typeof value === "number" ? value : fallback;
}
