import { expect, it } from "vitest";
import { givenLoad, givenServer, linesOf, ordersIn, serveText } from "../../tests/history.ts";
import type { Bought } from "../../tests/history.ts";
import { faultIn } from "./history-fault.ts";

const SOLD: Bought[] = [
  { id: 1, customer: 7, prices: ["1.10"] },
  { id: 2, prices: [] },
  { id: 3, customer: 8, prices: ["0.001", "10", "-3.50"] },
  { id: 4, customer: 7, prices: ["99999.99"] },
];
const fileOf = (lines: string[]) => lines.map((line) => `${line}\n`).join("");

it.each([
  ["no price", `"totalPriceSet":null`, "totalPriceSet: expected object, received null"],
  ["no amount", `"totalPriceSet":{"shopMoney":{"amount":"1e3"}}`, "totalPriceSet › shopMoney › amount: not an amount"],
])("names the line and the field of an order with %s", async (_, wrong, why) => {
  const { load, db } = await givenLoad();
  const lines = linesOf(SOLD);
  const last = lines.findIndex((line) => line.includes('"#4"'));
  lines[last] = lines[last]?.replace(/"totalPriceSet":\{.*?\}\}/, wrong) ?? "";
  const outcome = await load(await givenServer(serveText(fileOf(lines))));
  expect(outcome).toMatchObject({ outcome: "corrupt", why: expect.stringContaining(why) as string });
  expect(outcome.why).toMatch(`line ${last + 1} of the file`);
  expect(await db.read.order.count()).toBe(0);
});

it("one amount beyond what is kept exactly does not hold up the others", async () => {
  const { load, db, shop } = await givenLoad();
  const sold = [{ id: 1, customer: 7, prices: ["99999999999.0"], quantity: 1 }, ...SOLD.slice(1)];
  expect(await load(await givenServer(serveText(fileOf(linesOf(sold)))))).toMatchObject({ outcome: "complete" });
  expect((await ordersIn(db, shop)).map((order) => order.total)).toEqual([
    ...[Number.MAX_SAFE_INTEGER, 0, 13_002_000, 199_999_980_000],
  ]);
});

it.each([
  ["orders", { id: "gid://shopify/LineItem/1", __parentId: "gid://shopify/Order/1" }, /^quantity: /],
  ["customers", { id: "gid://shopify/Customer/1", numberOfOrders: "many" }, /^numberOfOrders: /],
  ["products", { id: "gid://shopify/Product/1", handle: "mug", title: null }, /^title: /],
  ["products", { id: "gid://shopify/Video/1", __parentId: "gid://shopify/Product/1" }, /^id: /],
  ["products", { id: "gid://shopify/Metafield/1", __parentId: "gid://shopify/Product/1" }, /^namespace: /],
] as const)("of %s says which field it is, and nothing of what stands there: %j", (kind, value, why) => {
  expect(faultIn(kind, JSON.stringify(value))).toMatch(why);
  expect(faultIn(kind, JSON.stringify(value))).not.toMatch(/many|mug/);
});
