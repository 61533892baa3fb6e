import { expect, test } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import type { Tx } from "../platform/db.server.ts";
import { readAside } from "../platform/read-aside.server.ts";
import { createDoorCache } from "./door-cache.server.ts";

const now = new Date("2026-06-01T12:00:00Z");

test("GIVEN a catalogue to be read THEN it is read aside, with what a year of orders sold: a large shop's would stop the door for seconds", async () => {
  const db = await givenDatabase();
  const shopId = await givenShop(db);
  const { domain } = await db.transaction(async (tx) => {
    await tx.product.create({
      data: { shopId, id: "1", handle: "mug", title: "Mug", type: "Mugs", published: true, updatedAt: now },
    });
    await tx.variant.create({
      data: { shopId, id: "11", productId: "1", title: "", priceMicros: 1_000_000, position: 1, available: true },
    });
    return tx.shop.findUniqueOrThrow({ where: { id: shopId } });
  });
  // What the door's own connection is asked; it answers while everybody waits.
  const asked: string[] = [];
  const read = new Proxy(db.read, {
    get: (tx, name) =>
      name === "$queryRawUnsafe"
        ? (text: string, ...values: unknown[]) => (asked.push(text), tx.$queryRawUnsafe(text, ...values))
        : (Reflect.get(tx, name) as unknown),
  }) as Tx;
  const cache = createDoorCache({ db: { ...db, read }, counting: readAside(db.read, db.file), clock: () => now });
  expect((await cache.catalogOf(domain)).products.map(({ product }) => product.title)).toEqual(["Mug"]);
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter((text) => /OrderLine|Product/.test(text))).toEqual([]);
});
