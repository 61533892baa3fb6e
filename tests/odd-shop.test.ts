import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { BulkCustomers, BulkOrders, BulkProducts } from "../app/order/history.documents.ts";
import { loadCatalogIndex } from "../app/recommendation/catalog.store.server.ts";
import { openTestStore } from "../devstore/admin-api/testing/open-store.ts";
import type { TestStore } from "../devstore/admin-api/testing/open-store.ts";
import { loadFiles } from "../devstore/loader/load-files.ts";
import { givenLoad, givenServer, serveText } from "./history.ts";

const KINDS = { products: BulkProducts, customers: BulkCustomers, orders: BulkOrders } as const;
const VARIANTS = 2000;
const LONG = `"${"x".repeat(600_000)}"`;

const PRODUCTS = [
  "StockCode,Description,Type,Tags,Price,Stock,Parent,Option",
  'A,手作りの木製スプーン,台所用品,"花, ギフト",1200,5,,',
  'B,"</script><b>Two\nlines"",",,"<i>, naïve café",0,-3,,',
  "C,مزهرية,زينة,وردة,0.001,1000000,,",
  "D,😀🎁,😀,,999999999,5,,",
  ...Array.from({ length: VARIANTS }, (_, at) => `V${at},Tea,Tea,tea,12.5,1,BIG,サイズ ${at}`),
  "A,a duplicate,,,1,1,,",
].join("\r\n");

/** Guests, refunds before and after, quantities and prices of all signs, articles that no file has, more lines than one page. */
const ORDERS = [
  "InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
  "1,A,2,2024-03-31T01:30:00+09:00,1200,客一,日本",
  '2,B,-1,2024-03-31 02:30,-3.5,O\'Brien,"Ireland, Republic"',
  "3,GONE,1000,2024-03-31T23:59:59Z,0.001,,",
  "4,D,1000,2024-04-01,999999999,constructor,constructor",
  "C5,A,-1,2024-04-02,1200,客一,日本",
  "C6,D,-1,2024-03-01,999999999,constructor,constructor",
  ...Array.from({ length: 300 }, (_, at) => `7,V${at},1,2024-04-02,1,😀,Atlantis`),
].join("\n");

async function givenOddShop(): Promise<TestStore> {
  const folder = mkdtempSync(path.join(tmpdir(), "odd-shop-"));
  const store = await openTestStore({
    background: true,
    scopes: ["read_products", "read_customers", "read_orders", "read_all_orders"],
  });
  onTestFinished(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const files = { orders: path.join(folder, "orders.csv"), products: path.join(folder, "products.csv") };
  writeFileSync(files.orders, ORDERS);
  writeFileSync(files.products, `\uFEFF${PRODUCTS}`);
  await loadFiles(store.state, files);
  const insert = store.state.db.prepare(
    `INSERT INTO metafields (owner_gid, namespace, key, type, value, created_at, updated_at)
     SELECT 'gid://shopify/Product/' || min(id), 'custom', ?, ?, ?, min(created_at), min(created_at) FROM products`,
  );
  for (const [type, value] of [
    ["single_line_text_field", "桜\u2028の木"],
    ["list.single_line_text_field", '["Wedding", null, 3, " "]'],
    ["json", `{"a": ${LONG}}`],
    ["rich_text_field", "{}"],
    ["list.product_reference", '["gid://shopify/Product/1"]'],
    ["a_type_of_next_year", "?"],
  ] as const) {
    insert.run(`of-${type}`, type, value);
  }
  // Of an order that is kept, a product may be gone.
  store.state.db.exec("DELETE FROM variants WHERE sku = 'C'; DELETE FROM products WHERE title LIKE 'مز%'");
  store.state.db.exec("UPDATE orders SET cancelled_at = processed_at WHERE name = '2'");
  return store;
}

async function exportOf(store: TestStore, query: string): Promise<string> {
  const ask = async (document: string, variables: object) => {
    const { body } = await store.graphql(document, variables);
    return (body as { data: Record<string, { bulkOperation: { id: string } } & { status: string; url: string }> }).data;
  };
  const run = `mutation ($query: String!) { bulkOperationRunQuery(query: $query, groupObjects: false) { bulkOperation { id } userErrors { message } } }`;
  const id = (await ask(run, { query }))["bulkOperationRunQuery"]?.bulkOperation.id;
  const find = "query ($id: ID!) { bulkOperation(id: $id) { status url } }";
  let url = "";
  await expect
    .poll(
      async () => {
        const operation = (await ask(find, { id }))["bulkOperation"];
        url = operation?.url ?? "";
        return operation?.status;
      },
      { timeout: 60_000 },
    )
    .toBe("COMPLETED");
  const { pathname, search, hostname } = new URL(url);
  return (await fetch(store.origin + pathname + search, { headers: { "x-forwarded-host": hostname } })).text();
}

test("a shop of odd goods, orders and metafields arrives whole", { timeout: 180_000 }, async () => {
  const store = await givenOddShop();
  let opened: Awaited<ReturnType<typeof givenLoad>> | undefined;
  for (const [kind, { source }] of Object.entries(KINDS) as [keyof typeof KINDS, { source: string }][]) {
    const text = await exportOf(store, source);
    opened = await givenLoad(kind, opened?.db, opened?.shop);
    expect(await opened.load(await givenServer(serveText(text))), kind).toMatchObject({ outcome: "complete" });
  }
  if (!opened) throw new Error("nothing was loaded");
  const { db, shop } = opened;
  const own = (sql: string) => store.state.db.prepare(sql).get();

  const orders = await db.read.order.findMany({ include: { lines: true }, orderBy: { id: "asc" } });
  expect({ n: orders.length, lines: orders.flatMap(({ lines }) => lines).length }).toEqual(
    own("SELECT count(DISTINCT order_id) AS n, count(*) AS lines FROM order_lines"),
  );
  const told = orders.map((order) => [order.name, Number(order.totalMicros), Number(order.refundedMicros)]);
  expect(told.sort()).toEqual([
    ["1", 2_400_000_000, 1_200_000_000],
    ["2", 3_500_000, 0],
    ["3", 1_000_000, 0],
    // More than is kept exactly: the largest that is.
    ["4", Number.MAX_SAFE_INTEGER, 0],
    ["7", 300_000_000, 0],
  ]);
  expect(orders.filter(({ cancelledAt }) => cancelledAt !== null).map(({ name }) => name)).toEqual(["2"]);
  expect(orders.filter(({ customerId }) => customerId === null).map(({ name }) => name)).toEqual(["3"]);

  const index = await loadCatalogIndex(db.read, shop, "JPY", new Date());
  const sold = index.products.map(({ product, available }) => [product.title, available.length]);
  expect(sold).toEqual(
    expect.arrayContaining([
      ["手作りの木製スプーン", 1],
      ["😀🎁", 1],
      ["Tea", VARIANTS],
    ]),
  );
  const spoon = index.products.find(({ product }) => product.title.startsWith("手"))?.product;
  expect(spoon?.tags).toEqual(["ギフト", "花"]);
  expect(spoon?.details).toEqual(expect.arrayContaining(["桜\u2028の木", "Wedding"]));
});
