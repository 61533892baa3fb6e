// A first order sync: JSONL over HTTP → tables with all their indexes; against JSON.parse of the same lines alone, and against
// DuckDB's read_json of the same file into bare tables.
import { execFile, execFileSync } from "node:child_process";
import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { BenchOptions, BenchResult } from "../result.ts";
import { loadWithDuckDb } from "./duckdb.ts";
import { parseAlone } from "./floor.ts";
import { makeCustomersFile, makeOrdersFile } from "./make-file.ts";

interface Loaded {
  customers: number;
  orders: number;
  facts: number;
  rssMb: number;
  blockedMs: number;
  counted: { orders: number; lines: number };
}

/** Not counted: Shopify's export, customers and products, the facts of profiles afterwards. */
export async function run({ quick, say }: BenchOptions): Promise<BenchResult> {
  const orders = quick ? 100_000 : 1_000_000;
  const customers = orders / 4;
  const folder = mkdtempSync(path.join(tmpdir(), "candor-sync-"));
  try {
    const file = path.join(folder, "orders.jsonl");
    say(`writing ${orders} orders`);
    const made = await makeOrdersFile(file, { orders, customers });
    await makeCustomersFile(path.join(folder, "customers.jsonl"), customers);
    say("floor: JSON.parse of the same lines");
    const floor = Math.min(parseAlone(file), parseAlone(file));
    say("ours: a process as the worker");
    const loaded = await loadOnce(folder);
    say("peer: DuckDB");
    const [first, second] = [await loadWithDuckDb(file), await loadWithDuckDb(file)];
    for (const { orders: had, lines } of [loaded.counted, first, second]) {
      if (had === orders && lines === made.lines - orders) continue;
      throw new Error(`expected ${orders} orders in ${made.lines} lines, got ${had} with ${lines} lines of theirs`);
    }
    const peer = Math.min(first.seconds, second.seconds);
    return {
      figures: {
        orders_per_s: Math.round(orders / loaded.orders),
        lines_per_s: Math.round(made.lines / loaded.orders),
        customers_per_s: Math.round(customers / loaded.customers),
        facts_s: Number(loaded.facts.toFixed(1)),
        rss_mb: Math.round(loaded.rssMb),
        main_thread_blocked_ms: Math.round(loaded.blockedMs),
        json_parse_orders_per_s: Math.round(orders / floor),
        duckdb_orders_per_s: Math.round(orders / peer),
      },
      ratios: {
        of_json_parse: Number((floor / loaded.orders).toFixed(3)),
        of_duckdb: Number((peer / loaded.orders).toFixed(3)),
      },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Serves the folder as Shopify's storage would, and loads from there in a process of its own. */
async function loadOnce(folder: string): Promise<Loaded> {
  const database = path.join(folder, "candor.db");
  execFileSync(process.execPath, ["node_modules/prisma/build/index.js", "migrate", "deploy"], {
    env: { ...process.env, DATABASE_FILE: database },
    stdio: "pipe",
  });
  const server = createServer((request, response) => {
    createReadStream(path.join(folder, path.basename(request.url ?? "")), { highWaterMark: 1 << 20 }).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const args = ["benchmarks/sync/load-once.ts", database, `${origin}/customers.jsonl`, `${origin}/orders.jsonl`];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    return JSON.parse(stdout) as Loaded;
  } finally {
    server.close();
  }
}
