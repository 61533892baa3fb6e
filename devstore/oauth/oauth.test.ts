import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openTestStore, tokenRequest } from "../admin-api/testing/open-store.ts";
import type { TestStore } from "../admin-api/testing/open-store.ts";
import { findInstallation } from "../state.ts";
import { uninstallApp } from "./install.ts";
import { signJwt } from "./jwt.ts";
import { signProxyRequest } from "./proxy-signature.ts";
import { mintCheckoutToken, mintSessionToken } from "./session-token.ts";

const ROUTE = "/admin/oauth/access_token";
const ONLINE = "urn:shopify:params:oauth:token-type:online-access-token";

describe("tokens", () => {
  let store: TestStore;
  beforeEach(async () => {
    store = await openTestStore();
  });
  afterEach(() => store.close());

  const shopName = async (token: unknown) => (await store.graphql("{ shop { name } }", {}, String(token))).status;
  const refresh = (token: unknown) =>
    store.post(ROUTE, tokenRequest(store.platform, { grant_type: "refresh_token", refresh_token: token }));

  test("an id token is exchanged for an expiring offline token with the toml's scopes", async () => {
    const { status, body } = await store.post(ROUTE, tokenRequest(store.platform));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      scope:
        "read_products,read_orders,read_customers,read_customer_merge,write_customers,read_discounts,write_discounts",
      expires_in: 3600,
      refresh_token_expires_in: 7_776_000,
    });
    expect(await shopName(body["access_token"])).toBe(200);
  });

  test("an online token belongs to a member of staff", async () => {
    const { body } = await store.post(ROUTE, tokenRequest(store.platform, { requested_token_type: ONLINE }));
    expect(body).toMatchObject({ associated_user: { email: "owner@example.com", account_owner: true } });
    expect(body).not.toHaveProperty("refresh_token");
  });

  test("a refresh token replaces the access token that it came with, and can be used again until its replacement is", async () => {
    const first = (await store.post(ROUTE, tokenRequest(store.platform))).body;
    const lost = await refresh(first["refresh_token"]);
    const second = await refresh(first["refresh_token"]);
    expect([lost.status, second.status]).toEqual([200, 200]);
    expect([await shopName(first["access_token"]), await shopName(second.body["access_token"])]).toEqual([401, 200]);
    expect((await refresh(first["refresh_token"])).body).toMatchObject({ error: "invalid_grant" });
    const third = await refresh(second.body["refresh_token"]);
    expect(third.status).toBe(200);
    expect((await refresh(third.body["refresh_token"])).status).toBe(200);
    expect((await refresh(second.body["refresh_token"])).status).toBe(400);
  });

  test("an id token that is still valid does not bring an uninstalled app back", async () => {
    const request = tokenRequest(store.platform);
    uninstallApp(store.state);
    const { status, body } = await store.post(ROUTE, request);
    expect([status, body["error"]]).toEqual([400, "invalid_subject_token"]);
    expect(findInstallation(store.state)).toBeUndefined();
  });

  test("expired and revoked tokens are refused; an expired one can be refreshed", async () => {
    const { body } = await store.post(ROUTE, tokenRequest(store.platform));
    await store.control("POST", "/faults", { kind: "expire tokens" });
    expect(await shopName(body["access_token"])).toBe(401);
    const renewed = await refresh(body["refresh_token"]);
    expect(await shopName(renewed.body["access_token"])).toBe(200);
    await store.control("POST", "/faults", { kind: "revoke" });
    expect(await shopName(renewed.body["access_token"])).toBe(401);
    expect((await refresh(renewed.body["refresh_token"])).status).toBe(400);
  });

  test.each([
    ["signed with another secret", (claims: object) => signJwt(claims as never, "other"), "invalid_subject_token"],
    ["no token at all", () => "abc", "invalid_subject_token"],
  ])("an id token %s", async (_name, make, error) => {
    const own = mintSessionToken(store.platform);
    const claims = JSON.parse(Buffer.from(own.split(".")[1] ?? "", "base64url").toString()) as object;
    const { status, body } = await store.post(ROUTE, tokenRequest(store.platform, { subject_token: make(claims) }));
    expect([status, body["error"]]).toEqual([400, error]);
  });

  test("an id token that is a minute old, and a wrong client secret", async () => {
    const subject_token = mintSessionToken(store.platform);
    await store.control("POST", "/clock", { by_ms: 75_000 });
    expect((await store.post(ROUTE, tokenRequest(store.platform, { subject_token }))).body["error"]).toBe(
      "invalid_subject_token",
    );
    await store.control("POST", "/clock", { by_ms: -75_000 });
    expect((await store.post(ROUTE, tokenRequest(store.platform, { client_secret: "x" }))).body["error"]).toBe(
      "application_cannot_be_found",
    );
  });

  test("a checkout token names the customer only when one is logged in", () => {
    const claims = (token: string) =>
      JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Record<string, unknown>;
    expect(claims(mintCheckoutToken(store.platform))).not.toHaveProperty("sub");
    expect(claims(mintCheckoutToken(store.platform, 7))).toMatchObject({
      sub: "gid://shopify/Customer/7",
      dest: "candor-demo.myshopify.com",
    });
  });
});

test("the proxy signature is over sorted pairs without separator (Shopify's documented example)", () => {
  const parameters: [string, string][] = [
    ["extra", "1"],
    ["extra", "2"],
    ["shop", "shop-name.myshopify.com"],
    ["path_prefix", "/apps/awesome_reviews"],
    ["timestamp", "1317327555"],
    ["signature", "ignored"],
  ];
  expect(signProxyRequest(parameters, "hush")).toBe(
    signProxyRequest(
      [
        ["timestamp", "1317327555"],
        ["shop", "shop-name.myshopify.com"],
        ["path_prefix", "/apps/awesome_reviews"],
        ["extra", "1"],
        ["extra", "2"],
      ],
      "hush",
    ),
  );
  expect(signProxyRequest(parameters, "hush")).toBe("a9718877bea71c2484f91608a7eaea1532bdf71f5c56825065fa4ccabe549ef3");
});
