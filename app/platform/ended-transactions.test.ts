import { expect, test } from "vitest";
import { givenDatabase } from "../../tests/database.ts";
import type { Tx } from "./db.server.ts";

const write = (tx: Tx, hash: string) =>
  tx.wording.create({ data: { shopId: 1, hash, text: "agreed", language: "en" } });

test("GIVEN a transaction whose COMMIT fails WHEN the next one begins THEN it need not wait, and the failed one left nothing", async () => {
  const db = await givenDatabase();
  const failing = db.transaction(async (tx) => {
    await write(tx, "lost");
    // A row without its parent is found out by COMMIT.
    await tx.$executeRawUnsafe("PRAGMA defer_foreign_keys = ON");
    await tx.$executeRawUnsafe(
      `INSERT INTO "QuizVersion" ("shopId", "id", "quizId", "number", "content", "publishedAt") VALUES (1, 'v', 999, 1, '{}', 0)`,
    );
  });
  await expect(failing).rejects.toThrow();
  await db.transaction((tx) => write(tx, "kept"));
  expect((await db.read.wording.findMany()).map((row) => row.hash)).toEqual(["kept"]);
});

test("GIVEN a transaction that SQLite has rolled back itself WHEN the next one begins THEN it need not wait", async () => {
  const db = await givenDatabase();
  const failing = db.transaction(async (tx) => {
    await write(tx, "lost");
    // As it does by itself on a full disk.
    await tx.$executeRawUnsafe(`INSERT OR ROLLBACK INTO "Wording" SELECT * FROM "Wording"`);
  });
  await expect(failing).rejects.toThrow();
  await db.transaction((tx) => write(tx, "kept"));
  expect((await db.read.wording.findMany()).map((row) => row.hash)).toEqual(["kept"]);
});
