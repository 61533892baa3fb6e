import type { IncomingMessage } from "node:http";
import type { AskingArrival } from "./asking/answer-asking.server.ts";
import { answerAsking, knownOf } from "./asking/answer-asking.server.ts";
import type { ShopId } from "./contract/shop.ts";
import { clock, db, env, keys } from "./db.server.ts";
import { clientAddress, createAddressLimit } from "./platform/client-address.server.ts";
import { parseJson, readBody, requireJson } from "./platform/http-body.server.ts";
import type { Answer } from "./platform/http-body.server.ts";
import { mintUuid } from "./platform/id.ts";
import type { Arrival, Inbox } from "./platform/inbox.ts";
import { keeping } from "./platform/keeping.ts";
import { Refusal } from "./platform/refusal.ts";
import type { createDoorCache } from "./response/door-cache.server.ts";
import { createPolls } from "./response/polls.server.ts";
import { createShareDoor } from "./share-door.server.ts";
import { dataKeyOf } from "./shop/shop.store.server.ts";
import { verifyProxy } from "./shopify/proxy.server.ts";

interface Door {
  methods: readonly string[];
  /** What may stand behind the door's name in the address. */
  name: RegExp;
  open(request: IncomingMessage, query: string, name: string): Promise<Answer>;
}

const HANDLE = /^[a-z][a-z0-9-]{0,39}$/;
const READING = ["GET", "HEAD"];

const json = (body: object, headers: Record<string, string> = {}): Answer => ({
  status: 200,
  headers: { "Content-Type": "application/json; charset=utf-8", ...headers },
  body: JSON.stringify(body),
});

const ASKING_PER_ADDRESS = 1_000;
const ASKING_BYTES = 8 * 1024;

/** What shoppers read through the app proxy, beside the answers that they send: signed like those, and nothing is kept. */
export function createStorefront(cache: ReturnType<typeof createDoorCache>, inbox: Inbox) {
  const keyOf = keeping((shop: ShopId) => dataKeyOf(db.read, shop, keys.master));
  const polls = createPolls({ read: db.read, clock, keyOf, ...cache });
  const { share, assets } = createShareDoor(cache);
  const signedBy = (query: string) => verifyProxy(query, keys.shopify, clock());

  const askingDeps = { read: db.read, clock, ...cache };
  const askingLimit = createAddressLimit(clock, ASKING_PER_ADDRESS);

  const doors: Record<string, Door> = {
    share: { methods: READING, name: HANDLE, open: share },
    assets: { methods: READING, name: /^[0-9a-f]{16}\/[a-z][a-z0-9-]*\.(js|css)$/, open: assets },
    asking: {
      methods: ["POST"],
      name: /^$/,
      async open(request, query) {
        const signed = signedBy(query);
        const body = parseJson(requireJson(request, await readBody(request, ASKING_BYTES)));
        if (askingLimit.count(clientAddress(request, env.FORWARDED_HOPS), mintUuid()) === undefined) {
          throw new Refusal(429, "too_often", "This was asked too often from here. Ask nothing for a while.");
        }
        const { reply, record } = await answerAsking(askingDeps, signed, body);
        if (record !== undefined) await inbox.append(askingArrival(signed.shop, record));
        return json(reply);
      },
    },
    polls: {
      methods: READING,
      name: HANDLE,
      async open(_request, query, handle) {
        const signed = signedBy(query);
        // Somebody's own vote is theirs; bare results are the same for everybody for a moment.
        const caching = signed.customerId === undefined ? "public, max-age=5" : "no-store";
        return json(await polls.results(signed, handle), { "Cache-Control": caching });
      },
    },
  };

  /** Undefined: not one of these doors. */
  function open(request: IncomingMessage, path: string, query: string): Promise<Answer> | undefined {
    const [, kind = "", name = ""] = /^\/proxy\/([a-z]+)(?:\/(.*))?$/.exec(path) ?? [];
    const door = Object.hasOwn(doors, kind) ? doors[kind] : undefined;
    if (door === undefined) return undefined;
    const refuse = (refusal: Refusal) => {
      request.resume();
      return Promise.reject(refusal);
    };
    const [method = ""] = door.methods;
    if (!door.methods.includes(request.method ?? "")) return refuse(new Refusal(405, "method", `Use ${method}.`));
    if (!door.name.test(name)) return refuse(new Refusal(404, "not_found", "There is nothing here."));
    return door.open(request, query, name);
  }
  return { open, acceptVote: polls.accept, knownOf: knownOf.bind(undefined, askingDeps) };
}

/** A decision on its way to the worker: unlike an answer it may be lost, the shopper does not wait for it. */
const askingArrival = (shop: string, asking: AskingArrival): Arrival => ({
  kind: "response",
  shop,
  responseId: mintUuid(),
  answers: [],
  finished: false,
  proven: true,
  body: JSON.stringify({ asking }),
});
