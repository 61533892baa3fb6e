import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { freeBase } from "./admin/testing/store-under-test.ts";
import { portsFrom } from "./start.ts";

const ORDERS = `InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
1,A1,2,2011-01-04 10:00:00,1.50,17850,United Kingdom
2,A2,1,2011-02-04 11:00:00,3.00,17850,United Kingdom
3,A1,1,2011-03-04 12:00:00,1.50,,France
`;
const PRODUCTS = "StockCode,Description\nA1,WHITE MUG\nA2,RED CANDLE\n";

let folder: string;
let base: number;
let running: ChildProcess | undefined;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "devstore-main-"));
  writeFileSync(path.join(folder, "orders.csv"), ORDERS);
  writeFileSync(path.join(folder, "products.csv"), PRODUCTS);
  base = await freeBase();
});
afterEach(() => {
  running?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** Runs until the line that says it is ready. */
function start(...more: string[]): Promise<string> {
  const args = ["devstore/main.ts", "--data", path.join(folder, "data"), "--port-base", String(base), ...more];
  const child = spawn(process.execPath, args, { env: { ...process.env, SHOPIFY_API_SECRET: "a-secret" } });
  running = child;
  let output = "";
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (/^devstore ready .*$/m.test(output)) resolve(output);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", (code) => reject(new Error(`ended with ${code}: ${output}`)));
  });
}

function stop(signal: "SIGTERM" | "SIGINT"): Promise<number | null> {
  return new Promise((resolve) => {
    running?.once("exit", resolve);
    running?.kill(signal);
  });
}

test("loads the given files, serves every side, ends cleanly, and keeps its data for the next run", async () => {
  const { admin, storefront, control } = portsFrom(base);
  const files = ["--orders", path.join(folder, "orders.csv"), "--products", path.join(folder, "products.csv")];
  expect(await start(...files)).toContain("3 orders of 1 customers");
  const orders = await (await fetch(`http://localhost:${admin}/store/candor-demo/orders`)).text();
  expect(orders).toContain("1–3 of 3");
  expect((await fetch(`http://localhost:${storefront}/`)).status).toBe(200);
  expect((await fetch(`http://localhost:${control}/healthz`)).status).toBe(200);
  expect(await stop("SIGTERM")).toBe(0);

  expect(await start()).toContain("3 orders of 1 customers");
  expect(await stop("SIGINT")).toBe(0);
});

test("says everything that is wrong with how it was started", async () => {
  await expect(start("--orders", "only-one.csv")).rejects.toThrow("--orders and --products go together");
});
