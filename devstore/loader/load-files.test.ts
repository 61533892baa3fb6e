import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isoOf, nowMs } from "../clock.ts";
import { generateShop } from "../generator/generate-shop.ts";
import { openState, type State } from "../state.ts";
import { moneyText, parseUnits } from "./decimal.ts";
import { readDemoShoppers } from "./demo-shoppers.ts";
import { fileTotals } from "./file-totals.ts";
import { loadFiles } from "./load-files.ts";

const HEADER = "InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";
const PRODUCTS =
  'StockCode,Description\n22423,REGENCY CAKESTAND 3 TIER\n85123A,"WHITE HANGING HEART, T-LIGHT HOLDER "\nPOST,POSTAGE\n';
const real = path.resolve(process.env["CANDOR_DATA"] ?? "../shared/data");
const yesterday = (): string => isoOf(nowMs() - 86_400_000).slice(0, 10);

let folder: string;
let state: State;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "loader-"));
  state = openState(path.join(folder, "data"));
});
afterEach(() => {
  state.db.close();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, content: string | Buffer): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

const load = (rows: readonly string[], header = HEADER): Promise<unknown> =>
  loadFiles(state, {
    orders: write("orders.csv", [header, ...rows, ""].join("\n")),
    products: write("products.csv", PRODUCTS),
  });

function sumOf(sql: string): string {
  const rows = state.db.prepare(sql).all() as { quantity: number; price: string }[];
  return moneyText(rows.reduce((sum, { quantity, price }) => sum + BigInt(quantity) * (parseUnits(price) ?? 0n), 0n));
}

/** The store's own tables, summed without rounding. */
const stored = (): object => ({
  orders: (state.db.prepare("SELECT count(*) AS n FROM orders").get() as { n: number }).n,
  guestOrders: (state.db.prepare("SELECT count(*) AS n FROM orders WHERE customer_id IS NULL").get() as { n: number })
    .n,
  customers: (state.db.prepare("SELECT count(*) AS n FROM customers").get() as { n: number }).n,
  sales: sumOf("SELECT quantity, price FROM order_lines"),
  refunds: sumOf("SELECT quantity, price FROM refund_lines"),
});

async function expectEqualToFile(orders: string, products: string): Promise<void> {
  await loadFiles(state, { orders, products });
  const { rows: _rows, credits: _credits, net: _net, ...expected } = await fileTotals(orders);
  expect(stored()).toEqual(expected);
  const totals = state.db.prepare("SELECT 1 AS quantity, total_price AS price FROM orders").all() as {
    price: string;
  }[];
  expect(moneyText(totals.reduce((sum, { price }) => sum + (parseUnits(price) ?? 0n), 0n))).toBe(expected.sales);
}

describe("loading a file", () => {
  test("arrives at the figures of a generated file", async () => {
    const files = await generateShop(folder, { lastDay: "2024-02-29", seed: 3, scale: 0.1 });
    await expectEqualToFile(files.orders, files.products);
    expect(readDemoShoppers(state)).toHaveLength(3);
    for (const { ordersLastYear } of readDemoShoppers(state).slice(0, 2))
      expect(ordersLastYear).toBeGreaterThanOrEqual(2);
  });

  // Whatever files of orders the data folder has: another one than today's has figures of its own.
  const products = path.join(real, "online_retail_products.csv");
  const orders = existsSync(products)
    ? readdirSync(real).filter((name) => /^online_retail_.*\.csv(\.gz)?$/.test(name) && !name.includes("products"))
    : [];
  if (orders.length === 0) process.stdout.write("SKIPPED, LOUDLY: no real orders here; set CANDOR_DATA to load them\n");
  test.each(orders)("arrives at the figures of the real orders: %s", { timeout: 120_000 }, async (name) => {
    await expectEqualToFile(path.join(real, name), products);
    if (name !== "online_retail_even.csv.gz") return;
    expect(stored()).toMatchObject({ orders: 12_351, customers: 2_187, sales: "6312185.063", refunds: "708898.89" });
  });

  test("keeps every odd row", async () => {
    const rows = [
      "536365,85123A,6,2010-12-01T08:26,2.55,17850,United Kingdom",
      "536365,85123A,6,2010-12-01T08:26,2.55,17850,United Kingdom",
      "536366,85123a,-3,2010-12-01T08:27,0,,United Kingdom",
      "A563185,B,1,2010-12-02T08:27,-11062.06,,United Kingdom",
      "536367,99999,7,2010-12-03 08:27:00,0.001,17850.0,Atlantis",
      "C536368,22423,-1,12/5/2010 9:41,12.75,99,Germany",
    ];
    await load(rows);
    const totals = await fileTotals(path.join(folder, "orders.csv"));
    expect(totals).toMatchObject({
      rows: 6,
      orders: 4,
      guestOrders: 2,
      customers: 2,
      sales: "-11031.453",
      refunds: "12.75",
    });
    expect(stored()).toMatchObject({ orders: 4, guestOrders: 2, customers: 2, sales: "-11031.453", refunds: "12.75" });
    expect(state.db.prepare("SELECT title FROM products ORDER BY id").pluck().all()).toEqual([
      "Regency Cakestand 3 Tier",
      "White Hanging Heart, T-Light Holder",
      "Postage",
      "Item B",
      "Item 99999",
    ]);
  });

  test("tolerates a byte order mark, CRLF, quotes, another order of columns and gzip", async () => {
    const text = `\uFEFF"Country","CustomerID",UnitPrice,InvoiceDate,Quantity,StockCode,InvoiceNo\r\n"Ireland, Republic",1,"1.50",2020-02-29,2,22423,7\r\n`;
    const file = write("orders.csv.gz", gzipSync(text));
    await loadFiles(state, { orders: file, products: write("products.csv", PRODUCTS.replaceAll("\n", "\r\n")) });
    expect(stored()).toEqual({ orders: 1, guestOrders: 0, customers: 1, sales: "3.00", refunds: "0.00" });
    expect(state.db.prepare("SELECT country FROM customers").pluck().get()).toBe("Ireland, Republic");
  });

  test.each([
    ["1,A,x,2020-01-01,1,,UK", 'line 3: Quantity "x" is not a whole number'],
    ["1,A,1,2020-02-30,1,,UK", 'line 3: InvoiceDate "2020-02-30" is not a date'],
    ["1,A,1,31/1/2020 8:00,1,,UK", 'line 3: InvoiceDate "31/1/2020 8:00" is not a date'],
    ["1,A,1,9999-01-01,1,,UK", 'line 3: InvoiceDate "9999-01-01" is not a date from 1970 to 2100'],
    ["1,A,1,2020-01-01T08:00+15:00,1,,UK", 'line 3: InvoiceDate "2020-01-01T08:00+15:00" is not a date'],
    ["1,A,1,2020-01-01 13:00 PM,1,,UK", 'line 3: InvoiceDate "2020-01-01 13:00 PM" is not a date'],
    ["1,A,99999999999,2020-01-01,1,,UK", 'line 3: Quantity "99999999999" is not a whole number (at most 1000000000)'],
    ["1,A,1,2020-01-01,9999999999,,UK", 'line 3: UnitPrice "9999999999" is not a decimal number: write it as 2.55'],
    ["1,A,1,2020-01-01,0.0000001,,UK", "with 6 decimals"],
    ["1,A,1,2020-01-01,2,55,,UK", "line 3: 8 cells, the header has 7: a cell with a comma in it needs quotes"],
    ["1,A,1,2020-01-01,2.55,17", "line 3: 6 cells, the header has 7: the line ends too early"],
    ["1,A,1,2020-01-01,1e3,,UK", 'line 3: UnitPrice "1e3" is not a decimal number'],
    [",A,1,2020-01-01,1,,UK", "line 3: InvoiceNo is empty"],
    ["1,,1,2020-01-01,1,,UK", "line 3: StockCode is empty"],
    ['1,"A,1,2020-01-01,1,,UK', "Quote Not Closed"],
  ])("names the line of a bad row: %s", async (row, message) => {
    await expect(load(["1,A,1,2020-01-01,1,,UK", row])).rejects.toThrow(message);
    expect(stored()).toMatchObject({ orders: 0, customers: 0 });
  });

  test.each([
    ["A,Mug, blue", "line 2: 3 cells, the header has 2"],
    ["A,Mug\n,Cup", "line 3: StockCode is empty"],
  ])("names the line of a bad product: %s", async (rows, message) => {
    const files = {
      orders: write("orders.csv", `${HEADER}\n1,A,1,2020-01-01,1,,UK\n`),
      products: write("products.csv", `StockCode,Description\n${rows}\n`),
    };
    await expect(loadFiles(state, files)).rejects.toThrow(`${files.products}: ${message}`);
  });

  test("takes line ends of both kinds in one file, empty rows, and columns in any case", async () => {
    await load(
      ["1,22423,1,2020-01-01,2,5.0,UK\r", "2,22423,1,2020-01-01,2,6,UK", ",,,,,,", "\r"],
      `${HEADER.toLowerCase()}\r`,
    );
    expect(stored()).toMatchObject({ orders: 2, customers: 2, sales: "4.00" });
    expect(await fileTotals(path.join(folder, "orders.csv"))).toMatchObject({ rows: 2, orders: 2, customers: 2 });
  });

  test("a row is never lost to a line end that the first line does not have", async () => {
    const file = write("orders.csv", `${HEADER}\r\n1,A,1,2020-01-01,2,5,UK\n2,A,1,2020-01-01,2,6,UK\r\n`);
    await expectEqualToFile(file, write("products.csv", PRODUCTS));
    expect(stored()).toMatchObject({ orders: 2, customers: 2 });
  });

  test.each([
    ["2024-03-31T03:30:00+02:00", "T01:30:00Z"],
    ["2024-03-31 01:30:00.123+0900", "T16:30:00Z"],
    // An hour that London's clocks leave out.
    ["2024-03-31 01:30", "T01:30:00Z"],
    ["2024/03/31 13:30", "T13:30:00Z"],
    ["3/31/2024 1:30 PM", "T13:30:00Z"],
    ["3/31/2024 12:05 AM", "T00:05:00Z"],
  ])("reads %s", async (date, time) => {
    await load([`1,22423,1,${date},1,5,UK`]);
    expect(state.db.prepare("SELECT processed_at FROM orders").pluck().get()).toBe(yesterday() + time);
  });

  test("sells under titles and types of any script, and under names that objects have", async () => {
    const rows = [
      "A,手作りマグ,台所用品",
      "B,スプーン,食器",
      "C,مزهرية,زينة",
      "D,😀,😀",
      "E,🎁,🎁",
      "F,Mug,Home Decor",
      "G,Mug,Home & Decor",
      "H,CONSTRUCTOR,constructor",
    ];
    await loadFiles(state, {
      orders: write("orders.csv", `${HEADER}\n1,A,1,2020-01-01,1,constructor,constructor\n`),
      products: write("products.csv", ["StockCode,Description,Type", ...rows, ""].join("\n")),
    });
    expect(state.db.prepare("SELECT handle FROM products ORDER BY id").pluck().all()).toEqual([
      ...["手作りマグ", "スプーン", "مزهرية", "item-3", "item-4", "mug", "mug-1", "constructor"],
    ]);
    expect(state.db.prepare("SELECT count(DISTINCT handle) FROM collections").pluck().get()).toBe(8);
    expect(state.db.prepare("SELECT country, country_code FROM customers").get()).toEqual({
      country: "constructor",
      country_code: null,
    });
  });

  test("names missing columns, and does not load twice", async () => {
    await expect(load(["1"], "InvoiceNo,StockCode")).rejects.toThrow("line 1: missing column Quantity, InvoiceDate");
    await load(["1,22423,1,2020-01-01,1,,UK"]);
    await expect(load(["1,22423,1,2020-01-01,1,,UK"])).rejects.toThrow("--fresh");
  });

  test("shifts dates by whole days, the last one to yesterday", async () => {
    await load(["1,22423,1,2011-12-01T08:26,1,5,UK", "2,22423,1,2011-12-09T12:50,1,5,UK"]);
    const [first, last] = state.db.prepare("SELECT processed_at FROM orders ORDER BY id").pluck().all() as [
      string,
      string,
    ];
    expect(last).toBe(`${yesterday()}T12:50:00Z`);
    expect(Date.parse(last) - Date.parse(first)).toBe(8 * 86_400_000 + (4 * 60 + 24) * 60_000);
  });

  test("gives a credit back on the customer's newest earlier sale of the article, and the rest on none", async () => {
    await load([
      "1,22423,2,2020-01-01,10,5,UK",
      "2,22423,1,2020-01-02,10,5,UK",
      "3,22423,9,2020-01-02,10,6,UK",
      "C4,22423,-4,2020-01-03,10,5,UK",
      "5,22423,1,2020-01-04,10,5,UK",
    ]);
    const lines = state.db.prepare("SELECT quantity, current_quantity FROM order_lines ORDER BY id").all();
    expect(lines).toEqual([
      { quantity: 2, current_quantity: 0 },
      { quantity: 1, current_quantity: 0 },
      { quantity: 9, current_quantity: 9 },
      { quantity: 1, current_quantity: 1 },
    ]);
    const refunds = state.db
      .prepare(
        "SELECT orders.name AS sale, refunds.total_refunded FROM refunds LEFT JOIN orders ON orders.id = order_id",
      )
      .all();
    expect(refunds).toEqual([
      { sale: "2", total_refunded: "10.00" },
      { sale: "1", total_refunded: "20.00" },
      { sale: null, total_refunded: "10.00" },
    ]);
    const orders = state.db.prepare("SELECT financial_status, current_total_price FROM orders WHERE name = '1'").get();
    expect(orders).toEqual({ financial_status: "REFUNDED", current_total_price: "0.00" });
    expect(stored()).toMatchObject({ orders: 4, refunds: "40.00" });
  });

  test("finds type and tags in the description, and sells nothing that is bookkeeping", async () => {
    await load([
      "1,22423,1,2020-01-01,12.75,5,UK",
      "1,22423,1,2020-01-01,10.95,5,UK",
      "1,22423,1,2020-01-01,0,5,UK",
      "1,POST,1,2020-01-01,18,5,UK",
    ]);
    const rows = state.db
      .prepare(
        "SELECT product_type, status, tags_json, price FROM products JOIN variants ON product_id = products.id ORDER BY products.id",
      )
      .all();
    expect(rows).toEqual([
      { product_type: "Kitchen & Dining", status: "ACTIVE", tags_json: '["home","kitchen","vintage"]', price: "10.95" },
      expect.objectContaining({ product_type: "Candles & Lights", tags_json: '["home","romantic","white"]' }),
      expect.objectContaining({ status: "ARCHIVED", price: "18.00" }),
    ]);
  });
});
