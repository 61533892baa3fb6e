import type { IncomingMessage } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { signProxyRequest } from "../oauth/proxy-signature.ts";
import { emailOf, openShop, PROXY_SECRET, Shopper, type ShopUnderTest } from "./testing/open-shop.ts";

interface Arrived {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage["headers"];
  body: string;
}

let shop: ShopUnderTest;
let shopper: Shopper;
let arrived: Arrived[];
beforeEach(async () => {
  arrived = [];
  shop = await openShop({}, (request, reply) => {
    const url = new URL(request.url ?? "/", "http://app");
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      arrived.push({
        method: request.method ?? "",
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body,
      });
      if (url.pathname === "/proxy/liquid") {
        reply.setHeader("content-type", "application/liquid; charset=utf-8");
        return reply.end("<p id=app>{{ shop.name }} · {{ 1250 | money }}</p>");
      }
      if (url.pathname === "/proxy/broken") reply.statusCode = 503;
      reply.setHeader("set-cookie", "app=1");
      return reply.end(JSON.stringify({ ok: true }));
    });
  });
  shopper = new Shopper(shop.origin);
});
afterEach(() => shop.close());

describe("the app proxy", () => {
  test("forwards method, path, body and the shopper's own query, signed", async () => {
    const answer = await shopper.ask("/apps/candor/responses?a=1&a=2&b=", {
      method: "POST",
      body: "{}",
      headers: { "content-type": "application/json" },
    });
    expect(await answer.json()).toEqual({ ok: true });
    const [request] = arrived;
    expect(request).toMatchObject({ method: "POST", path: "/proxy/responses", body: "{}" });
    expect(request?.query.getAll("a")).toEqual(["1", "2"]);
    expect(request?.query.get("shop")).toBe("candor-demo.myshopify.com");
    expect(request?.query.get("path_prefix")).toBe("/apps/candor");
    expect(request?.query.get("logged_in_customer_id")).toBe("");
    expect(Math.abs(Number(request?.query.get("timestamp")) * 1000 - Date.now())).toBeLessThan(60_000);
    expect(request?.query.get("signature")).toBe(signProxyRequest([...(request?.query ?? [])], PROXY_SECRET));
  });

  test("says who is logged in, whatever the browser claims, and keeps cookies on both sides", async () => {
    await shopper.logIn(emailOf(shop.state, "77"));
    const answer = await shopper.ask("/apps/candor/me?logged_in_customer_id=1&shop=evil.example&signature=00", {
      headers: { "x-forwarded-for": "6.6.6.6" },
    });
    const { id } = shop.state.sql("SELECT id FROM customers WHERE note = 'CustomerID 77'").get() as { id: number };
    expect(arrived[0]?.query.getAll("logged_in_customer_id")).toEqual([String(id)]);
    expect(arrived[0]?.query.getAll("shop")).toEqual(["candor-demo.myshopify.com"]);
    expect(arrived[0]?.query.getAll("signature")).toHaveLength(1);
    expect(arrived[0]?.headers.cookie).toBeUndefined();
    expect(arrived[0]?.headers["x-forwarded-for"]).toBe("127.0.0.1");
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  test("renders Liquid in the theme", async () => {
    const page = await shopper.page("/apps/candor/liquid");
    expect(page).toContain("<p id=app>Candor Demo · £12.50</p>");
    expect(page).toContain("</footer>");
  });

  test("shows a page to people and JSON to scripts when the app fails", async () => {
    const page = await shopper.ask("/apps/candor/broken", { headers: { accept: "text/html" } });
    expect(page.status).toBe(500);
    expect(await page.text()).toContain("There was an error in the third-party application.");
    expect((await shopper.ask("/apps/candor/broken", { headers: { accept: "application/json" } })).status).toBe(503);
  });

  test("is gone after an uninstall", async () => {
    shop.state.sql("UPDATE installations SET uninstalled_at = '2026-01-02T00:00:00Z'").run();
    expect((await shopper.ask("/apps/candor/responses", { method: "POST" })).status).toBe(404);
    expect(arrived).toEqual([]);
  });
});
