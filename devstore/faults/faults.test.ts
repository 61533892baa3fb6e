import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTestStore, tokenRequest } from "../admin-api/testing/open-store.ts";
import type { TestStore } from "../admin-api/testing/open-store.ts";
import { isoOf, nowMs } from "../clock.ts";

const SHOP = "query Shop { shop { id } }";
const TAG = 'mutation Tag { tagsAdd(id: "gid://shopify/Customer/1", tags: ["a"]) { userErrors { message } } }';

describe("faults", () => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openTestStore();
    const now = isoOf(nowMs());
    store.state
      .sql("INSERT INTO customers (id, email, created_at, updated_at) VALUES (1, 'a@example.com', ?, ?)")
      .run(now, now);
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    await store.control("DELETE", "/faults");
    store.state.sql("UPDATE customers SET tags_json = '[]'").run();
  });

  const order = (body: object) => store.control("POST", "/faults", body);
  const tags = async () => ((await store.control("GET", "/state/customers/1")).body as { tags: string[] }).tags;

  test("an unknown kind is refused with the list of the known", async () => {
    const { status, body } = await order({ kind: "earthquake" });
    expect(status).toBe(422);
    expect(body["error"]).toContain("reset-after-apply");
  });

  test("the same seed strikes the same calls, and a count ends it", async () => {
    const struck = async () => {
      await store.control("DELETE", "/faults");
      await order({ kind: "5xx", rate: 0.5, seed: 7, count: 4 });
      const statuses = [];
      for (let call = 0; call < 14; call += 1) statuses.push((await store.graphql(SHOP)).status);
      return statuses;
    };
    const first = await struck();
    expect(first.filter((status) => status === 502)).toHaveLength(4);
    expect(await struck()).toEqual(first);
  });

  test("throttle: THROTTLED at HTTP 200, and nothing was done", async () => {
    await order({ kind: "throttle", count: 1 });
    const { status, body } = await store.graphql(TAG);
    expect([status, body["errors"]]).toMatchObject([200, [{ extensions: { code: "THROTTLED" } }]]);
    expect(await tags()).toEqual([]);
  });

  test("429 says how long to wait", async () => {
    await order({ kind: "429", count: 1, options: { retry_after: 3 } });
    const response = await fetch(`${store.origin}/admin/api/2026-07/graphql.json`, { method: "POST" });
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "3.0"]);
  });

  test("reset after apply: the caller sees a broken connection, the tag is there", async () => {
    await order({ kind: "reset-after-apply", count: 1 });
    await expect(store.graphql(TAG)).rejects.toThrow();
    expect(await tags()).toEqual(["a"]);
  });

  test("reset before apply: the tag is not there", async () => {
    await order({ kind: "reset-before-apply", count: 1 });
    await expect(store.graphql(TAG)).rejects.toThrow();
    expect(await tags()).toEqual([]);
  });

  test("hang: no answer until the caller gives up", async () => {
    await order({ kind: "hang", count: 1 });
    const headers = { "x-shopify-access-token": store.token, "content-type": "application/json" };
    const request = fetch(`${store.origin}/admin/api/2026-07/graphql.json`, {
      method: "POST",
      headers,
      body: JSON.stringify({ query: SHOP }),
      signal: AbortSignal.timeout(300),
    });
    await expect(request).rejects.toThrow();
    expect((await store.graphql(SHOP)).status).toBe(200);
  });

  test("only the operation that is named", async () => {
    await order({ kind: "5xx", options: { operation: "Tag" } });
    expect((await store.graphql(SHOP)).status).toBe(200);
    expect((await store.graphql(TAG)).status).toBe(502);
  });

  test("a userError on one record, a field that comes back null with an error", async () => {
    await order({ kind: "user-error", count: 1 });
    expect((await store.graphql(TAG)).body["data"]).toEqual({
      tagsAdd: { userErrors: [{ message: "Tags could not be saved" }] },
    });
    await order({ kind: "null-field", count: 1, options: { field: "Customer.defaultEmailAddress" } });
    const { status, body } = await store.graphql(
      '{ customer(id: "gid://shopify/Customer/1") { id defaultEmailAddress { emailAddress } } }',
    );
    expect([status, body["data"]]).toEqual([
      200,
      { customer: { id: "gid://shopify/Customer/1", defaultEmailAddress: null } },
    ]);
    expect(body["errors"]).toHaveLength(1);
  });

  test("a scope that is taken away", async () => {
    await store.control("POST", "/scopes", { read_products: false });
    const { body } = await store.graphql("{ products(first: 1) { nodes { id } } }");
    expect(body["errors"]).toMatchObject([{ extensions: { code: "ACCESS_DENIED" } }]);
    await store.control("POST", "/scopes", { read_products: true });
    expect((await store.graphql("{ products(first: 1) { nodes { id } } }")).body).not.toHaveProperty("errors");
  });

  test("nobody gets a token while the app is not installed; installing again makes a new installation", async () => {
    const installation = async () =>
      (await store.control("GET", "/state")).body["installation"] as { id: number } | null;
    const before = await installation();
    await store.control("POST", "/uninstall");
    expect(await installation()).toBeNull();
    expect((await store.post("/admin/oauth/access_token", tokenRequest(store.platform))).status).toBe(400);
    await store.control("POST", "/install");
    expect((await store.post("/admin/oauth/access_token", tokenRequest(store.platform))).status).toBe(200);
    expect((await installation())?.id).not.toBe(before?.id);
  });

  test("every call is on record, with what it cost", async () => {
    const calls = (await store.control("GET", "/state/calls")).body as unknown as {
      operation: string;
      actual_cost: number;
      status: number;
    }[];
    expect(calls.filter((call) => call.operation === "Tag" && call.status === 200).length).toBeGreaterThan(0);
    expect(calls.find((call) => call.operation === "Shop" && call.status === 200)?.actual_cost).toBe(1);
  });
});
