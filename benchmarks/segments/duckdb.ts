// DuckDB finds the members of the same rules in the same rows, and writes them.
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type Sqlite from "better-sqlite3";
import type { Rule } from "../../app/contract/rule.ts";
import { openDuckDb } from "../duckdb.ts";
import type { DuckDb } from "../duckdb.ts";
import { toDuckDb } from "./duckdb-rules.ts";
import { NOW } from "./population.ts";

/** All that rules may ask about, table by table. Ids of products are text, as in the app. */
const TABLES: Record<string, { of: string; columns: Record<string, string> }> = {
  profile: {
    of: "Profile",
    columns: {
      id: "BIGINT",
      kind: "VARCHAR",
      consent: "VARCHAR",
      orderCount: "INTEGER",
      amountSpentMicros: "BIGINT",
      firstOrderAt: "BIGINT",
      lastOrderAt: "BIGINT",
      lifetimeOrders: "INTEGER",
      lifetimeSpentMicros: "BIGINT",
      mergedIntoId: "BIGINT",
    },
  },
  orders: {
    of: "Order",
    columns: { profileId: "BIGINT", processedAt: "BIGINT", cancelledAt: "BIGINT", deletedAt: "BIGINT" },
  },
  purchase: { of: "Purchase", columns: { profileId: "BIGINT", productId: "VARCHAR", lastAt: "BIGINT" } },
  product: { of: "Product", columns: { id: "VARCHAR", type: "VARCHAR" } },
  trait: {
    of: "Trait",
    columns: { profileId: "BIGINT", key: "VARCHAR", value: "VARCHAR", quizId: "BIGINT", until: "BIGINT" },
  },
  quiz: { of: "Quiz", columns: { id: "BIGINT", handle: "VARCHAR" } },
};

const CHUNK = 1 << 20;

/** A line for each row; nothing in these columns needs a quote. */
function writeCsv(plain: Sqlite.Database, of: string, columns: string[], file: string): void {
  const row = columns.map((name) => `coalesce("${name}", '')`).join(` || ',' || `);
  const lines = plain.prepare<[], string>(`SELECT ${row} FROM "${of}"`).pluck();
  const handle = openSync(file, "w");
  let waiting = "";
  for (const line of lines.iterate()) {
    waiting += `${line}\n`;
    if (waiting.length < CHUNK) continue;
    writeSync(handle, waiting);
    waiting = "";
  }
  writeSync(handle, waiting);
  closeSync(handle);
}

async function carryOver(plain: Sqlite.Database, peer: DuckDb, folder: string): Promise<void> {
  const file = path.join(folder, "rows.csv");
  for (const [table, { of, columns }] of Object.entries(TABLES)) {
    writeCsv(plain, of, Object.keys(columns), file);
    const list = Object.entries(columns).map(([name, type]) => `"${name}" ${type}`);
    await peer.run(`CREATE TABLE ${table} (${list.join(", ")});
      COPY ${table} FROM '${file}' (FORMAT csv, HEADER false, DELIMITER ',', NULLSTR '', AUTO_DETECT false)`);
  }
  rmSync(file);
  await peer.run(
    `CREATE TABLE membership ("segmentId" INTEGER, "profileId" BIGINT, "since" BIGINT, "until" BIGINT); CHECKPOINT`,
  );
}

const write = (segmentId: number, rule: Rule) => `INSERT INTO membership
  SELECT ${segmentId}, p."id", ${NOW.getTime()}, NULL FROM profile AS p
  WHERE p."mergedIntoId" IS NULL AND p."kind" <> 'test' AND p."consent" <> 'withdrawn' AND ${toDuckDb(rule)}`;

/** How many, and the sum of their ids: other people in the same number show in it. */
export interface Members {
  segmentId: number;
  people: number;
  ids: number;
}

export const MEMBERS = `SELECT "segmentId", count(*) AS "people", sum("profileId") AS "ids" FROM membership
  WHERE "until" IS NULL GROUP BY "segmentId" ORDER BY "segmentId"`;

export interface PeerBuild {
  /** Seconds for each rule, in the order of the segments. */
  seconds: number[];
  members: Members[];
}

/** Carrying the rows over is not counted; a rule is one committed statement. */
export async function buildWithDuckDb(plain: Sqlite.Database, segments: Map<number, Rule>): Promise<PeerBuild> {
  const folder = mkdtempSync(path.join(tmpdir(), "candor-duckdb-"));
  const peer = await openDuckDb(folder);
  try {
    await carryOver(plain, peer, folder);
    const seconds: number[] = [];
    for (const [segmentId, rule] of segments) {
      const started = performance.now();
      await peer.run(write(segmentId, rule));
      seconds.push((performance.now() - started) / 1000);
    }
    const members = (await peer.rows(MEMBERS)).map(({ segmentId, people, ids }) => ({
      segmentId: Number(segmentId),
      people: Number(people),
      ids: Number(ids),
    }));
    return { seconds, members };
  } finally {
    peer.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
