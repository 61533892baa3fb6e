import { setImmediate } from "node:timers/promises";
import { isoOf, nowMs } from "../clock.ts";
import { readSetting, type State, writeSetting } from "../state.ts";
import { chooseDemoShoppers } from "./demo-shoppers.ts";
import { BadFile } from "./read-csv.ts";
import { readOrders, type FileOrders } from "./read-orders.ts";
import { readProducts, skuKey } from "./read-products.ts";
import { writeCatalogue } from "./write-catalogue.ts";
import { writeCustomers } from "./write-customers.ts";
import { OrderWriter } from "./write-orders.ts";

export interface LoadProgress {
  phase: "reading" | "writing";
  /** Rows read, or invoices written. */
  done: number;
  /** Unknown while reading. */
  total: number | undefined;
}

export interface LoadReport {
  rows: number;
  orders: number;
  customers: number;
  products: number;
  /** First and last day with an invoice, after the shift, as YYYY-MM-DD. */
  from: string;
  to: string;
  shiftedDays: number;
}

const SETTING = "loaded";
const DAY_MS = 86_400_000;
const BATCH = 500;

/** What an earlier run has loaded into this store, if anything. */
export function readLoadReport(state: State): LoadReport | undefined {
  const text = readSetting(state, SETTING);
  return text === undefined ? undefined : (JSON.parse(text) as LoadReport);
}

function medianPrices(file: FileOrders): (key: string) => bigint | undefined {
  const prices = new Map<string, bigint[]>();
  for (const { lines } of file.invoices) {
    for (const { stockCode, price } of lines) {
      if (price <= 0n) continue;
      const key = skuKey(stockCode);
      const known = prices.get(key);
      if (known) known.push(price);
      else prices.set(key, [price]);
    }
  }
  return (key) => {
    const own = prices.get(key)?.sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
    return own?.[Math.floor((own.length - 1) / 2)];
  };
}

function* soldCodes(file: FileOrders): Generator<string> {
  for (const { lines } of file.invoices) for (const { stockCode } of lines) yield stockCode;
}

/** Whole days to move the file's dates by, so that its last day is yesterday (UTC). */
function daysToYesterday(lastMs: number): number {
  return Math.floor(nowMs() / DAY_MS) - 1 - Math.floor(lastMs / DAY_MS);
}

/** Reads both files into an empty store, in one transaction: a load that was cut off has left nothing. */
export async function loadFiles(
  state: State,
  files: { orders: string; products: string },
  onProgress: (progress: LoadProgress) => void = () => {},
): Promise<LoadReport> {
  if (readLoadReport(state))
    throw new Error("this store has its data already; start it with --fresh to load another file");
  const file = await readOrders(files.orders, (done) => onProgress({ phase: "reading", done, total: undefined }));
  const [first] = file.invoices;
  if (!first) throw new BadFile(`${files.orders}: no orders in the file, only its header`);
  const products = await readProducts(files.products, new Set(soldCodes(file)), { median: medianPrices(file) });
  const shiftedDays = daysToYesterday(file.last);
  const shiftMs = shiftedDays * DAY_MS;
  state.db.exec("BEGIN IMMEDIATE");
  try {
    const variants = writeCatalogue(state, products, isoOf(first.at + shiftMs));
    const customers = writeCustomers(state, file, shiftMs);
    const writer = new OrderWriter(state, { variants, customers, shiftMs });
    for (const [index, invoice] of file.invoices.entries()) {
      writer.write(invoice);
      if (index % BATCH !== BATCH - 1) continue;
      onProgress({ phase: "writing", done: index + 1, total: file.invoices.length });
      await setImmediate();
    }
    chooseDemoShoppers(state, nowMs());
    const report = {
      rows: file.rows,
      orders: file.invoices.filter(({ credit }) => !credit).length,
      customers: file.customers.size,
      products: products.length,
      from: isoOf(first.at + shiftMs).slice(0, 10),
      to: isoOf(file.last + shiftMs).slice(0, 10),
      shiftedDays,
    };
    state.sql("UPDATE shop SET created_at = min(created_at, ?)").run(isoOf(first.at + shiftMs - 30 * DAY_MS));
    writeSetting(state, SETTING, JSON.stringify(report));
    state.db.exec("COMMIT");
    onProgress({ phase: "writing", done: file.invoices.length, total: file.invoices.length });
    return report;
  } catch (error) {
    state.db.exec("ROLLBACK");
    throw error;
  }
}
