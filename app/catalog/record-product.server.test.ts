import { describe, expect, it } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import { toMicros } from "../contract/money.ts";
import { bumpCatalogRevision, saveProduct } from "./catalog.store.server.ts";
import type { ProductRecord } from "./product.ts";
import { recordProductWebhook } from "./record-product.server.ts";

const NOW = new Date("2026-07-01T00:00:00Z");

const product = (change: Partial<ProductRecord> = {}): ProductRecord => ({
  id: "1",
  handle: "mug",
  title: "Mug",
  type: "Kitchen",
  vendor: "Us",
  tags: ["gift"],
  details: ["Stoneware"],
  status: "ACTIVE",
  imageUrl: undefined,
  published: true,
  updatedAt: NOW.getTime(),
  variants: [{ id: "10", title: "", priceMicros: toMicros("4.25"), available: true, imageUrl: undefined, position: 1 }],
  ...change,
});

describe("recording a product", () => {
  it("F23: the newest state wins, deletes win, variants go with it", async () => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    const save = (change: Partial<ProductRecord>) => db.transaction((tx) => saveProduct(tx, shop, product(change)));
    expect(await save({ title: "New" })).toBe(true);
    expect(await save({ title: "Old", updatedAt: NOW.getTime() - 1 })).toBe(false);
    expect(await db.read.product.findFirst({ include: { variants: true } })).toMatchObject({
      title: "New",
      variants: [{ id: "10", priceMicros: 4_250_000n }],
    });
    await db.transaction((tx) => recordProductWebhook(tx, shop, "products/delete", { id: 1 }, NOW));
    expect(await save({ updatedAt: NOW.getTime() + 60_000 })).toBe(false);
    expect(await db.read.product.findFirst()).toMatchObject({ deletedAt: NOW });
    expect(await db.read.variant.count()).toBe(0);
  });

  it("a webhook is news only: the product is fetched, once for many", async () => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    for (const topic of ["products/create", "products/update", "products/update"] as const) {
      await db.transaction((tx) => recordProductWebhook(tx, shop, topic, { id: 1, title: "somebody else's" }, NOW));
    }
    await db.transaction((tx) => recordProductWebhook(tx, shop, "products/update", { id: "1; DROP" }, NOW));
    expect(await db.read.product.count()).toBe(0);
    expect(await db.read.job.findMany({ select: { name: true, key: true } })).toEqual([
      { name: "refresh-product", key: "1" },
    ]);
  });

  it("keeps shops apart and tells caches of a change", async () => {
    const db = await givenDatabase();
    const [one, other] = [await givenShop(db), await givenShop(db)];
    await db.transaction((tx) => saveProduct(tx, one, product()));
    await db.transaction((tx) => recordProductWebhook(tx, other, "products/delete", { id: 1 }, NOW));
    expect(await db.read.product.findFirst({ where: { shopId: one } })).toMatchObject({ deletedAt: null });
    await db.transaction((tx) => bumpCatalogRevision(tx, one));
    const revisions = await db.read.shop.findMany({ orderBy: { id: "asc" }, select: { catalogRevision: true } });
    expect(revisions).toEqual([{ catalogRevision: 1 }, { catalogRevision: 1 }]);
  });
});
