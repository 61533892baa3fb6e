import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { isoOf, nowMs } from "../clock.ts";
import { openTestStore } from "./testing/open-store.ts";
import type { TestStore } from "./testing/open-store.ts";

const DAY = 86_400_000;

type Errors = { message: string; extensions: { code: string } }[];
const errorsOf = (body: object) => ((body as { errors?: Errors }).errors ?? []).map((error) => error.extensions.code);

function addOrder(
  store: TestStore,
  id: number,
  daysAgo: number,
  customerId: number | null,
  cartToken: string | null = null,
): void {
  const at = isoOf(nowMs() - daysAgo * DAY);
  store.state
    .sql(
      `INSERT INTO orders (id, name, customer_id, subtotal_price, total_price, current_total_price, processed_at, created_at, updated_at, cart_token)
       VALUES (?, ?, ?, '5.10', '5.10', '5.10', ?, ?, ?, ?)`,
    )
    .run(id, `#${id}`, customerId, at, at, at, cartToken);
}

describe("the Admin API", () => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openTestStore();
    const now = isoOf(nowMs());
    for (const id of [1, 2, 3]) {
      store.state
        .sql("INSERT INTO customers (id, first_name, created_at, updated_at) VALUES (?, ?, ?, ?)")
        .run(id, `C${id}`, now, now);
    }
    for (const [id, days, customer] of [
      [11, 400, 1],
      [12, 30, 1],
      [13, 10, 1],
      [14, 5, null],
    ] as const) {
      addOrder(store, id, days, customer, `cart-${id}`);
    }
  });
  afterAll(() => store.close());
  beforeEach(() => store.control("DELETE", "/faults").then(() => undefined));

  test("another API version, no token, a wrong token", async () => {
    const noise = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    expect((await store.post("/admin/api/2025-01/graphql.json", { query: "{ shop { id } }" })).status).toBe(404);
    expect(noise).toHaveBeenCalled();
    expect((await store.graphql("{ shop { id } }", {}, "shpat_wrong")).status).toBe(401);
  });

  test("a field of the schema that the store does not resolve is said loudly, not answered with null", async () => {
    const noise = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const { status, body } = await store.graphql("{ shop { description } }");
    expect(status).toBe(501);
    expect(body["errors"]).toMatchObject([{ message: "The development store does not know Shop.description yet" }]);
    expect(noise).toHaveBeenCalledWith(expect.stringContaining("Shop.description"));
  });

  test("without a scope the field is null and ACCESS_DENIED", async () => {
    const { status, body } = await store.graphql(
      'mutation { productCreate(product: { title: "x" }) { product { id } } }',
    );
    expect(status).toBe(200);
    expect(errorsOf(body)).toEqual(["ACCESS_DENIED"]);
    expect(body["data"]).toEqual({ productCreate: null });
    const tags = await store.graphql(
      'mutation { tagsAdd(id: "gid://shopify/Order/12", tags: ["x"]) { userErrors { message } } }',
    );
    expect(errorsOf(tags.body)).toEqual(["ACCESS_DENIED"]);
  });

  test("orders reach back 60 days, and all the way with read_all_orders", async () => {
    const query =
      '{ orders(first: 10) { nodes { id } } old: order(id: "gid://shopify/Order/11") { id } ordersCount { count } customer(id: "gid://shopify/Customer/1") { numberOfOrders amountSpent { amount } } }';
    const recent = (await store.graphql(query)).body["data"];
    expect(recent).toMatchObject({
      orders: {
        nodes: [{ id: "gid://shopify/Order/12" }, { id: "gid://shopify/Order/13" }, { id: "gid://shopify/Order/14" }],
      },
      old: null,
      ordersCount: { count: 3 },
      customer: { numberOfOrders: "3", amountSpent: { amount: "15.3" } },
    });
    await store.control("POST", "/scopes", { read_all_orders: true });
    expect((await store.graphql(query)).body["data"]).toMatchObject({
      old: { id: "gid://shopify/Order/11" },
      ordersCount: { count: 4 },
    });
    await store.control("POST", "/scopes", { read_all_orders: false });
  });

  test("pages follow each other, forwards and backwards, without gap or repeat", async () => {
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const { body } = await store.graphql(
        "query ($after: String) { orders(first: 1, after: $after, sortKey: UPDATED_AT, reverse: true) { nodes { id } pageInfo { hasNextPage endCursor } } }",
        { after },
      );
      const { nodes, pageInfo } = (
        body as { data: { orders: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } }
      ).data.orders;
      ids.push(...nodes.map((node) => node.id));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(ids).toEqual([14, 13, 12].map((id) => `gid://shopify/Order/${id}`));
    const { body } = await store.graphql(
      "{ orders(last: 2) { nodes { id } pageInfo { hasPreviousPage hasNextPage } } }",
    );
    expect(body["data"]).toEqual({
      orders: {
        nodes: [{ id: "gid://shopify/Order/13" }, { id: "gid://shopify/Order/14" }],
        pageInfo: { hasPreviousPage: true, hasNextPage: false },
      },
    });
  });

  test.each([
    ["customer_id:1", [12, 13]],
    ["cart_token:cart-14", [14]],
    ["customer_id:1 AND NOT cart_token:cart-12", [13]],
    ["cart_token:cart-12 OR cart_token:cart-14", [12, 14]],
    ["-customer_id:1", [14]],
    [`updated_at:>='${isoOf(nowMs() - 7 * DAY)}'`, [14]],
    ["id:>=13 id:<14", [13]],
  ])("search %s", async (query, expected) => {
    const { body } = await store.graphql(
      "query ($query: String) { orders(first: 10, query: $query) { nodes { id } } }",
      { query },
    );
    const { nodes } = (body as { data: { orders: { nodes: { id: string }[] } } }).data.orders;
    expect(nodes.map((node) => Number(node.id.split("/").at(-1)))).toEqual(expected);
  });

  test("a search field that does not exist is ignored with a warning", async () => {
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const { body } = await store.graphql('{ orders(first: 10, query: "nonsense:1") { nodes { id } } }');
    expect(body["extensions"]).toMatchObject({
      search: [{ warnings: [{ field: "nonsense", code: "invalid_field" }] }],
    });
  });

  test("too expensive for one query", async () => {
    const orders = "orders(first: 250) { nodes { id lineItems(first: 250) { nodes { id product { id } } } } }";
    const { body } = await store.graphql(`{ customers(first: 250) { nodes { id ${orders} } } }`);
    expect(errorsOf(body)).toEqual(["MAX_COST_EXCEEDED"]);
  });

  test("the bucket empties, says THROTTLED, and fills again at the plan's rate", async () => {
    const add = 'mutation { tagsAdd(id: "gid://shopify/Customer/2", tags: ["a"]) { userErrors { message } } }';
    await store.control("POST", "/shop", { bucket_size: 25, restore_rate: 1 });
    const codes = [];
    for (let call = 0; call < 3; call += 1) codes.push(errorsOf((await store.graphql(add)).body));
    expect(codes).toEqual([[], [], ["THROTTLED"]]);
    await store.control("POST", "/clock", { by_ms: 10_000 });
    expect(errorsOf((await store.graphql(add)).body)).toEqual([]);
    await store.control("POST", "/shop", { bucket_size: 2000, restore_rate: 100 });
    await store.control("POST", "/clock", { by_ms: 20_000 });
  });

  test("a native segment has the customers that carry the tag", async () => {
    await store.graphql(
      'mutation { tagsAdd(id: "gid://shopify/Customer/2", tags: ["Candor-Loyal"]) { userErrors { message } } }',
    );
    const { body } = await store.graphql(
      `mutation { segmentCreate(name: "Loyal", query: "customer_tags CONTAINS 'candor-loyal' AND number_of_orders = 0") { segment { id } } }`,
    );
    const { id } = (body as { data: { segmentCreate: { segment: { id: string } } } }).data.segmentCreate.segment;
    const members = await store.graphql(
      "query ($id: ID!) { customerSegmentMembers(first: 1000, segmentId: $id) { totalCount edges { node { id } } } }",
      { id },
    );
    expect(members.body["data"]).toEqual({
      customerSegmentMembers: { totalCount: 1, edges: [{ node: { id: "gid://shopify/CustomerSegmentMember/2" } }] },
    });
    const shown = await store.control("GET", "/state/customers/2");
    expect(shown.body).toMatchObject({ tags: ["a", "Candor-Loyal"], segments: [{ name: "Loyal" }] });
  });

  test("the app's own metafields: written, read by namespace and key, gone after an uninstall", async () => {
    const { body } = await store.graphql("{ currentAppInstallation { id } }");
    const ownerId = (body as { data: { currentAppInstallation: { id: string } } }).data.currentAppInstallation.id;
    const set =
      "mutation ($m: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $m) { metafields { value } userErrors { message } } }";
    await store.graphql(set, {
      m: [{ ownerId, namespace: "candor", key: "quiz_gift", type: "json", value: '{"a":1}' }],
    });
    const read = await store.graphql(
      '{ currentAppInstallation { metafield(namespace: "candor", key: "quiz_gift") { jsonValue } } }',
    );
    expect(read.body["data"]).toEqual({ currentAppInstallation: { metafield: { jsonValue: { a: 1 } } } });
    const foreign = [
      {
        ownerId: "gid://shopify/AppInstallation/999",
        namespace: "candor",
        key: "quiz_gift",
        type: "json",
        value: "{}",
      },
    ];
    expect((await store.graphql(set, { m: foreign })).body["data"]).toMatchObject({
      metafieldsSet: { userErrors: [{ message: "Owner does not exist." }] },
    });
    await store.control("POST", "/uninstall");
    expect((await store.control("GET", "/state/metafields")).body).toEqual([]);
    expect((await store.graphql("{ shop { id } }")).status).toBe(401);
  });
});
