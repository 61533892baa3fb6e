import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Refusal } from "../platform/refusal.ts";
import { keyFromText } from "../platform/secret.server.ts";
import { verifyProxy } from "./proxy.server.ts";

const SECRET = "hush";
const KEY = keyFromText(SECRET);
const NOW = new Date("2026-07-01T12:00:00Z");
const at = (seconds = 0) => String(NOW.getTime() / 1000 + seconds);

/** Signs as Shopify does: sorted pairs, no separator, a repeated name's values joined by commas. */
function signed(pairs: [string, string][], secret = SECRET): string {
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  const text = [...values]
    .map(([name, list]) => `${name}=${list.join(",")}`)
    .sort()
    .join("");
  const signature = createHmac("sha256", secret).update(text).digest("hex");
  return new URLSearchParams([...pairs, ["signature", signature]]).toString();
}

const usual = (): [string, string][] => [
  ["shop", "candor-demo.myshopify.com"],
  ["logged_in_customer_id", "42"],
  ["path_prefix", "/apps/candor"],
  ["timestamp", at()],
];

function refusal(query: string, now = NOW): Refusal | undefined {
  try {
    verifyProxy(query, KEY, now);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

describe("verifyProxy", () => {
  it("reads what Shopify signed", () => {
    const { rest, ...told } = verifyProxy(signed(usual()), KEY, NOW);
    expect(rest).toEqual({});
    expect(told).toMatchObject({
      shop: "candor-demo.myshopify.com",
      customerId: "42",
      pathPrefix: "/apps/candor",
      timestamp: NOW,
    });
  });

  it("agrees with the example in Shopify's documentation about sorting and joining", () => {
    // GIVEN Shopify's published vector (its names are not ours, so only the sum is compared)
    const text = "extra=1,2path_prefix=/apps/awesome_reviewsshop=shop-name.myshopify.comtimestamp=1317327555";
    const sum = createHmac("sha256", "hush").update(text).digest("hex");
    expect(sum).toBe("a9718877bea71c2484f91608a7eaea1532bdf71f5c56825065fa4ccabe549ef3");
  });

  it("knows a visitor who is not logged in", () => {
    const pairs = usual().map(([name, value]): [string, string] => [
      name,
      name === "logged_in_customer_id" ? "" : value,
    ]);
    expect(verifyProxy(signed(pairs), KEY, NOW).customerId).toBeUndefined();
  });

  it("A1: refuses without a signature, with a wrong one and with another secret's", () => {
    expect(refusal(new URLSearchParams(usual()).toString())?.status).toBe(400);
    expect(refusal(`${new URLSearchParams(usual()).toString()}&signature=${"0".repeat(64)}`)?.status).toBe(400);
    expect(refusal(signed(usual(), "other"))?.status).toBe(400);
    expect(refusal("")?.status).toBe(400);
  });

  it("A2: refuses the same signed text cut at other places", () => {
    // GIVEN a query with an innocent-looking parameter that Shopify signed for the attacker
    const query = signed([...usual().slice(1), ["shop", "evil.myshopify.com"]]);
    const signature = /signature=(\w+)/.exec(query)?.[1];
    // WHEN the sorted text is split so that a value swallows the next name
    const shifted = `logged_in_customer_id=42path_prefix=/apps/candor&shop=evil.myshopify.com&timestamp=${at()}&signature=${signature}`;
    expect(refusal(shifted)?.status).toBe(400);
    // AND when an allowed parameter is used to carry the rest
    const carried = signed([...usual(), ["locale", "enlogged_in_customer_id=7"]]);
    expect(() => verifyProxy(carried, KEY, NOW, ["locale"])).toThrow(Refusal);
  });

  it("A2: refuses one signature for another customer whatever the cut", () => {
    // GIVEN customer 1 with a trailing allow-listed parameter named so that the digits can move
    const query = signed([
      ...usual().filter(([name]) => name !== "logged_in_customer_id"),
      ["logged_in_customer_id", "1"],
      ["n", "2"],
    ]);
    const moved = query.replace("logged_in_customer_id=1&n=2", "logged_in_customer_id=1n%3D2");
    expect(moved).not.toBe(query);
    expect(() => verifyProxy(moved, KEY, NOW, ["n"])).toThrow(Refusal);
  });

  it.each(["shop", "logged_in_customer_id", "path_prefix", "timestamp"])(
    "A3: refuses %s twice or not at all",
    (name) => {
      expect(refusal(signed([...usual(), [name, "1"]]))?.status).toBe(400);
      expect(refusal(signed(usual().filter(([one]) => one !== name)))?.status).toBe(400);
    },
  );

  it("A3: refuses a parameter that nobody allowed, and passes one that is", () => {
    const query = signed([...usual(), ["locale", "en"]]);
    expect(refusal(query)?.status).toBe(400);
    expect(verifyProxy(query, KEY, NOW, ["locale"]).rest).toEqual({ locale: "en" });
  });

  it("A3: refuses names and values in odd clothes", () => {
    for (const [name, value] of [
      ["shop", "evil.com"],
      ["shop", "a.myshopify.com.evil.com"],
      ["logged_in_customer_id", "1e3"],
      ["path_prefix", "//evil.com"],
      ["timestamp", "0x10"],
    ] as const) {
      expect(refusal(signed(usual().map(([one, own]) => [one, one === name ? value : own])))?.status).toBe(400);
    }
    expect(refusal(`${signed(usual())}&__proto__=1`)?.status).toBe(400);
    expect(refusal(`${signed(usual())}&&`)?.status).toBe(400);
    expect(refusal(`${signed(usual())}&%zz=1`)?.status).toBe(400);
  });

  it("A4: refuses what is older or newer than 90 seconds", () => {
    const query = signed(usual());
    expect(refusal(query, new Date(NOW.getTime() + 90_000))).toBeUndefined();
    expect(refusal(query, new Date(NOW.getTime() + 91_000))?.status).toBe(400);
    expect(refusal(query, new Date(NOW.getTime() - 91_000))?.status).toBe(400);
  });

  it("A6: never says the signature again", () => {
    const query = signed([...usual(), ["x", "1"]]);
    expect(refusal(query)?.message).not.toContain(/signature=(\w+)/.exec(query)?.[1]);
  });
});
