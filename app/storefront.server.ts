import type { IncomingMessage } from "node:http";
import type { ShopId } from "./contract/shop.ts";
import { clock, db, env, keys } from "./db.server.ts";
import { clientAddress } from "./platform/client-address.server.ts";
import type { Answer } from "./platform/http-body.server.ts";
import { keeping } from "./platform/keeping.ts";
import { Refusal } from "./platform/refusal.ts";
import type { createDoorCache } from "./response/door-cache.server.ts";
import { createPolls } from "./response/polls.server.ts";
import { dataKeyOf } from "./shop/shop.store.server.ts";
import { verifyProxy } from "./shopify/proxy.server.ts";

type Door = (request: IncomingMessage, query: string, name: string) => Promise<Answer>;

const JSON_TYPE = "application/json; charset=utf-8";
const HANDLE = /^[a-z][a-z0-9-]{0,39}$/;

/** What shoppers read through the app proxy, beside the answers that they send: signed like those, and nothing is kept. */
export function createStorefront({ shopOf, findPublished }: ReturnType<typeof createDoorCache>) {
  const keyOf = keeping((shop: ShopId) => dataKeyOf(db.read, shop, keys.master));
  const polls = createPolls({ read: db.read, clock, keyOf, shopOf, findPublished });
  const doors: Record<string, { method: "GET" | "POST"; open: Door }> = {
    polls: {
      method: "GET",
      async open(request, query, handle) {
        const signed = verifyProxy(query, env.SHOPIFY_API_SECRET, clock());
        const caller = { ...signed, address: clientAddress(request, env.FORWARDED_HOPS) };
        const body = JSON.stringify(await polls.results(caller, handle));
        // Somebody's own vote is theirs; bare results are the same for everybody for a moment.
        const caching = signed.customerId === undefined ? "public, max-age=5" : "no-store";
        return { status: 200, body, headers: { "Content-Type": JSON_TYPE, "Cache-Control": caching } };
      },
    },
  };

  /** Undefined: not one of these doors. */
  function open(request: IncomingMessage, path: string, query: string): Promise<Answer> | undefined {
    const [, kind = "", name = ""] = /^\/proxy\/([a-z]+)\/([^/]+)$/.exec(path) ?? [];
    const door = Object.hasOwn(doors, kind) ? doors[kind] : undefined;
    if (door === undefined) return undefined;
    const refuse = (refusal: Refusal) => {
      request.resume();
      return Promise.reject(refusal);
    };
    if (request.method !== door.method) return refuse(new Refusal(405, "method", `Use ${door.method}.`));
    if (!HANDLE.test(name)) return refuse(new Refusal(404, "not_found", "There is nothing here."));
    return door.open(request, query, name);
  }
  return { open, acceptVote: polls.accept };
}
