import { mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { openDuckDb } from "../duckdb.ts";

const REFERENCE = "STRUCT(id VARCHAR)";
const MONEY = "STRUCT(shopMoney STRUCT(amount DECIMAL(18, 6)))";

/** The number at the end of Shopify's id. */
const number = (id: string) => `CAST(split_part(${id}, '/', 5) AS BIGINT)`;

/** Columns are named: to guess them takes a look at the file, and money would be text. */
const read = (file: string, columns: Record<string, string>) => {
  const named = Object.entries({ id: "VARCHAR", __parentId: "VARCHAR", ...columns });
  const list = named.map(([name, type]) => `"${name}": '${type}'`).join(", ");
  return `read_json('${file}', format = 'newline_delimited', columns = {${list}})`;
};

const orders = (file: string) => `CREATE TABLE orders AS
  SELECT ${number("id")} AS "id", ${number("customer.id")} AS "customerId", "name", "currencyCode" AS "currency",
    totalPriceSet.shopMoney.amount AS "total", totalRefundedSet.shopMoney.amount AS "refunded", "checkoutToken",
    "processedAt", "updatedAt", "cancelledAt"
  FROM ${read(file, {
    name: "VARCHAR",
    customer: REFERENCE,
    currencyCode: "VARCHAR",
    totalPriceSet: MONEY,
    totalRefundedSet: MONEY,
    checkoutToken: "VARCHAR",
    processedAt: "TIMESTAMP",
    updatedAt: "TIMESTAMP",
    cancelledAt: "TIMESTAMP",
  })} WHERE __parentId IS NULL`;

const lines = (file: string) => `CREATE TABLE lines AS
  SELECT ${number("__parentId")} AS "orderId", ${number("id")} AS "id", ${number("product.id")} AS "productId",
    ${number("variant.id")} AS "variantId", "quantity", "quantity" * originalUnitPriceSet.shopMoney.amount AS "amount"
  FROM ${read(file, { quantity: "INTEGER", originalUnitPriceSet: MONEY, product: REFERENCE, variant: REFERENCE })}
  WHERE __parentId IS NOT NULL`;

export interface PeerLoad {
  seconds: number;
  orders: number;
  lines: number;
}

/** The same file into two tables without indexes, in one transaction. It is read twice: once, by way of a table of all, takes longer. */
export async function loadWithDuckDb(file: string): Promise<PeerLoad> {
  const folder = mkdtempSync(path.join(path.dirname(file), "duckdb-"));
  const peer = await openDuckDb(folder);
  try {
    const started = performance.now();
    await peer.run(`BEGIN; ${orders(file)}; ${lines(file)}; COMMIT`);
    const seconds = (performance.now() - started) / 1000;
    const [counted] = await peer.rows(
      `SELECT (SELECT count(*) FROM orders) AS "orders", (SELECT count(*) FROM lines) AS "lines"`,
    );
    return { seconds, orders: Number(counted?.orders), lines: Number(counted?.lines) };
  } finally {
    peer.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
