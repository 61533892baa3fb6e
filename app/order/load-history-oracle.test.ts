import fc from "fast-check";
import { expect, it } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import { givenLoad, givenServer, KEY, linesOf, NOW, ordersIn, serveText } from "../../tests/history.ts";
import type { Bought } from "../../tests/history.ts";
import { toMicros } from "../contract/money.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Database } from "../platform/db.server.ts";
import { refreshFactsPage } from "./history.store.server.ts";
import { recordOrderWebhook } from "./record-order.server.ts";

/** What webhooks told of an order before its line of the file was read. */
type Told = "nothing" | "something older" | "something newer";
type Sold = Omit<Bought, "id" | "customer"> & { customer: number | undefined; told: Told; quantity: number };

/** As large as Shopify's are, and all places of a number in use. */
const idOf = (index: number) => 5_600_000_012_345 + index * 32_768;
const TOLD = { customer: 77, line: 55, price: "5.00", processedAt: "2026-06-10T00:00:00Z" };

const sold: fc.Arbitrary<Sold> = fc.record({
  customer: fc.option(fc.integer({ min: 7_000_000_000_001, max: 7_000_000_000_004 }), { nil: undefined }),
  prices: fc.array(fc.constantFrom("1.10", "0.001", "99999.99", "-3.50"), { maxLength: 3 }),
  quantity: fc.integer({ min: 1, max: 3 }),
  refunded: fc.constantFrom("0.0", "0.25"),
  processedAt: fc.constantFrom("2026-05-30T23:59:59Z", "2026-06-02T00:00:00Z", "2026-06-15T10:00:00Z"),
  updatedAt: fc.constant("2026-06-20T00:00:00Z"),
  cancelledAt: fc.option(fc.constant("2026-06-19T00:00:00Z")),
  told: fc.constantFrom<Told>("nothing", "nothing", "something older", "something newer"),
});

const tell = (db: Database, shop: ShopId, id: number, told: Told) =>
  db.transaction((tx) =>
    recordOrderWebhook(
      tx,
      shop,
      "orders/updated",
      {
        id,
        admin_graphql_api_id: `gid://shopify/Order/${id}`,
        order_status_url: "https://x.myshopify.com/1",
        currency: "EUR",
        processed_at: TOLD.processedAt,
        updated_at: told === "something newer" ? "2026-06-25T00:00:00Z" : "2026-06-11T00:00:00Z",
        customer: { id: TOLD.customer },
        total_price: TOLD.price,
        line_items: [{ id: TOLD.line, quantity: 1, price: TOLD.price }],
      },
      NOW,
      KEY,
    ),
  );

const micros = (prices: string[], quantity: number) =>
  prices.reduce((sum, price) => sum + toMicros(price) * quantity, 0);

/** Plain code over the plain list: which orders there are, in the shape of `ordersIn`, and when each counts. */
function expectedOrder({ told, ...order }: Sold, index: number) {
  const id = idOf(index);
  const newer = told === "something newer";
  const {
    prices,
    customer,
    quantity,
    refunded = "0",
  } = newer ? { prices: [TOLD.price], customer: TOLD.customer, quantity: 1, refunded: "0" } : order;
  const lineId = (count: number) => (newer ? TOLD.line : id * 100 + count);
  return {
    row: {
      id,
      customer: customer === undefined ? null : String(customer),
      profile: customer !== undefined,
      total: micros(prices, quantity),
      refunded: toMicros(refunded),
      deleted: false,
      lines: prices.map((price, count) => `${lineId(count)}:${toMicros(price) * quantity}`),
    },
    products: newer ? [] : prices.map((_, count) => String(count + 9)),
    at: Date.parse(newer ? TOLD.processedAt : (order.processedAt ?? "")),
    counts: newer || order.cancelledAt == null,
  };
}

function expectedFacts(orders: ReturnType<typeof expectedOrder>[], customer: string | null) {
  const mine = orders.filter(({ row, counts }) => counts && row.customer === customer);
  const times = mine.map(({ at }) => at).sort();
  return {
    customer,
    orders: mine.length,
    spent: mine.reduce((sum, { row }) => sum + row.total - row.refunded, 0),
    first: times[0],
    last: times.at(-1),
    bought: ["9", "10", "11"].flatMap((product) => {
      const times = mine.filter(({ products }) => products.includes(product)).map(({ at }) => at);
      return times.length === 0 ? [] : [`${product} ${Math.max(...times)}`];
    }),
  };
}

async function factsIn(db: Database, shop: ShopId) {
  for (let after: number | undefined = 0; after !== undefined;) {
    const from: number = after;
    after = await db.transaction((tx) => refreshFactsPage(tx, shop, from, 2, NOW));
  }
  const rows = await db.read.profile.findMany({ where: { shopId: shop }, include: { purchases: true } });
  return rows.map((row) => ({
    customer: row.customerId,
    orders: row.orderCount,
    spent: Number(row.amountSpentMicros),
    first: row.firstOrderAt?.getTime(),
    last: row.lastOrderAt?.getTime(),
    bought: row.purchases
      .sort((a, b) => Number(a.productId) - Number(b.productId))
      .map(({ productId, lastAt }) => `${productId} ${lastAt.getTime()}`),
  }));
}

/** All lines in any order, and some of them again. */
const fileOf = (lines: string[]) =>
  fc
    .tuple(fc.shuffledSubarray(lines, { minLength: lines.length }), fc.subarray(lines))
    .map(([all, again]) => [...all, ...again].map((line) => `${line}\n`).join(""));

const history = fc.array(sold, { minLength: 1, maxLength: 12 }).chain((orders) => {
  const lines = linesOf(
    orders.map(({ customer, ...order }, index): Bought => {
      const bought = { ...order, id: idOf(index) };
      return customer === undefined ? bought : { ...bought, customer };
    }),
  );
  return fc.record({
    orders: fc.constant(orders),
    text: fc.oneof(fc.constant(lines.map((line) => `${line}\n`).join("")), fileOf(lines)),
  });
});

it("brings orders, lines and each customer's figures to what the plain list says, whatever webhooks told before", async () => {
  const db = await givenDatabase();
  await fc.assert(
    fc.asyncProperty(history, async ({ orders, text }) => {
      const shop = await givenShop(db);
      for (const [index, { told }] of orders.entries()) {
        if (told !== "nothing") await tell(db, shop, idOf(index), told);
      }
      const { load } = await givenLoad("orders", db, shop);
      expect(await load(await givenServer(serveText(text)))).toMatchObject({ outcome: "complete" });
      const expected = orders.map(expectedOrder);
      expect(await ordersIn(db, shop)).toEqual(expected.map(({ row }) => row));
      const facts = await factsIn(db, shop);
      expect(facts).toEqual(facts.map(({ customer }) => expectedFacts(expected, customer)));
      const customers = expected.flatMap(({ row }) => row.customer ?? []);
      expect(facts.map(({ customer }) => customer)).toEqual(expect.arrayContaining(customers));
    }),
    { numRuns: 12 },
  );
}, 120_000);
