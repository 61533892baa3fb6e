import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { ShopId } from "../app/contract/shop.ts";
import type { HistoryKind } from "../app/order/history.ts";
import { loadHistory } from "../app/order/load-history.server.ts";
import type { Position } from "../app/order/load-threads.server.ts";
import type { Database } from "../app/platform/db.server.ts";
import { deriveKey } from "../app/platform/secret.server.ts";
import { tombstoneOf } from "../app/profile/tombstone.store.server.ts";
import { sumDecimals, timesDecimal } from "../devstore/admin-api/decimal.ts";
import { givenDatabase, givenShop } from "./database.ts";

export const NOW = new Date("2026-07-01T00:00:00Z");
export const KEY = deriveKey(Buffer.alloc(32).toString("base64"), "tombstones");

export interface Bought {
  id: number;
  customer?: number;
  prices: string[];
  quantity?: number;
  refunded?: string;
  /** What was to pay, where a discount on the whole order makes it less than the lines. */
  total?: string;
  updatedAt?: string;
  processedAt?: string;
  cancelledAt?: string | null;
}

const whole = (prices: string[], quantity: number): string =>
  sumDecimals(["0", ...prices].map((price) => timesDecimal(price, quantity)));

/** The lines of Shopify's file: each order, then its lines; slashes escaped as there. */
export function linesOf(orders: Bought[]): string[] {
  return orders.flatMap(
    ({
      id,
      customer,
      prices,
      quantity = 2,
      refunded = "0.0",
      total,
      processedAt = "2026-06-01T00:00:00Z",
      updatedAt = "2026-06-02T00:00:00Z",
      cancelledAt = null,
    }) => [
      JSON.stringify({
        id: `gid://shopify/Order/${id}`,
        name: `#${id}`,
        processedAt,
        updatedAt,
        cancelledAt,
        currencyCode: "EUR",
        checkoutToken: `checkout-${id}`,
        customer: customer === undefined ? null : { id: `gid://shopify/Customer/${customer}` },
        customAttributes: [],
        totalPriceSet: { shopMoney: { amount: total ?? whole(prices, quantity) } },
        totalRefundedSet: { shopMoney: { amount: refunded } },
      }).replaceAll("/", "\\/"),
      ...prices.map((amount, index) =>
        JSON.stringify({
          id: `gid://shopify/LineItem/${id * 100 + index}`,
          quantity,
          originalUnitPriceSet: { shopMoney: { amount } },
          product: { id: `gid://shopify/Product/${index + 9}` },
          variant: null,
          __parentId: `gid://shopify/Order/${id}`,
        }).replaceAll("/", "\\/"),
      ),
    ],
  );
}

type Serve = (request: IncomingMessage, response: ServerResponse) => void;

export async function givenServer(serve: Serve): Promise<string> {
  const server = createServer(serve);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`;
}

export const serveText =
  (text: string): Serve =>
  (_, response) =>
    void response.end(text);

export async function givenLoad(kind: HistoryKind = "orders", opened?: Database & { file: string }, known?: ShopId) {
  const db = opened ?? (await givenDatabase());
  const shop = known ?? (await givenShop(db));
  const row = await db.transaction((tx) =>
    tx.syncRun.create({ data: { shopId: shop, kind, state: "loading", startedAt: NOW, updatedAt: NOW } }),
  );
  const load = async (url: string, erased: string[] = [], signal = new AbortController().signal) => {
    const { loadedBytes, loadedLines } = await db.read.syncRun.findUniqueOrThrow({ where: { id: row.id } });
    return loadHistory({
      target: { databaseFile: db.file, shop, runId: row.id, nowMs: NOW.getTime(), tombstones: erased.length },
      kind,
      url,
      from: { bytes: Number(loadedBytes), lines: loadedLines },
      tombstones: erased.map((id) => tombstoneOf(KEY, shop, id)),
      tombstoneKey: KEY,
      signal,
    });
  };
  const progress = async (): Promise<Position> => {
    const { loadedBytes, loadedLines } = await db.read.syncRun.findUniqueOrThrow({ where: { id: row.id } });
    return { bytes: Number(loadedBytes), lines: loadedLines };
  };
  return { db, shop, load, progress };
}

/** What the tables say, in the shape of what was sold. */
export async function ordersIn(db: Database, shop: ShopId) {
  const rows = await db.read.order.findMany({
    where: { shopId: shop },
    include: { lines: { orderBy: { shopifyId: "asc" } } },
    orderBy: { id: "asc" },
  });
  return rows
    .map((row) => ({
      id: Number(row.shopifyId),
      customer: row.customerId,
      profile: row.profileId !== null,
      total: Number(row.totalMicros),
      refunded: Number(row.refundedMicros),
      deleted: row.deletedAt !== null,
      lines: row.lines.map((line) => `${line.shopifyId}:${line.amountMicros}`),
    }))
    .sort((a, b) => a.id - b.id);
}
