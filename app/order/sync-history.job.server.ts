import { bumpCatalogRevision } from "../catalog/catalog.store.server.ts";
import type { JobRun } from "../platform/job.ts";
import { RunLater } from "../platform/job.ts";
import type { Key } from "../platform/secret.server.ts";
import { identifyByOrder } from "../response/identify-by-order.server.ts";
import type { AdminFor } from "../shop/shop-admin.server.ts";
import { requireShop } from "../shop/shop.store.server.ts";
import type { AdminClient } from "../shopify/admin.ts";
import type { FindBulkOperationQuery } from "../shopify/documents.generated.ts";
import { BEFORE, MAX_ATTEMPTS, mustStartAnew, pollDelay, readsAll, retryDelay } from "./history.ts";
import type { HistoryRun } from "./history.ts";
import { BulkCustomers, BulkOrders, BulkProducts, FindBulkOperation, RunBulkQuery } from "./history.documents.ts";
import {
  dropOrdersWithoutParent,
  findFirstOrderAt,
  findHistoryRun,
  findOrdersWithResponse,
  findTombstones,
  refreshFactsPage,
  restartExport,
  saveHistory,
  startHistory,
} from "./history.store.server.ts";
import { loadHistory } from "./load-history.server.ts";
import type { LoadOutcome } from "./load-history.server.ts";

type Run = JobRun<"sync-history">;

export interface HistoryDeps {
  adminFor: AdminFor;
  databaseFile: string;
  tombstoneKey: Key;
}

const QUERIES = { products: BulkProducts, customers: BulkCustomers, orders: BulkOrders } as const;

/** Reads products, customers or orders: export at Shopify, load, derive. Each call takes it one state further or waits. */
export async function syncHistory(run: Run, deps: HistoryDeps): Promise<void> {
  const shop = await requireShop(run.read, run.shop);
  const { kind } = run.payload;
  let history = await findHistoryRun(run.read, run.shop, kind);
  if (history === undefined || mustStartAnew(history, shop)) {
    history = await run.transaction((tx) => startHistory(tx, run.shop, kind, readsAll(shop.scopes), run.clock()));
  }
  switch (history.state) {
    case "waiting":
      return startExport(run, deps, history);
    case "exporting":
      return watchExport(run, deps, history);
    case "loading":
      return load(run, deps, history);
    case "done":
    case "failed":
      // Woken by the end of somebody else's export.
      return;
  }
}

async function startExport(run: Run, { adminFor }: HistoryDeps, history: HistoryRun): Promise<void> {
  const admin = await adminFor(run.shop);
  const query = QUERIES[history.kind].source;
  const { data } = await admin.request(RunBulkQuery, { query }, { signal: run.signal });
  const answer = data.bulkOperationRunQuery;
  const operationId = answer?.bulkOperation?.id;
  if (operationId === undefined) {
    // Five exports run at once; whose they are is none of our business.
    if (answer?.userErrors.some((error) => error.code === "OPERATION_IN_PROGRESS" || error.code === "LIMIT_REACHED")) {
      throw new RunLater(15_000, "other exports are running in this shop");
    }
    return fail(run, history, answer?.userErrors.map((error) => error.message).join(" ") ?? "Shopify did not say why");
  }
  await run.transaction((tx) => saveHistory(tx, history, { state: "exporting", operationId }, run.clock()));
  throw new RunLater(pollDelay(0), "Shopify is exporting");
}

type Operation = NonNullable<FindBulkOperationQuery["bulkOperation"]>;

async function findOperation(run: Run, admin: AdminClient, history: HistoryRun): Promise<Operation | null> {
  const { data } = await admin.request(FindBulkOperation, { id: history.operationId ?? "" }, { signal: run.signal });
  return data.bulkOperation;
}

async function watchExport(run: Run, { adminFor }: HistoryDeps, history: HistoryRun): Promise<void> {
  const operation = await findOperation(run, await adminFor(run.shop), history);
  const now = run.clock();
  const objectCount = Number(operation?.objectCount ?? 0);
  switch (operation?.status) {
    case "CREATED":
    case "RUNNING":
      await run.transaction((tx) => saveHistory(tx, history, { objectCount }, now));
      throw new RunLater(pollDelay(now.getTime() - history.startedAt.getTime()), "Shopify is exporting");
    case "COMPLETED": {
      const totalBytes = operation.fileSize === null ? null : Number(operation.fileSize);
      await run.transaction((tx) => saveHistory(tx, history, { state: "loading", objectCount, totalBytes }, now));
      throw new RunLater(0, "the export is ready");
    }
    case "CANCELED":
    case "CANCELING":
    case "EXPIRED":
    case "FAILED":
      // What came so far (partialDataUrl) has holes that nobody could tell from absence: never used.
      return fail(
        run,
        history,
        `Shopify's export ended as ${operation.status.toLowerCase()} (${operation.errorCode ?? "no reason given"})`,
      );
    case undefined:
      return fail(run, history, "Shopify no longer knows the export");
  }
}

/** Once more from the export on, later each time; after several times the merchant sees why (F19). */
async function fail(run: Run, history: HistoryRun, why: string): Promise<void> {
  const attempts = history.attempts + 1;
  const now = run.clock();
  run.log.warn({ kind: history.kind, attempts }, "reading history failed");
  if (attempts >= MAX_ATTEMPTS) {
    const error = `${why}. Tried ${attempts} times.`;
    return run.transaction((tx) =>
      saveHistory(tx, history, { state: "failed", attempts, error, finishedAt: now }, now),
    );
  }
  await run.transaction((tx) => restartExport(tx, history, attempts, why, now));
  throw new RunLater(retryDelay(attempts), why);
}

async function load(run: Run, deps: HistoryDeps, history: HistoryRun): Promise<void> {
  const before = BEFORE[history.kind];
  const earlier = before === undefined ? undefined : await findHistoryRun(run.read, run.shop, before);
  if (earlier !== undefined && earlier.state !== "done" && earlier.state !== "failed") {
    throw new RunLater(500, "customers are read before orders");
  }
  const operation = await findOperation(run, await deps.adminFor(run.shop), history);
  if (operation?.status !== "COMPLETED") return fail(run, history, "Shopify no longer keeps the export");
  if (operation.url !== null) {
    const outcome = await loadFrom(run, deps, history, operation.url);
    await judgeLoad(run, history, outcome);
  }
  await derive(run, history);
}

async function loadFrom(run: Run, deps: HistoryDeps, history: HistoryRun, url: string): Promise<LoadOutcome> {
  const tombstones = await findTombstones(run.read, run.shop);
  return loadHistory({
    target: {
      tombstones: tombstones.length,
      databaseFile: deps.databaseFile,
      shop: run.shop,
      runId: history.id,
      nowMs: run.clock().getTime(),
    },
    kind: history.kind,
    url,
    from: { bytes: history.loadedBytes, lines: history.loadedLines },
    tombstones,
    tombstoneKey: deps.tombstoneKey,
    signal: run.signal,
  });
}

/** Returns when the whole file is loaded; throws or starts over otherwise. */
async function judgeLoad(run: Run, history: HistoryRun, { outcome, at, why }: LoadOutcome): Promise<void> {
  switch (outcome) {
    case "complete":
      if (at.lines >= history.objectCount) return;
      return resumeLater(run, history, `the file has ${at.lines} lines of ${history.objectCount}`);
    case "cut":
      return resumeLater(run, history, "the file was cut off");
    case "unreachable":
      return resumeLater(run, history, "the file could not be downloaded");
    case "gone":
    case "corrupt":
      await fail(
        run,
        history,
        outcome === "gone"
          ? "The export's address no longer worked"
          : `Shopify's export could not be read: ${why ?? ""}`,
      );
      throw new RunLater(0, "failed");
    case "stopped":
    case "lost":
      throw new RunLater(1000, "stopped while loading");
    case "failed":
      throw new Error(`loading failed: ${why ?? ""}`);
  }
}

/** Whole lines are kept; the rest is asked for from there (F21), and from a new export when that does not help. */
async function resumeLater(run: Run, history: HistoryRun, why: string): Promise<never> {
  const attempts = history.attempts + 1;
  if (attempts >= MAX_ATTEMPTS / 2) {
    await fail(run, history, why);
    throw new RunLater(0, why);
  }
  await run.transaction((tx) => saveHistory(tx, history, { attempts, error: why }, run.clock()));
  throw new RunLater(retryDelay(attempts) / 5, why);
}

const PROFILES_AT_ONCE = 400;

async function derive(run: Run, history: HistoryRun): Promise<void> {
  if (history.kind === "products") await run.transaction((tx) => bumpCatalogRevision(tx, run.shop));
  if (history.kind === "orders") {
    const missing = await run.transaction((tx) => dropOrdersWithoutParent(tx, run.shop, history.id));
    if (missing > 0) return fail(run, history, `The export lacked ${missing} orders of which it had lines`);
    await refreshAllFacts(run);
    await identifyAll(run, history);
  }
  await run.transaction(async (tx) => {
    const reachesFrom = history.kind === "orders" ? await findFirstOrderAt(tx, run.shop) : null;
    const finished = { state: "done", reachesFrom, error: null, finishedAt: run.clock() } as const;
    await saveHistory(tx, history, finished, run.clock());
  });
}

async function refreshAllFacts(run: Run): Promise<void> {
  let after: number | undefined = 0;
  while (after !== undefined) {
    if (run.signal.aborted) throw new RunLater(0, "stopping");
    const from: number = after;
    after = await run.transaction((tx) => refreshFactsPage(tx, run.shop, from, PROFILES_AT_ONCE, run.clock()));
  }
}

async function identifyAll(run: Run, history: HistoryRun): Promise<void> {
  for (const { profileId, responseId } of await findOrdersWithResponse(run.read, run.shop, history.id)) {
    await run.transaction((tx) => identifyByOrder(tx, run.shop, { profileIds: [profileId], responseId }, run.clock()));
  }
}
