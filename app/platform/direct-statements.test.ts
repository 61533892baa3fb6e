import { PrismaBetterSQLite3 } from "@prisma/adapter-better-sqlite3";
import { PrismaClient } from "@prisma/client";
import { expect, onTestFinished, test } from "vitest";
import { givenDatabase } from "../../tests/database.ts";
import type { Tx } from "./db.server.ts";

const write = (tx: Tx, hash: string) =>
  tx.$executeRawUnsafe(`INSERT INTO "Wording" ("shopId", "hash", "text", "language") VALUES (1, ?, 'x', 'en')`, hash);

test("what comes back is what Prisma itself gives: whole numbers, truth, instants, what is computed, nothing", async () => {
  const db = await givenDatabase();
  await db.transaction(async (tx) => {
    await tx.$executeRawUnsafe(`CREATE TABLE "Kinds" (i INTEGER, b BOOLEAN, d DATETIME, g BIGINT, r REAL, x TEXT)`);
    const values = [1, true, new Date(5), 7n, 1.5, "a", null, false, null, null, null, undefined];
    const into = `INSERT INTO "Kinds" VALUES (?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?)`;
    expect(await tx.$executeRawUnsafe(into, ...values)).toBe(2);
    expect(await tx.$queryRawUnsafe(`UPDATE "Kinds" SET i = 1 WHERE 0`)).toEqual([]);
  });
  const text = `SELECT *, i + 1 AS more, count(*) AS n, max(d) AS latest, r * 2 AS twice, i || '' AS t FROM "Kinds" GROUP BY i`;
  const adapter = new PrismaBetterSQLite3({ url: `file:${db.file}` }, { timestampFormat: "unixepoch-ms" });
  const prisma = new PrismaClient({ adapter });
  onTestFinished(() => prisma.$disconnect());
  const rows = await db.read.$queryRawUnsafe(text);
  expect(rows).toEqual(await prisma.$queryRawUnsafe(text));
  expect(rows).toHaveLength(2);
});

test("models and own statements share one transaction", async () => {
  const db = await givenDatabase();
  const failing = db.transaction(async (tx) => {
    await tx.wording.create({ data: { shopId: 1, hash: "model", text: "x", language: "en" } });
    await write(tx, "own");
    expect(await tx.wording.count()).toBe(2);
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(await db.read.wording.count()).toBe(0);
});

test("GIVEN a transaction that is over WHEN it still writes THEN it is refused, whether or not another one runs", async () => {
  const db = await givenDatabase();
  const late: Tx = await db.transaction((tx) => Promise.resolve({ tx })).then(({ tx }) => tx);
  await expect(write(late, "late")).rejects.toThrow("over");
  await db.transaction(async (tx) => {
    await write(tx, "now");
    await expect(write(late, "late")).rejects.toThrow("over");
  });
  expect((await db.read.wording.findMany()).map(({ hash }) => hash)).toEqual(["now"]);
});

test("reading refuses to write", async () => {
  const db = await givenDatabase();
  await expect(write(db.read, "no")).rejects.toThrow("readonly");
});
