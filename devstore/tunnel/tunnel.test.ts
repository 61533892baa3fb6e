import { createServer } from "node:http";
import type { IncomingMessage, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allowLocalFrame, toLocalUrl } from "./rewrite.ts";
import { tunnelServer } from "./tunnel.ts";

const places = {
  adminOrigin: "http://localhost:4100",
  storefrontOrigin: "http://localhost:4101",
  shopDomain: "candor-demo.myshopify.com",
};

describe("addresses of Shopify's as this machine opens them", () => {
  test.each([
    ["https://admin.shopify.com/store/candor-demo/apps/x?y=1", "http://localhost:4100/store/candor-demo/apps/x?y=1"],
    ["https://candor-demo.myshopify.com/admin/oauth/install?a=b", "http://localhost:4100/admin/oauth/install?a=b"],
    ["https://candor-demo.myshopify.com/products/mug", "http://localhost:4101/products/mug"],
    ["https://candor-demo.myshopify.com", "http://localhost:4101"],
    // Another store, a look-alike host and a relative address are none of ours.
    ["https://admin.shopify.com/store/candor-demo-2/apps", "https://admin.shopify.com/store/candor-demo-2/apps"],
    ["https://candor-demo.myshopify.com.evil.example/x", "https://candor-demo.myshopify.com.evil.example/x"],
    ["https://candor-demo.myshopify.com/administrator", "http://localhost:4101/administrator"],
    ["/auth/login", "/auth/login"],
  ])("%s", (url, local) => {
    expect(toLocalUrl(url, places)).toBe(local);
  });

  test("the local admin may frame what Shopify's admin may frame, and nothing else changes", () => {
    const policy = "default-src 'self'; frame-ancestors https://candor-demo.myshopify.com https://admin.shopify.com;";
    expect(allowLocalFrame(policy, "http://localhost:4100")).toBe(
      "default-src 'self'; frame-ancestors https://candor-demo.myshopify.com https://admin.shopify.com http://localhost:4100;",
    );
    expect(allowLocalFrame("frame-ancestors 'none';", "http://localhost:4100")).toBe("frame-ancestors 'none';");
    expect(allowLocalFrame("default-src 'self'", "http://localhost:4100")).toBe("default-src 'self'");
  });
});

describe("the tunnel", () => {
  let app: Server;
  let tunnel: Server;
  let origin: string;
  let seen: IncomingMessage;
  let body = "";

  beforeAll(async () => {
    app = createServer((request, reply) => {
      seen = request;
      body = "";
      request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
      request.on("end", () => {
        if (request.url === "/away") reply.setHeader("location", "https://admin.shopify.com/store/candor-demo/apps/c");
        reply.setHeader("content-security-policy", "frame-ancestors https://admin.shopify.com;");
        reply.setHeader("link", '<https://cdn.shopify.com/shopifycloud/app-bridge.js>; rel="preload"; as="script"');
        reply.setHeader("set-cookie", ["a=1", "b=2"]);
        reply.writeHead(request.url === "/away" ? 302 : 201);
        reply.write("first ");
        setTimeout(() => reply.end("second"), request.url === "/slow" ? 300 : 0);
      });
    }).listen(0, "localhost");
    await new Promise((done) => app.once("listening", done));
    tunnel = tunnelServer(`http://localhost:${(app.address() as AddressInfo).port}`, places).listen(0, "localhost");
    await new Promise((done) => tunnel.once("listening", done));
    origin = `http://localhost:${(tunnel.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    tunnel.closeAllConnections();
    tunnel.close();
    app.closeAllConnections();
    app.close();
  });

  test("passes method, path, body and status on, and says who asked", async () => {
    const response = await fetch(`${origin}/proxy/responses?a=%2F&b=1`, {
      method: "POST",
      body: "answer",
      headers: { "x-forwarded-for": "6.6.6.6", "x-forwarded-host": "evil.example", "x-shopify-topic": "orders/create" },
    });
    expect(response.status).toBe(201);
    expect(await response.text()).toBe("first second");
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(seen.method).toBe("POST");
    expect(seen.url).toBe("/proxy/responses?a=%2F&b=1");
    expect(body).toBe("answer");
    expect(seen.headers).toMatchObject({ "x-forwarded-proto": "http", "x-forwarded-host": new URL(origin).host });
    expect(seen.headers["x-forwarded-for"]).not.toContain("6.6.6.6");
    expect(seen.headers["x-shopify-topic"]).toBe("orders/create");
  });

  test("rewrites where the browser is sent and who may frame", async () => {
    const response = await fetch(`${origin}/away`, { redirect: "manual" });
    expect(response.headers.get("location")).toBe("http://localhost:4100/store/candor-demo/apps/c");
    expect(response.headers.get("content-security-policy")).toBe(
      "frame-ancestors https://admin.shopify.com http://localhost:4100;",
    );
  });

  test("leaves no way to Shopify's own App Bridge", async () => {
    const response = await fetch(`${origin}/app`);
    expect(response.headers.get("link")).toBe('<http://localhost:4100/app-bridge.js>; rel="preload"; as="script"');
  });

  test("streams: the first part arrives before the app has finished", async () => {
    const response = await fetch(`${origin}/slow`);
    const reader = response.body?.getReader();
    const first = await reader?.read();
    expect(new TextDecoder().decode(first?.value)).toBe("first ");
    const second = await reader?.read();
    expect(new TextDecoder().decode(second?.value)).toBe("second");
  });

  test("says clearly when the app is down", async () => {
    const lonely = tunnelServer("http://localhost:1", places).listen(0, "localhost");
    await new Promise((done) => lonely.once("listening", done));
    const response = await fetch(`http://localhost:${(lonely.address() as AddressInfo).port}/app`);
    expect(response.status).toBe(502);
    expect(await response.text()).toContain("The app does not answer");
    lonely.closeAllConnections();
    lonely.close();
  });
});
