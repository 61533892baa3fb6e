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

/**
 * For caps that outlive this process: names nobody, and is another each day. IPv6 counts by its /64, which one household has for
 * itself.
 */
export function networkHash(key: Key, address: string, now: Date): string {
  const network = address.includes(":") ? address.toLowerCase().split(":").slice(0, 4).join(":") : address;
  return blindIndex(key, `network/${now.toISOString().slice(0, 10)}/${network}`).slice(0, 22);
}

const WINDOW_MS = 3_600_000;
const MOST_ADDRESSES = 50_000;

/**
 * So many different things (`what`) per address and hour; the same again is free. Addresses are kept as hashes under a key that
 * lives as long as the window and is never stored.
 */
export function createAddressLimit(clock: Clock, most: number) {
  let window = -1;
  let key = mintKey();
  let seen = new Map<string, Set<string>>();
  return {
    /** False: enough from here for now. */
    allows(address: string, what: string): boolean {
      const now = Math.floor(clock().getTime() / WINDOW_MS);
      if (now !== window || seen.size > MOST_ADDRESSES) {
        window = now;
        key = mintKey();
        seen = new Map();
      }
      const hash = blindIndex(key, address);
      const things = seen.get(hash) ?? new Set<string>();
      seen.set(hash, things);
      if (things.has(what)) return true;
      if (things.size >= most) return false;
      things.add(what);
      return true;
    },
  };
}
