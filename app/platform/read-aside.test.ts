import { copyFileSync } from "node:fs";
import { setImmediate as breathe } from "node:timers/promises";
import { expect, test } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import { readAside } from "./read-aside.server.ts";

test("GIVEN any statement THEN it says what the database itself says, of what is written by now", async () => {
  const db = await givenDatabase();
  const aside = readAside(db.read, db.file);
  for (const shops of [1, 2]) {
    const shop = await givenShop(db);
    const text = `SELECT "id", "installedAt", "showContacts", count(*) AS n, max("installedAt") AS at FROM "Shop" WHERE "id" <= ?`;
    const rows = await aside.$queryRawUnsafe<{ n: bigint }[]>(text, shop);
    expect(rows).toEqual(await db.read.$queryRawUnsafe(text, shop));
    expect(rows[0]?.n).toBe(BigInt(shops));
    expect(await aside.shop.count()).toBe(shops);
  }
});

test("GIVEN what takes long THEN the process goes on meanwhile; a fault or a write is refused, and the next question answered", async () => {
  const db = await givenDatabase();
  const aside = readAside(db.read, db.file);
  let ended = false;
  const long = aside
    .$queryRawUnsafe<{ n: bigint }[]>(
      `WITH RECURSIVE c("i") AS (SELECT 1 UNION ALL SELECT "i" + 1 FROM c WHERE "i" < 10000000) SELECT count(*) AS n FROM c`,
    )
    .finally(() => (ended = true));
  await breathe();
  expect(await db.read.shop.count()).toBe(0);
  expect(ended).toBe(false);
  expect((await long)[0]?.n).toBe(10_000_000n);
  await expect(aside.$queryRawUnsafe("SELECT nothing")).rejects.toThrow("nothing");
  await expect(aside.$queryRawUnsafe(`DELETE FROM "Shop"`)).rejects.toThrow("readonly");
  expect(await aside.$queryRawUnsafe("SELECT 1 AS one")).toEqual([{ one: 1n }]);
});

test("GIVEN the thread dies of a fault WHEN the next question comes before it has ended THEN the next thread answers it", async () => {
  const db = await givenDatabase();
  const later = `${db.file}.later`;
  const aside = readAside(db.read, later);
  await expect(aside.$queryRawUnsafe("SELECT 1 AS one")).rejects.toThrow("unable to open");
  copyFileSync(db.file, later);
  expect(await aside.$queryRawUnsafe("SELECT 1 AS one")).toEqual([{ one: 1n }]);
});
