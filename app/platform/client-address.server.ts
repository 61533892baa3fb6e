import type { IncomingMessage } from "node:http";
import type { Clock } from "./clock.ts";
import { blindIndex, mintKey } from "./secret.server.ts";
import type { Key } from "./secret.server.ts";

/**
 * Where a shopper's request comes from, as the proxies between say: each appends whom it heard, so that what a browser made up
 * stands at the front and is not looked at. `hops`: how many of our own proxies stand behind Shopify's.
 */
export function clientAddress(request: IncomingMessage, hops: number): string {
  const header = String(request.headers["x-forwarded-for"] ?? "");
  const heard = header.split(",").filter((part) => part.trim() !== "");
  return heard[Math.max(0, heard.length - 1 - hops)]?.trim() ?? request.socket.remoteAddress ?? "";
}

/** IPv6 counts by its /64, which one household has for itself. */
const networkOf = (address: string): string =>
  address.includes(":") ? address.toLowerCase().split(":").slice(0, 4).join(":") : address;

/** For caps that outlive this process: names nobody, and is another each day. */
export const networkHash = (key: Key, address: string, now: Date): string =>
  blindIndex(key, `network/${now.toISOString().slice(0, 10)}/${networkOf(address)}`).slice(0, 22);

const WINDOW_MS = 3_600_000;
const MOST_THINGS = 500_000;

/**
 * So many different things (`what`) about one matter per network and hour; the same again is free. Networks are kept as hashes under
 * a key that lives as long as the window and is never stored.
 */
export function createAddressLimit(clock: Clock, most: number) {
  let window = -1;
  let key = mintKey();
  let seen = new Map<string, Map<string, number>>();
  let things = 0;
  return {
    /** Its place among those from here, from 1; undefined: enough from here for now. */
    count(address: string, what: string, matter = ""): number | undefined {
      const now = Math.floor(clock().getTime() / WINDOW_MS);
      if (now !== window || things > MOST_THINGS) {
        window = now;
        key = mintKey();
        seen = new Map();
        things = 0;
      }
      const hash = blindIndex(key, `${matter}/${networkOf(address)}`);
      const known = seen.get(hash) ?? new Map<string, number>();
      seen.set(hash, known);
      const before = known.get(what);
      if (before !== undefined || known.size >= most) return before;
      things += 1;
      known.set(what, known.size + 1);
      return known.size;
    },
  };
}
