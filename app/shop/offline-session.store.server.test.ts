import { Session } from "@shopify/shopify-api";
import { describe, expect, it } from "vitest";
import { givenDatabase } from "../../tests/database.ts";
import { givenShopify, reply } from "../../tests/shopify-server.ts";
import type { Answer } from "../../tests/shopify-server.ts";
import { mintKey } from "../platform/secret.server.ts";
import { accessTokens } from "../shopify/access-token.server.ts";
import { offlineSessions } from "./offline-session.store.server.ts";
import { findSession, saveSession } from "./session.store.server.ts";

const SHOP = "a-shop.myshopify.com";
const START = Date.parse("2026-07-01T12:00:00Z");

function sessionOf(accessToken: string, refreshToken: string, expires: Date): Session {
  return new Session({
    id: `offline_${SHOP}`,
    shop: SHOP,
    state: "",
    isOnline: false,
    scope: "read_orders",
    accessToken,
    refreshToken,
    expires,
    refreshTokenExpires: new Date(expires.getTime() + 90 * 86_400_000),
  });
}

/** Shopify's token endpoint: rotates, and keeps the spent token good until its replacement is used. */
function tokenEndpoint(): Answer {
  let count = 0;
  return (received, response) => {
    if (received.body.refresh_token !== "r0" && received.body.refresh_token !== `r${count}`) {
      return reply(response, 400, { error: "invalid_grant" });
    }
    count += 1;
    reply(response, 200, {
      access_token: `a${count}`,
      refresh_token: `r${count}`,
      expires_in: 3600,
      refresh_token_expires_in: 7_776_000,
      scope: "read_orders",
    });
  };
}

async function givenInstalledShop(answer: Answer = tokenEndpoint()) {
  const db = await givenDatabase();
  const key = mintKey();
  const shopify = await givenShopify(answer);
  let nowMs = START;
  const clock = () => new Date(nowMs);
  await db.transaction((tx) => saveSession(tx, sessionOf("a0", "r0", new Date(START + 3_600_000)), key, clock()));
  const sessions = offlineSessions(db, key);
  const sleep = async (ms: number) => {
    nowMs += ms;
    await new Promise((resolve) => setTimeout(resolve, 5));
  };
  /** A process of its own, over the same database. */
  const givenProcess = () => accessTokens({ sessions, clientId: "id", clientSecret: "hush", clock, sleep });
  return { db, key, sessions, clock, givenProcess, ...shopify, later: (ms: number) => (nowMs += ms) };
}

const HOUR = 3_600_000;

describe("access tokens", () => {
  it("are used while they are good and refreshed shortly before they end", async () => {
    const { givenProcess, received, later, db, key } = await givenInstalledShop();
    const tokens = givenProcess();
    expect(await tokens.accessToken(SHOP)).toBe("a0");
    later(HOUR - 4 * 60_000);
    expect(await tokens.accessToken(SHOP)).toBe("a1");
    expect(received).toMatchObject([
      { host: SHOP, url: "/admin/oauth/access_token", body: { grant_type: "refresh_token", refresh_token: "r0" } },
    ]);
    // AND the whole pair is stored, encrypted
    const stored = await findSession(db.read, `offline_${SHOP}`, key);
    expect(stored).toMatchObject({ accessToken: "a1", refreshToken: "r1", scope: "read_orders" });
    const row = await db.read.session.findFirstOrThrow();
    expect(row.sealed).not.toContain("accessToken");
    expect(row.refreshUntil).toBeNull();
  });

  it("are refreshed once, however many ask in however many processes", async () => {
    const { givenProcess, received, later } = await givenInstalledShop();
    later(2 * HOUR);
    const web = givenProcess();
    const worker = givenProcess();
    const asked = Array.from({ length: 20 }, (_, index) => (index % 2 ? web : worker).accessToken(SHOP));
    expect(new Set(await Promise.all(asked))).toEqual(new Set(["a1"]));
    expect(received).toHaveLength(1);
  });

  it("F16: are refreshed once when Shopify refuses one that looked good", async () => {
    const { givenProcess, received } = await givenInstalledShop();
    const tokens = givenProcess();
    expect(await tokens.accessToken(SHOP, "a0")).toBe("a1");
    // WHEN a slower call was refused with the old token too, THEN it gets the new one without another refresh
    expect(await tokens.accessToken(SHOP, "a0")).toBe("a1");
    expect(received).toHaveLength(1);
  });

  it("F16: park the shop when Shopify no longer takes the refresh token", async () => {
    const { givenProcess, later, db } = await givenInstalledShop((_, response) =>
      reply(response, 400, { error: "invalid_grant" }),
    );
    later(2 * HOUR);
    await expect(givenProcess().accessToken(SHOP)).rejects.toMatchObject({
      name: "ShopParked",
      reason: "token-refused",
    });
    expect((await db.read.session.findFirstOrThrow()).refreshUntil).toBeNull();
  });

  it("F17: survive a kill between refresh and storing", async () => {
    const { givenProcess, sessions, clock, received, later, origin } = await givenInstalledShop();
    later(2 * HOUR);
    // GIVEN a process that claimed, refreshed, and died before it stored
    await sessions.claimRefresh(SHOP, clock(), new Date(clock().getTime() + 20_000));
    await fetch(`${origin}/admin/oauth/access_token`, {
      method: "POST",
      body: JSON.stringify({ refresh_token: "r0" }),
    });
    // WHEN another one needs a token, THEN it waits for the claim to lapse and spends the stored token again
    expect(await givenProcess().accessToken(SHOP)).toBe("a2");
    expect(received.map((one) => one.body.refresh_token)).toEqual(["r0", "r0"]);
  });

  it("trouble while refreshing parks nothing", async () => {
    let broken = true;
    const endpoint = tokenEndpoint();
    const { givenProcess, later } = await givenInstalledShop((one, response) =>
      broken ? reply(response, 502, "<p>Sorry") : endpoint(one, response),
    );
    later(2 * HOUR);
    const tokens = givenProcess();
    await expect(tokens.accessToken(SHOP)).rejects.toMatchObject({ name: "Unreachable" });
    broken = false;
    expect(await tokens.accessToken(SHOP)).toBe("a1");
  });

  it("F37: a reinstall during a refresh wins", async () => {
    const endpoint = tokenEndpoint();
    const given = await givenInstalledShop((one, response) => {
      const { db, key, clock } = given;
      const fresh = sessionOf("a9", "r9", new Date(clock().getTime() + HOUR));
      void db.transaction((tx) => saveSession(tx, fresh, key, clock())).then(() => endpoint(one, response));
    });
    given.later(2 * HOUR);
    await given.givenProcess().accessToken(SHOP);
    expect(await given.givenProcess().accessToken(SHOP)).toBe("a9");
  });

  it("F36: are refused after an uninstall, without a call", async () => {
    const { givenProcess, db, received } = await givenInstalledShop();
    await db.transaction((tx) => tx.session.deleteMany());
    await expect(givenProcess().accessToken(SHOP)).rejects.toMatchObject({
      name: "ShopParked",
      reason: "not-installed",
    });
    expect(received).toHaveLength(0);
  });
});
