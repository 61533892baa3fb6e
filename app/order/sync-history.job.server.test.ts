import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import { givenShopify, reply } from "../../tests/shopify-server.ts";
import { RunLater } from "../platform/job.ts";
import type { JobRun } from "../platform/job.ts";
import { createLog } from "../platform/log.server.ts";
import { deriveKey } from "../platform/secret.server.ts";
import { adminClients } from "../shopify/admin-client.server.ts";
import { findHistoryRun } from "./history.store.server.ts";
import { remainingMs } from "./history.ts";
import type { HistoryKind } from "./history.ts";
import { syncHistory } from "./sync-history.job.server.ts";

const START = Date.parse("2026-07-01T00:00:00Z");
const KEY = deriveKey(Buffer.alloc(32).toString("base64"), "tombstones");

interface Operation {
  status: string;
  objectCount?: string;
  fileSize?: string;
  url?: string | null;
  partialDataUrl?: string | null;
  errorCode?: string | null;
}

const order = (id: number, customer: number, total: string) =>
  JSON.stringify({
    id: `gid://shopify/Order/${id}`,
    name: `#${id}`,
    processedAt: `2026-06-0${id}T00:00:00Z`,
    updatedAt: "2026-06-20T00:00:00Z",
    cancelledAt: null,
    currencyCode: "EUR",
    checkoutToken: null,
    customer: { id: `gid://shopify/Customer/${customer}` },
    customAttributes: [],
    totalPriceSet: { shopMoney: { amount: total } },
    totalRefundedSet: { shopMoney: { amount: "0.0" } },
  });
const line = (id: number, orderId: number) =>
  JSON.stringify({
    id: `gid://shopify/LineItem/${id}`,
    quantity: 1,
    originalUnitPriceSet: { shopMoney: { amount: "5.00" } },
    product: null,
    variant: null,
    __parentId: `gid://shopify/Order/${orderId}`,
  });
const FILE = [order(1, 7, "5.0"), line(11, 1), order(2, 7, "10.0"), line(21, 2), line(22, 2), order(3, 8, "0.0")];

/** Shopify with one export at a time: each start takes the next of `exports`, each look at it the next of its states. */
async function givenExports(files: string[], exports: (url: string) => Operation[][]) {
  let served = 0;
  const storage = createServer((request, response) => {
    const text = files[Math.min(served++, files.length - 1)] ?? "";
    if (text === "403") return void response.writeHead(403).end();
    const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
    response.statusCode = from > 0 ? 206 : 200;
    response.end(text.slice(from));
  });
  await new Promise<void>((resolve) => storage.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void storage.close());
  const planned = exports(`http://127.0.0.1:${(storage.address() as AddressInfo).port}/file`);
  const started: string[] = [];
  let looks = 0;
  await givenShopify(({ body }, response) => {
    const query = body.query ?? "";
    if (query.includes("RunBulkQuery")) {
      const states = planned[Math.min(started.length, planned.length - 1)] ?? [];
      started.push(String(body.variables?.["query"]));
      looks = 0;
      const busy = states[0]?.status === "BUSY";
      const userErrors = busy ? [{ code: "OPERATION_IN_PROGRESS", field: null, message: "busy" }] : [];
      const bulkOperation = busy ? null : { id: "gid://shopify/BulkOperation/1", status: "CREATED" };
      return reply(response, 200, { data: { bulkOperationRunQuery: { bulkOperation, userErrors } } });
    }
    const states = planned[Math.min(started.length - 1, planned.length - 1)] ?? [];
    const bulkOperation = {
      id: body.variables?.["id"],
      errorCode: null,
      url: null,
      partialDataUrl: null,
      ...states[Math.min(looks++, states.length - 1)],
    };
    return reply(response, 200, { data: { bulkOperation } });
  });
  return { started };
}

async function givenWorker() {
  const db = await givenDatabase();
  const shop = await givenShop(db);
  let nowMs = START;
  const clock = () => new Date(nowMs);
  const sleep = async (ms: number) => void (nowMs += ms);
  const tokens = { accessToken: async () => "token" };
  const clientOf = adminClients({ tokens, clock, sleep, random: () => 1 });
  const adminFor = async () => clientOf("a-shop.myshopify.com");
  const waits: number[] = [];
  /** Runs the job as the queue does, again and again, until it no longer asks for more (or `most` times). */
  async function work(kind: HistoryKind, most = 40) {
    const run: JobRun<"sync-history"> = {
      shop,
      payload: { kind },
      attempt: 1,
      read: db.read,
      transaction: (work) => db.transaction(work),
      clock,
      log: createLog("silent"),
      signal: new AbortController().signal,
    };
    for (let times = 0; times < most; times += 1) {
      try {
        await syncHistory(run, { adminFor, databaseFile: db.file, tombstoneKey: KEY });
        break;
      } catch (error) {
        if (!(error instanceof RunLater)) throw error;
        waits.push(error.delayMs);
        nowMs += error.delayMs;
      }
    }
    return findHistoryRun(db.read, shop, kind);
  }
  return { db, shop, work, waits, clock, later: (ms: number) => (nowMs += ms) };
}

const text = (lines: string[]) => lines.map((one) => `${one}\n`).join("");
const completed = (url: string, objectCount = FILE.length): Operation => ({
  status: "COMPLETED",
  objectCount: String(objectCount),
  fileSize: String(text(FILE).length),
  url,
});
const running = (objectCount: number): Operation => ({ status: "RUNNING", objectCount: String(objectCount) });

describe("reading history", { timeout: 60_000 }, () => {
  it("exports, loads, works out the facts, and says how far it reaches", async () => {
    const { started } = await givenExports([text(FILE)], (url) => [[running(2), running(4), completed(url)]]);
    const { db, shop, work } = await givenWorker();
    await db.transaction((tx) =>
      tx.segment.create({
        data: {
          shopId: shop,
          name: "s",
          slug: "s",
          rule: "{}",
          createdAt: new Date(START),
          updatedAt: new Date(START),
        },
      }),
    );
    expect(await work("orders", 2)).toMatchObject({ state: "exporting", objectCount: 2 });
    const run = await work("orders");
    expect(run).toMatchObject({
      state: "done",
      objectCount: 6,
      loadedLines: 6,
      loadedBytes: text(FILE).length,
      attempts: 0,
      error: null,
      reachesFrom: new Date("2026-06-01T00:00:00Z"),
    });
    expect(run && remainingMs(run)).toBeUndefined();
    expect(started).toHaveLength(1);
    const profiles = await db.read.profile.findMany({ orderBy: { customerId: "asc" } });
    expect(profiles).toMatchObject([
      { customerId: "7", orderCount: 2, amountSpentMicros: 15_000_000n, lastOrderAt: new Date("2026-06-02T00:00:00Z") },
      { customerId: "8", orderCount: 1, amountSpentMicros: 0n },
    ]);
    const settle = await db.read.job.findMany({ where: { name: "settle-profile" } });
    expect(settle.map((job) => Number(job.key)).sort()).toEqual(profiles.map((profile) => profile.id).sort());
    // AND a webhook about somebody else's export starts nothing
    await work("orders");
    expect(started).toHaveLength(1);
  });

  it.each(["FAILED", "CANCELED", "EXPIRED"])(
    "F19: after %s keeps nothing of it, tries again later and later, then says why",
    async (status) => {
      const { started } = await givenExports([text(FILE)], (url) => [
        [{ status, objectCount: "4", partialDataUrl: url, errorCode: "TIMEOUT" }],
      ]);
      const { db, work, waits } = await givenWorker();
      const run = await work("orders");
      expect(run).toMatchObject({ state: "failed", loadedLines: 0, loadedBytes: 0, attempts: 6 });
      expect(run?.error).toMatch(new RegExp(`${status.toLowerCase()}.*TIMEOUT.*6 times`));
      expect(started).toHaveLength(6);
      expect(waits.filter((ms) => ms >= 5000)).toEqual([5000, 10_000, 20_000, 40_000, 80_000]);
      expect(await db.read.order.count()).toBe(0);
    },
  );

  it("F19: recovers when a later export works", async () => {
    await givenExports([text(FILE)], (url) => [[{ status: "FAILED", partialDataUrl: null }], [completed(url)]]);
    const { work } = await givenWorker();
    expect(await work("orders")).toMatchObject({ state: "done", loadedLines: 6, error: null });
  });

  it("F20: runs the export again when its address no longer works", async () => {
    const { started } = await givenExports(["403", text(FILE)], (url) => [[completed(url)]]);
    const { work } = await givenWorker();
    expect(await work("orders")).toMatchObject({ state: "done", loadedLines: 6 });
    expect(started).toHaveLength(2);
  });

  it("F21: downloads the rest of a file that was cut, in mid-line or between lines", async () => {
    const whole = text(FILE);
    const between = text(FILE.slice(0, 3));
    for (const cut of [whole.slice(0, whole.length - 30), between]) {
      const { started } = await givenExports([cut, whole], (url) => [[completed(url)]]);
      const { work, db } = await givenWorker();
      expect(await work("orders")).toMatchObject({ state: "done", loadedLines: 6 });
      expect(started).toHaveLength(1);
      expect(await db.read.orderLine.count()).toBe(3);
    }
  });

  it("F21: runs the export again when the file stays short", async () => {
    const { started } = await givenExports(
      [text(FILE.slice(0, 3)), text(FILE.slice(0, 3)), text(FILE.slice(0, 3)), text(FILE)],
      (url) => [[completed(url)]],
    );
    const { work } = await givenWorker();
    expect(await work("orders")).toMatchObject({ state: "done", loadedLines: 6 });
    expect(started).toHaveLength(2);
  });

  it("waits while other exports run, without counting that as a failure", async () => {
    const { started } = await givenExports([text(FILE)], (url) => [
      [{ status: "BUSY" }],
      [{ status: "BUSY" }],
      [completed(url)],
    ]);
    const { work } = await givenWorker();
    expect(await work("orders")).toMatchObject({ state: "done", attempts: 0 });
    expect(started).toHaveLength(3);
  });

  it("reads customers before orders, and goes on without them when they cannot be read", async () => {
    await givenExports([text(FILE)], (url) => [[completed(url)]]);
    const { db, shop, work } = await givenWorker();
    const at = new Date(START);
    await db.transaction((tx) =>
      tx.syncRun.create({
        data: { shopId: shop, kind: "customers", state: "exporting", startedAt: at, updatedAt: at },
      }),
    );
    expect(await work("orders", 10)).toMatchObject({ state: "loading", loadedLines: 0 });
    await db.transaction((tx) => tx.syncRun.updateMany({ where: { kind: "customers" }, data: { state: "failed" } }));
    expect(await work("orders")).toMatchObject({ state: "done" });
  });

  it("starts anew after a reinstall, and for orders when all of them may be read", async () => {
    const { started } = await givenExports([text(FILE)], (url) => [[completed(url)]]);
    const { db, shop, work, clock, later } = await givenWorker();
    await work("orders");
    later(1000);
    await db.transaction((tx) =>
      tx.shop.update({ where: { id: shop }, data: { scopes: "read_orders,read_all_orders" } }),
    );
    expect(await work("orders")).toMatchObject({ state: "done", reachesAll: true });
    expect(started).toHaveLength(2);
    await db.transaction((tx) =>
      tx.shop.update({ where: { id: shop }, data: { installedAt: new Date(clock().getTime() + 1) } }),
    );
    later(1000);
    await work("orders");
    expect(started).toHaveLength(3);
    // The same orders again: nothing doubled
    expect(await db.read.order.count()).toBe(3);
    expect(await db.read.orderLine.count()).toBe(3);
  });
});
