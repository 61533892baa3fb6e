import { readdirSync, readFileSync } from "node:fs";
import Database from "better-sqlite3";
import { expect, test } from "vitest";

/** Tables by name: their columns, keys and references. */
function shapeOf(db: Database.Database) {
  const tables = db.prepare<[], string>(`SELECT "name" FROM sqlite_master WHERE "type" = 'table' ORDER BY "name"`);
  return tables
    .pluck()
    .all()
    .map((name) => [name, db.pragma(`table_info("${name}")`), db.pragma(`foreign_key_list("${name}")`)]);
}

/** The first is what Prisma makes of the model; what comes after says by hand what Prisma cannot. */
test("GIVEN the migration that Prisma wrote WHEN those by hand follow THEN every table has the columns of the model still", () => {
  const db = new Database(":memory:");
  const [first = "", ...byHand] = readdirSync("prisma/migrations", { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => readFileSync(`prisma/migrations/${name}/migration.sql`, "utf8"));
  db.exec(first);
  const model = shapeOf(db);
  for (const sql of byHand) db.exec(sql);
  expect(shapeOf(db)).toEqual(model);
  const trees = db.prepare(`SELECT "name" FROM pragma_table_list WHERE "wr" = 1 ORDER BY "name"`).pluck().all();
  expect(trees).toEqual(["OrderLine", "Purchase"]);
  db.close();
});
