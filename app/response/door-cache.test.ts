import { setImmediate as breathe } from "node:timers/promises";
import { expect, test } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import type { Database, Tx } from "../platform/db.server.ts";
import { readAside } from "../platform/read-aside.server.ts";
import { createDoorCache } from "./door-cache.server.ts";

const now = new Date("2026-06-01T12:00:00Z");

async function givenMug(db: Database): Promise<{ shopId: number; domain: string }> {
  const shopId = await givenShop(db);
  return db.transaction(async (tx) => {
    await tx.product.create({
      data: { shopId, id: "1", handle: "mug", title: "Mug", type: "Mugs", published: true, updatedAt: now },
    });
    await tx.variant.create({
      data: { shopId, id: "11", productId: "1", title: "", priceMicros: 1_000_000, position: 1, available: true },
    });
    const { domain } = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
    return { shopId, domain };
  });
}

type Ask = (text: string, ...values: unknown[]) => Promise<unknown>;

/** `tx`, whose own statements pass through `ask`. */
const asking = (tx: Tx, ask: (own: Ask) => Ask): Tx =>
  new Proxy(tx, {
    get: (own, name) =>
      name === "$queryRawUnsafe" ? ask(own.$queryRawUnsafe.bind(own)) : (Reflect.get(own, name) as unknown),
  }) as Tx;

test("GIVEN a catalogue to be read THEN it is read aside, with what a year of orders sold: a large shop's would stop the door for seconds", async () => {
  const db = await givenDatabase();
  const { domain } = await givenMug(db);
  // What the door's own connection is asked; it answers while everybody waits.
  const asked: string[] = [];
  const read = asking(
    db.read,
    (own) =>
      (text, ...values) => (asked.push(text), own(text, ...values)),
  );
  const cache = createDoorCache({ db: { ...db, read }, counting: readAside(db.read, db.file), clock: () => now });
  expect((await cache.catalogOf(domain)).products.map(({ product }) => product.title)).toEqual(["Mug"]);
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter((text) => /OrderLine|Product/.test(text))).toEqual([]);
});

test("GIVEN products that change while a catalogue is read THEN none is begun behind it, and the next to ask gets the new one", async () => {
  const db = await givenDatabase();
  const { shopId, domain } = await givenMug(db);
  const gate = Promise.withResolvers<void>();
  let begun = 0;
  const counting = asking(db.read, (own) => async (text, ...values) => {
    if (text.includes("OrderLine")) begun += 1;
    await gate.promise;
    return own(text, ...values);
  });
  let at = now.getTime();
  const cache = createDoorCache({ db, counting, clock: () => new Date((at += 10_000)) });
  const first = cache.catalogOf(domain);
  await expect.poll(() => begun).toBe(1);
  await db.transaction(async (tx) => {
    await tx.product.updateMany({ where: { shopId }, data: { title: "Cup" } });
    await tx.shop.update({ where: { id: shopId }, data: { catalogRevision: { increment: 1 } } });
  });
  const second = cache.catalogOf(domain);
  await breathe();
  gate.resolve();
  expect(await second).toBe(await first);
  expect(begun).toBe(1);
  expect((await cache.catalogOf(domain)).products.map(({ product }) => product.title)).toEqual(["Cup"]);
  expect(begun).toBe(2);
});
