import { createWriteStream, mkdirSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { Calendar, generateRows } from "./orders.ts";
import { type GeneratedItem, generateItems } from "./products.ts";
import { seededChance } from "./random.ts";
import { generateShoppers } from "./shoppers.ts";

export interface GenerateOptions {
  /** Yesterday, as YYYY-MM-DD: the last day with orders. */
  lastDay: string;
  seed?: number;
  /** 1 gives about 1,200 products, 4,000 customers, 18,000 orders; tests ask for less. */
  scale?: number;
}

export interface GeneratedFiles {
  orders: string;
  products: string;
}

const DAYS = 730;

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function productsCsv(items: readonly GeneratedItem[]): string {
  const rows = items.map((item) =>
    [
      item.stockCode,
      item.description,
      item.type,
      item.tags.join(", "),
      item.price.toFixed(2),
      item.stock,
      item.parent,
      item.option,
    ]
      .map((value) => cell(String(value)))
      .join(","),
  );
  return ["StockCode,Description,Type,Tags,Price,Stock,Parent,Option", ...rows, ""].join("\n");
}

/** Writes orders.csv.gz and products.csv into the folder. The same options give the same bytes. */
export async function generateShop(folder: string, options: GenerateOptions): Promise<GeneratedFiles> {
  const scale = options.scale ?? 1;
  const chance = seededChance(options.seed ?? 20_261_120);
  const calendar = new Calendar(options.lastDay, DAYS);
  const items = generateItems(chance, Math.round(1200 * Math.sqrt(scale)));
  const shoppers = generateShoppers(chance, Math.round(4000 * scale), DAYS);
  const rows = generateRows(chance, calendar, items, shoppers, Math.round(2100 * scale));
  mkdirSync(folder, { recursive: true });
  const files = { orders: path.join(folder, "orders.csv.gz"), products: path.join(folder, "products.csv") };
  const lines = function* (): Generator<string> {
    yield "InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";
    for (const row of rows) {
      const when = calendar.text(row.minute);
      yield `${row.invoice},${row.stockCode},${row.quantity},${when},${row.price.toFixed(2)},${row.customer},${row.country}\n`;
    }
  };
  await pipeline(Readable.from(lines()), createGzip({ level: 6 }), createWriteStream(files.orders));
  await pipeline(Readable.from([productsCsv(items)]), createWriteStream(files.products));
  return files;
}
