import type { Incentive } from "../contract/quiz.ts";

export type IdentityKind = "customer" | "email" | "visitor";

/** Who earned something, as far as it is proven. `key` is what is hashed: a customer's number, an address's own hash, a visitor id. */
export interface Identity {
  kind: IdentityKind;
  key: string;
}

/** What is known of whoever finished a walk. */
export interface Finisher {
  /** From the signed query. */
  customerId: string | undefined;
  /** Hash of an address that this very profile has confirmed earlier. */
  confirmedAddress: string | undefined;
  /** Only of somebody who agreed to be remembered. */
  visitorId: string | undefined;
  /** A mail asks them to confirm the address that they typed. */
  asked: boolean;
  /** The quiz asked for an address. */
  gated: boolean;
}

export type Claiming =
  | { state: "pending"; identity: Identity | undefined }
  | { state: "confirm" }
  | { state: "log-in" }
  | { state: "agree" };

/** Typed words prove nobody: only a signed customer, a confirmed address or, if the merchant says so, a consented browser. */
export function decideClaim(incentive: Incentive, finisher: Finisher): Claiming {
  const { customerId, confirmedAddress, visitorId, asked } = finisher;
  if (customerId !== undefined) return { state: "pending", identity: { kind: "customer", key: customerId } };
  if (asked) return { state: "confirm" };
  if (confirmedAddress !== undefined) return { state: "pending", identity: { kind: "email", key: confirmedAddress } };
  // The same file for everybody: a quiz that asks for no address gives it to whoever finishes.
  if (incentive.kind === "download") {
    return finisher.gated ? { state: "log-in" } : { state: "pending", identity: undefined };
  }
  if (incentive.for === "identified") return { state: "log-in" };
  if (visitorId === undefined) return { state: "agree" };
  return { state: "pending", identity: { kind: "visitor", key: visitorId } };
}

/** What makes two offers one: another value or prefix is another discount in Shopify, the rest is decided per code. */
export const termsOf = (incentive: Incentive): string =>
  incentive.kind === "discount"
    ? JSON.stringify({ kind: "discount", value: incentive.value, prefix: incentive.prefix })
    : JSON.stringify({ kind: "download", url: incentive.url });

export type DiscountTerms = Pick<Extract<Incentive, { kind: "discount" }>, "kind" | "value" | "prefix">;
export type Terms = DiscountTerms | { kind: "download"; url: string };

const LEAST_FREE = 10;
const MOST_PER_CALL = 250;

/** How full the pool is: `coming` were sent to Shopify, `waiting` people have earned one. */
export interface PoolState {
  free: number;
  coming: number;
  waiting: number;
  issuedLastDay: number;
}

/** Codes must last for as many people as came in a day, and never fewer than ten. */
export const isLow = ({ free, coming, waiting, issuedLastDay }: PoolState): boolean =>
  free + coming - waiting < Math.max(LEAST_FREE, issuedLastDay);

/** How many to make now: enough for three such days, in one call to Shopify. */
export function codesToMint(pool: PoolState): number {
  if (!isLow(pool)) return 0;
  const target = Math.max(5 * LEAST_FREE, 3 * pool.issuedLastDay) + pool.waiting;
  return Math.min(MOST_PER_CALL, target - pool.free - pool.coming);
}

// No 0 O 1 I: people read codes to each other.
const LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const CODE_BYTES = 10;

/** 50 bits of chance behind the merchant's prefix. */
export function codeOf(prefix: string, bytes: Uint8Array): string {
  const chance = Array.from(bytes.subarray(0, CODE_BYTES), (byte) => LETTERS[byte % LETTERS.length]).join("");
  return prefix === "" ? chance : `${prefix}-${chance}`;
}

const DAY_MS = 86_400_000;
export const endOf = (now: Date, validDays: number): Date => new Date(now.getTime() + validDays * DAY_MS);

/** Codes for browsers that nobody knows are few per network and day (A28). */
export const MOST_PER_CLIENT = 3;
