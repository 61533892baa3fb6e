// One process, as the worker is: loads customers, then orders, and says how long the orders took and how much memory it held.
import { openDatabase } from "../../app/platform/db.server.ts";
import { refreshFactsPage } from "../../app/order/history.store.server.ts";
import { loadHistory } from "../../app/order/load-history.server.ts";
import type { ShopId } from "../../app/contract/shop.ts";
import { mintKey } from "../../app/platform/secret.server.ts";

const [databaseFile = "", customersUrl = "", ordersUrl = ""] = process.argv.slice(2);
const now = new Date("2026-07-01T00:00:00Z");
const PROFILES_AT_ONCE = 400;

const db = await openDatabase(databaseFile);
const shop = await db.transaction(async (tx) => {
  const row = await tx.shop.create({ data: { domain: "bench.myshopify.com", dataKey: "", installedAt: now } });
  return row.id as ShopId;
});

async function load(kind: "customers" | "orders", url: string): Promise<number> {
  const row = await db.transaction((tx) =>
    tx.syncRun.create({ data: { shopId: shop, kind, state: "loading", startedAt: now, updatedAt: now } }),
  );
  const started = performance.now();
  const { outcome, why } = await loadHistory({
    target: { databaseFile, shop, runId: row.id, nowMs: now.getTime(), tombstones: 0 },
    kind,
    url,
    from: { bytes: 0, lines: 0 },
    tombstones: [],
    tombstoneKey: mintKey(),
    signal: new AbortController().signal,
  });
  if (outcome !== "complete") throw new Error(`${kind}: ${outcome} ${why ?? ""}`);
  return (performance.now() - started) / 1000;
}

/** As the job does after a load. */
async function refreshFacts(): Promise<number> {
  const started = performance.now();
  for (let after: number | undefined = 0; after !== undefined;) {
    const from: number = after;
    after = await db.transaction((tx) => refreshFactsPage(tx, shop, from, PROFILES_AT_ONCE, now));
  }
  return (performance.now() - started) / 1000;
}

// Does the main thread stay free meanwhile?
let longest = 0;
let last = performance.now();
const watch = setInterval(() => {
  longest = Math.max(longest, performance.now() - last);
  last = performance.now();
}, 5);
const customers = await load("customers", customersUrl);
const orders = await load("orders", ordersUrl);
clearInterval(watch);
const facts = await refreshFacts();
const [counted] = await db.read.$queryRawUnsafe<{ orders: bigint; lines: bigint }[]>(
  `SELECT (SELECT count(*) FROM "Order") AS orders, (SELECT count(*) FROM "OrderLine") AS lines`,
);
await db.close();
const result = {
  customers,
  orders,
  facts,
  rssMb: process.resourceUsage().maxRSS / 1024,
  blockedMs: longest,
  counted: { orders: Number(counted?.orders), lines: Number(counted?.lines) },
};
process.stdout.write(`${JSON.stringify(result)}\n`);
