import { describe, expect, it } from "vitest";
import { cost, givenShopify, reply } from "../../tests/shopify-server.ts";
import type { Answer } from "../../tests/shopify-server.ts";
import { DocumentRefused, graphql, ShopParked, Unreachable } from "./admin.ts";
import { adminClients } from "./admin-client.server.ts";
import type { AccessTokens } from "./access-token.server.ts";

const SHOP = "a-shop.myshopify.com";
const ReadShop = graphql<{ shop: { name: string } }, Record<string, never>>("query ReadShop { shop { name } }");
const AddTag = graphql<{ tagsAdd: object }, Record<string, never>>("mutation AddTag { tagsAdd { x } }", {
  idempotent: true,
});
const RunOnce = graphql<{ run: object }, Record<string, never>>("mutation RunOnce { run { x } }");

const data = { data: { shop: { name: "A shop" } } };

/** A clock that only sleeping moves, and what was slept. */
function givenTime() {
  let nowMs = Date.parse("2026-07-01T12:00:00Z");
  const slept: number[] = [];
  return {
    slept,
    clock: () => new Date(nowMs),
    sleep: async (ms: number) => {
      slept.push(ms);
      nowMs += ms;
    },
  };
}

async function givenClient(answer: Answer, options: { tokens?: AccessTokens; timeoutMs?: number } = {}) {
  const shopify = await givenShopify(answer);
  const time = givenTime();
  const tokens = options.tokens ?? { accessToken: async () => "good" };
  const clientOf = adminClients({
    tokens,
    clock: time.clock,
    sleep: time.sleep,
    random: () => 1,
    timeoutMs: options.timeoutMs,
  });
  return { ...shopify, ...time, clientOf, client: clientOf(SHOP) };
}

/** Answers in turn; the last one for ever. */
const inTurn = (...answers: Answer[]): Answer => {
  let next = 0;
  return (received, response) => answers[Math.min(next++, answers.length - 1)]?.(received, response);
};
const fine: Answer = (_, response) => reply(response, 200, { ...data, extensions: cost(10, 1990) });
const throttled =
  (available: number): Answer =>
  (_, response) =>
    reply(response, 200, {
      errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }],
      extensions: cost(110, available),
    });
const reset: Answer = (_, response) => void response.socket?.resetAndDestroy();

describe("the Admin client", () => {
  it("asks the shop's own address with its token", async () => {
    const { client, received } = await givenClient(fine);
    expect(await client.request(ReadShop, {})).toEqual({ data: data.data, partialErrors: [] });
    expect(received).toMatchObject([{ host: SHOP, url: "/admin/api/2026-07/graphql.json", token: "good" }]);
  });

  it("F11: waits for the bucket before sending, so that nothing is throttled", async () => {
    // GIVEN Shopify says that 10 points are left
    const { client, slept } = await givenClient((_, response) =>
      reply(response, 200, { ...data, extensions: cost(60, 10) }),
    );
    await client.request(ReadShop, {});
    // WHEN the next call costs 60, THEN it is sent half a second later
    await client.request(ReadShop, {});
    expect(slept).toEqual([500]);
  });

  it("F11: waits as long as a throttled reply tells, and other shops do not", async () => {
    const { clientOf, client, slept, received } = await givenClient((one, response) =>
      one.host === SHOP && received.length === 1 ? throttled(10)(one, response) : fine(one, response),
    );
    await client.request(ReadShop, {});
    expect(slept).toEqual([1000]);
    await clientOf("b-shop.myshopify.com").request(ReadShop, {});
    expect(slept).toEqual([1000]);
    expect(received.map((one) => one.host)).toEqual([SHOP, SHOP, "b-shop.myshopify.com"]);
  });

  it("F11: gives the job back to the queue when a shop is throttled for long", async () => {
    const { client, received } = await givenClient(throttled(0));
    await expect(client.request(RunOnce, {})).rejects.toMatchObject({ name: "Unreachable", surelyNotApplied: true });
    expect(received.length).toBeGreaterThan(2);
  });

  it("F12: after 429 comes back no earlier than told, for a mutation too", async () => {
    const limited: Answer = (_, response) => reply(response, 429, { errors: "Exceeded" }, { "retry-after": "2.0" });
    const { client, slept, received } = await givenClient(inTurn(limited, fine));
    await client.request(RunOnce, {});
    expect(slept.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(2000);
    expect(received).toHaveLength(2);
  });

  it.each<[string, Answer]>([
    ["502", (_, response) => reply(response, 502, { errors: "Internal Server Error" })],
    ["HTML with 503", (_, response) => reply(response, 503, "<!doctype html><p>Sorry")],
    ["HTML with 200", (_, response) => reply(response, 200, "<!doctype html><p>Sorry")],
    ["a reset", reset],
    [
      "half a reply",
      (_, response) => void response.writeHead(200, { "content-length": "99" }).write("{", () => response.destroy()),
    ],
    [
      "an internal error",
      (_, response) => reply(response, 200, { errors: [{ extensions: { code: "INTERNAL_SERVER_ERROR" } }] }),
    ],
  ])("F13: after %s repeats queries and idempotent mutations with growing pauses, others never", async (_, trouble) => {
    const { client, slept, received } = await givenClient(inTurn(trouble, trouble, fine, trouble, fine, trouble));
    await client.request(ReadShop, {});
    expect(slept).toEqual([500, 1000]);
    await client.request(AddTag, {});
    expect(received).toHaveLength(5);
    // WHEN a mutation that must not be repeated meets the same, THEN it is sent once and we are told that nobody knows
    await expect(client.request(RunOnce, {})).rejects.toMatchObject({ name: "Unreachable", surelyNotApplied: false });
    expect(received).toHaveLength(6);
  });

  it("F13: gives up after a few times", async () => {
    const { client, received } = await givenClient((_, response) => reply(response, 502, {}));
    await expect(client.request(ReadShop, {})).rejects.toBeInstanceOf(Unreachable);
    expect(received).toHaveLength(4);
  });

  it("F14: ends a call that hangs", async () => {
    const { client, received } = await givenClient(() => undefined, { timeoutMs: 50 });
    await expect(client.request(RunOnce, {})).rejects.toMatchObject({ name: "Unreachable", surelyNotApplied: false });
    expect(received).toHaveLength(1);
  });

  it("stops at once when the caller stops", async () => {
    const { client } = await givenClient(() => undefined);
    const stop = new AbortController();
    const asked = client.request(ReadShop, {}, { signal: stop.signal });
    stop.abort();
    await expect(asked).rejects.toThrow(/abort/i);
  });

  it("F15: hands userErrors on as values", async () => {
    const body = { data: { tagsAdd: { userErrors: [{ field: ["id"], message: "Customer does not exist" }] } } };
    const { client } = await givenClient((_, response) => reply(response, 200, body));
    expect((await client.request(AddTag, {})).data).toEqual(body.data);
  });

  it("F16: a refused token is refreshed once, then the shop is parked", async () => {
    const asked: (string | undefined)[] = [];
    const tokens: AccessTokens = {
      accessToken: async (_, refused) => {
        asked.push(refused);
        return refused === undefined ? "old" : "new";
      },
    };
    const onlyNew: Answer = (one, response) =>
      one.token === "new" ? fine(one, response) : reply(response, 401, { errors: "x" });
    const { client } = await givenClient(onlyNew, { tokens });
    expect((await client.request(RunOnce, {})).data).toEqual(data.data);
    expect(asked).toEqual([undefined, "old"]);

    const { client: refusedClient, received } = await givenClient(
      (_, response) => reply(response, 401, { errors: "x" }),
      { tokens },
    );
    await expect(refusedClient.request(ReadShop, {})).rejects.toMatchObject({
      name: "ShopParked",
      reason: "token-refused",
    });
    expect(received).toHaveLength(2);
  });

  it.each([
    [402, "shop-unavailable"],
    [403, "scope-lost"],
    [404, "shop-unavailable"],
    [423, "shop-unavailable"],
  ])("parks the shop on %i", async (status, reason) => {
    const { client, received } = await givenClient((_, response) => reply(response, status, { errors: "x" }));
    await expect(client.request(ReadShop, {})).rejects.toMatchObject({ name: "ShopParked", reason });
    await expect(client.request(ReadShop, {})).rejects.toBeInstanceOf(ShopParked);
    expect(received).toHaveLength(2);
  });

  it("F18: survives parts that may not be read", async () => {
    const body = {
      data: { shop: null },
      errors: [{ message: "Access denied for shop field.", path: ["shop"], extensions: { code: "ACCESS_DENIED" } }],
    };
    const { client } = await givenClient((_, response) => reply(response, 200, body));
    const { data: got, partialErrors } = await client.request(ReadShop, {});
    expect(got).toEqual({ shop: null });
    expect(partialErrors).toMatchObject([{ path: "shop", code: "ACCESS_DENIED" }]);
  });

  it("does not repeat what Shopify refuses as a whole", async () => {
    const body = {
      errors: [{ message: "Field 'x' doesn't exist on type 'Shop'", extensions: { code: "undefinedField" } }],
    };
    const { client, received } = await givenClient((_, response) => reply(response, 200, body));
    await expect(client.request(ReadShop, {})).rejects.toBeInstanceOf(DocumentRefused);
    expect(received).toHaveLength(1);
  });

  it("A32: no error says the token or what was asked", async () => {
    const tokens = { accessToken: async () => "shpat_canary" };
    const { client } = await givenClient(reset, { tokens });
    const error = await client.request(RunOnce, {}).catch((reason: unknown) => reason);
    expect(JSON.stringify(error) + String(error) + String((error as Error).stack)).not.toContain("canary");
    expect((error as Error).cause).toBeUndefined();
  });
});
