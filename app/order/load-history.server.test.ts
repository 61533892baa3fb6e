import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { givenShop } from "../../tests/database.ts";
import { givenLoad, givenServer, KEY, linesOf, NOW, ordersIn, serveText } from "../../tests/history.ts";
import type { Bought } from "../../tests/history.ts";
import type { Database } from "../platform/db.server.ts";
import { tombstoneOf } from "../profile/tombstone.store.server.ts";
import { RESPONSE_ATTRIBUTE } from "./order.ts";
import { recordOrderWebhook } from "./record-order.server.ts";

const DAY = 86_400_000;
const RESPONSE = "0190a6c0-0000-7000-8000-000000000001";

const SOLD: Bought[] = [
  { id: 1, customer: 7, prices: ["1.10", "2.345"], refunded: "1.5" },
  { id: 2, prices: [] },
  { id: 3, customer: 8, prices: ["0.001", "10", "-3.50"] },
  // A discount on the whole order is in none of its lines.
  { id: 4, customer: 7, prices: ["99999.99"], total: "150000.5" },
];
const fileOf = (lines: string[]) => lines.map((line) => `${line}\n`).join("");

describe("loading history", { timeout: 60_000 }, () => {
  it("writes every order and line exactly, and a profile for each customer", async () => {
    const { db, shop, load, progress } = await givenLoad();
    const text = fileOf(linesOf(SOLD));
    expect(await load(await givenServer(serveText(text)))).toMatchObject({ outcome: "complete" });
    expect(await ordersIn(db, shop)).toEqual([
      {
        id: 1,
        customer: "7",
        profile: true,
        total: 6_890_000,
        refunded: 1_500_000,
        deleted: false,
        lines: ["100:2200000", "101:4690000"],
      },
      { id: 2, customer: null, profile: false, total: 0, refunded: 0, deleted: false, lines: [] },
      {
        id: 3,
        customer: "8",
        profile: true,
        total: 13_002_000,
        refunded: 0,
        deleted: false,
        lines: ["300:2000", "301:20000000", "302:-7000000"],
      },
      {
        id: 4,
        customer: "7",
        profile: true,
        total: 150_000_500_000,
        refunded: 0,
        deleted: false,
        lines: ["400:199999980000"],
      },
    ]);
    expect(await db.read.profile.count()).toBe(2);
    expect(await progress()).toEqual({ bytes: Buffer.byteLength(text), lines: 10 });
  });

  it("F22: says the same whatever the order of the lines, and however often each comes", async () => {
    const { db, shop, load } = await givenLoad();
    await load(await givenServer(serveText(fileOf(linesOf(SOLD)))));
    const expected = await ordersIn(db, shop);
    const lines = linesOf(SOLD);
    const shuffled = fc
      .tuple(fc.shuffledSubarray(lines, { minLength: lines.length }), fc.subarray(lines))
      .map(([all, again]) => [...all, ...again]);
    await fc.assert(
      fc.asyncProperty(shuffled, async (mixed) => {
        const other = await givenShop(db);
        const run = await givenLoad("orders", db as Database & { file: string }, other);
        expect(await run.load(await givenServer(serveText(fileOf(mixed))))).toMatchObject({ outcome: "complete" });
        expect(await ordersIn(db, other)).toEqual(expected);
      }),
      { numRuns: 5 },
    );
  }, 60_000);

  it("P11: keeps of old orders no token after 90 days, and after 730 not the walk that led there: as the clock would", async () => {
    const { db, load } = await givenLoad();
    const walk = JSON.stringify([{ key: RESPONSE_ATTRIBUTE, value: RESPONSE }]);
    const sold = [89, 90, 729, 730].flatMap((days, index) => {
      const processedAt = new Date(NOW.getTime() - days * DAY).toISOString();
      return [
        ...linesOf([{ id: 2 * index, prices: [], processedAt }]),
        ...linesOf([{ id: 2 * index + 1, prices: [], processedAt }]).map((line) =>
          line.replace(`"customAttributes":[]`, `"customAttributes":${walk}`),
        ),
      ];
    });
    expect(await load(await givenServer(serveText(fileOf(sold))))).toMatchObject({ outcome: "complete" });
    const kept = await db.read.order.findMany({ orderBy: { id: "asc" } });
    const told = kept.map((order) => [order.shopifyId, order.checkoutToken, order.responseId]);
    expect(told.sort()).toEqual([
      ["0", "checkout-0", null],
      ["1", "checkout-1", RESPONSE],
      ["2", null, null],
      ["3", null, RESPONSE],
      ["4", null, null],
      ["5", null, RESPONSE],
      ["6", null, null],
      ["7", null, null],
    ]);
  });

  it("F21: takes whole lines only and goes on where they ended", async () => {
    const { db, shop, load, progress } = await givenLoad();
    const text = fileOf(linesOf(SOLD));
    const cut = text.indexOf("LineItem") + 5;
    const ranges: (string | undefined)[] = [];
    let short = true;
    const url = await givenServer((request, response) => {
      ranges.push(request.headers.range);
      const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
      response.statusCode = from > 0 ? 206 : 200;
      response.end(text.slice(from, short ? cut : undefined));
    });
    expect(await load(url)).toMatchObject({ outcome: "cut" });
    expect((await progress()).lines).toBe(1);
    short = false;
    expect(await load(url)).toMatchObject({ outcome: "complete", at: { lines: 10 } });
    expect((await ordersIn(db, shop)).map((order) => order.total)).toEqual([6_890_000, 0, 13_002_000, 150_000_500_000]);
    expect(ranges).toEqual([undefined, `bytes=${text.indexOf("\n") + 1}-`]);
  });

  it("goes on also where ranges are unknown", async () => {
    const { db, shop, load } = await givenLoad();
    const text = fileOf(linesOf(SOLD));
    let short = true;
    const url = await givenServer((_, response) => void response.end(short ? text.slice(0, -20) : text));
    expect(await load(url)).toMatchObject({ outcome: "cut" });
    short = false;
    expect(await load(url)).toMatchObject({ outcome: "complete" });
    expect(await ordersIn(db, shop)).toHaveLength(4);
  });

  it("F20, F13: tells a dead address from a broken line and a lost connection", async () => {
    const { load, db } = await givenLoad();
    expect(await load(await givenServer((_, response) => void response.writeHead(403).end()))).toMatchObject({
      outcome: "gone",
    });
    expect(await load(await givenServer((_, response) => void response.writeHead(503).end()))).toMatchObject({
      outcome: "unreachable",
    });
    expect(await load(await givenServer((_, response) => void response.socket?.destroy()))).toMatchObject({
      outcome: "unreachable",
    });
    expect(await load(await givenServer(serveText("{broken}\n{}\n")))).toMatchObject({
      outcome: "corrupt",
      why: "line 1 of the file: it is not JSON",
    });
    expect(await db.read.order.count()).toBe(0);
  });

  it("F5: stops when told to, and resumes without loss or doubles", async () => {
    const many = Array.from({ length: 3000 }, (_, index): Bought => ({
      id: index + 1,
      customer: index % 300,
      prices: ["1.5", "2"],
    }));
    const { db, shop, load } = await givenLoad();
    const text = fileOf(linesOf(many));
    // GIVEN a server that sends a part, then the worker is told to stop; the third worker may finish
    let stop = new AbortController();
    let visits = 0;
    const url = await givenServer((request, response) => {
      const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
      response.statusCode = from > 0 ? 206 : 200;
      visits += 1;
      if (visits === 3) return void response.end(text.slice(from));
      response.write(text.slice(from, from + 900_000), () => setTimeout(() => stop.abort(), 200));
    });
    const outcomes: string[] = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      stop = new AbortController();
      outcomes.push((await load(url, [], stop.signal)).outcome);
    }
    expect(outcomes).toEqual(["stopped", "stopped", "complete"]);
    const orders = await ordersIn(db, shop);
    expect(orders).toHaveLength(3000);
    expect(new Set(orders.map((order) => `${order.total} ${order.lines.length}`))).toEqual(new Set(["7000000 2"]));
  }, 60_000);

  it("F23: never writes over what is newer or deleted", async () => {
    const { db, shop, load } = await givenLoad();
    const newer = {
      id: 1,
      admin_graphql_api_id: "gid://shopify/Order/1",
      order_status_url: "https://x.myshopify.com/1",
      currency: "EUR",
      processed_at: "2026-06-01T00:00:00Z",
      updated_at: "2026-06-20T00:00:00Z",
      customer: { id: 7 },
      total_price: "5.00",
      line_items: [{ id: 55, quantity: 1, price: "5.00", product_id: 9 }],
    };
    await db.transaction((tx) => recordOrderWebhook(tx, shop, "orders/updated", newer, NOW, KEY));
    await db.transaction((tx) => recordOrderWebhook(tx, shop, "orders/delete", { id: 3 }, NOW, KEY));
    await load(await givenServer(serveText(fileOf(linesOf(SOLD)))));
    const orders = await ordersIn(db, shop);
    expect(orders.find((order) => order.id === 1)).toMatchObject({ total: 5_000_000, lines: ["55:5000000"] });
    expect(orders.find((order) => order.id === 3)).toMatchObject({ deleted: true, lines: [] });
    // AND a webhook that comes while lines wait for their order is taken as it is
    expect(orders).toHaveLength(4);
  });

  it("F39: leaves out whom the shop was told to forget, also when that happens in the middle", async () => {
    const { db, shop, load } = await givenLoad();
    const url = await givenServer(serveText(fileOf(linesOf(SOLD))));
    await db.transaction((tx) =>
      tx.tombstone.create({ data: { shopId: shop, customerHash: tombstoneOf(KEY, shop, "7"), at: NOW } }),
    );
    // The reader has not heard of the erasure: nothing is written
    expect(await load(url)).toMatchObject({ outcome: "lost" });
    expect(await db.read.order.count()).toBe(0);
    expect(await load(url, ["7"])).toMatchObject({ outcome: "complete" });
    expect((await ordersIn(db, shop)).map((order) => order.customer)).toEqual([null, null, "8", null]);
    expect(await db.read.profile.findMany({ select: { customerId: true } })).toEqual([{ customerId: "8" }]);
    expect((await db.read.order.findFirstOrThrow({ where: { shopifyId: "1" } })).checkoutToken).toBeNull();
  });

  it("F36: writes nothing for a shop that left, F35: nor beside another worker", async () => {
    const { db, shop, load } = await givenLoad();
    const url = await givenServer(serveText(fileOf(linesOf(SOLD))));
    await db.transaction((tx) => tx.shop.update({ where: { id: shop }, data: { uninstalledAt: NOW } }));
    expect(await load(url)).toMatchObject({ outcome: "lost" });
    await db.transaction((tx) => tx.shop.update({ where: { id: shop }, data: { uninstalledAt: null } }));
    const late = load(url);
    await db.transaction((tx) => tx.syncRun.updateMany({ data: { loadedBytes: 77n } }));
    expect(["lost", "complete"]).toContain((await late).outcome);
    expect(await db.read.order.count()).toBeOneOf([0, 4]);
  });

  it("reads customers' own figures and products with variants in any order", async () => {
    const customers = await givenLoad("customers");
    const customer = { id: "gid://shopify/Customer/7", numberOfOrders: "12", amountSpent: { amount: "1234.5" } };
    await customers.load(await givenServer(serveText(fileOf([JSON.stringify(customer)]))));
    expect(await customers.db.read.profile.findFirst()).toMatchObject({
      customerId: "7",
      lifetimeOrders: 12,
      lifetimeSpentMicros: 1_234_500_000n,
      orderCount: 0,
    });

    const { load, db } = await givenLoad("products", customers.db, customers.shop);
    const product = {
      id: "gid://shopify/Product/1",
      handle: "mug",
      title: "Mug",
      productType: "Kitchen",
      vendor: "Us",
      tags: ["gift"],
      status: "ACTIVE",
      publishedAt: null,
      updatedAt: "2026-06-01T00:00:00Z",
      featuredMedia: { preview: { image: { url: "https://cdn.shopify.com/mug.png" } } },
    };
    const variant = (id: number, title: string, availableForSale: boolean) => ({
      id: `gid://shopify/ProductVariant/${id}`,
      title,
      price: "4.25",
      position: id,
      availableForSale,
      __parentId: product.id,
    });
    const metafield = (id: number, type: string, value: string, namespace = "custom") => ({
      id: `gid://shopify/Metafield/${id}`,
      namespace,
      type,
      value,
      __parentId: product.id,
    });
    const words = metafield(2, "list.single_line_text_field", '["Wedding", "Birthday", " "]');
    const objects = [
      variant(2, "Blue", false),
      metafield(1, "single_line_text_field", "Birthday"),
      product,
      ...[words, words, metafield(3, "number_integer", "12"), metafield(4, "list.single_line_text_field", "[broken")],
      metafield(5, "single_line_text_field", "secret", "app--123"),
      variant(1, "Default Title", true),
    ];
    const lines = objects.map((line) => JSON.stringify(line));
    expect(await load(await givenServer(serveText(fileOf(lines))))).toMatchObject({ outcome: "complete" });
    expect(await db.read.product.findFirst({ include: { variants: { orderBy: { position: "asc" } } } })).toMatchObject({
      handle: "mug",
      type: "Kitchen",
      tags: '["gift"]',
      details: '["Birthday","Wedding"]',
      published: false,
      variants: [
        { id: "1", title: "", priceMicros: 4_250_000n, available: true },
        { id: "2", title: "Blue", available: false },
      ],
    });
  });
});
