import { randomUUID } from "node:crypto";
import { Session } from "@shopify/shopify-api";
import { pino } from "pino";
import { expect, test } from "vitest";
import type { JobRun, JobHandlers } from "../../app/platform/job.ts";
import { createQueue } from "../../app/platform/queue.server.ts";
import { enqueue } from "../../app/platform/queue.store.server.ts";
import { mintKey } from "../../app/platform/secret.server.ts";
import { redactShop } from "../../app/privacy/redact-shop.job.server.ts";
import { installShop } from "../../app/shop/install-shop.server.ts";
import { offlineSessions } from "../../app/shop/offline-session.store.server.ts";
import { refreshShop } from "../../app/shop/refresh-shop.job.server.ts";
import { saveSession } from "../../app/shop/session.store.server.ts";
import { shopAdmins } from "../../app/shop/shop-admin.server.ts";
import { accessTokens } from "../../app/shopify/access-token.server.ts";
import { adminClients } from "../../app/shopify/admin-client.server.ts";
import { PARKED_MS } from "../../app/shopify/admin.ts";
import { recordWebhook } from "../../app/webhooks.server.ts";
import { givenDatabase } from "../database.ts";
import { cost, givenShopify, reply } from "../shopify-server.ts";
import type { Answer } from "../shopify-server.ts";

// Tokens that are revoked, uninstalls at bad moments, late webhooks: the shop is parked or gone, never half of it.

const SHOP = "a-shop.myshopify.com";
const START = Date.parse("2026-07-01T12:00:00Z");
const HOUR = 3_600_000;
const SHOP_FACTS = {
  data: {
    shop: { name: "A shop", currencyCode: "GBP", ianaTimezone: "Europe/London" },
    currentAppInstallation: { accessScopes: [{ handle: "read_orders" }] },
  },
  extensions: cost(10, 2000),
};

type Refresh = JobRun<"refresh-shop">;
interface Setup {
  answer: Answer;
  /** In place of the real handler of "refresh-shop". */
  handle?: (run: Refresh, real: (run: Refresh) => Promise<void>) => Promise<void>;
}

/** An installed shop in a database, its queue with a real handler over a real client, and Shopify's stand-in. */
async function givenInstalledShop({ answer, handle = (run, real) => real(run) }: Setup) {
  const db = await givenDatabase();
  const { received } = await givenShopify(answer);
  const [key, masterKey] = [mintKey(), mintKey()];
  let nowMs = START;
  const clock = () => new Date(nowMs);
  const tokens = accessTokens({ sessions: offlineSessions(db, key), clientId: "id", clientSecret: "hush", clock });
  const adminFor = shopAdmins(db, adminClients({ tokens, clock, random: () => 0 }), clock);
  const handlers = {
    "refresh-shop": (run: Refresh) => handle(run, (one) => refreshShop(one, adminFor)),
    "redact-shop": redactShop,
  } as unknown as JobHandlers;
  const warned: string[] = [];
  const log = pino({ level: "warn" }, { write: (line: string) => void warned.push(line) });
  const queue = createQueue({ db, clock, random: () => 0, log, handlers });

  /** As Shopify's library does it after a token exchange. */
  const install = async (accessToken: string, scopes = "read_orders") => {
    const expires = new Date(nowMs + HOUR);
    const tokensOf = { accessToken, refreshToken: `refresh-${accessToken}`, expires };
    const session = new Session({ id: `offline_${SHOP}`, shop: SHOP, state: "", isOnline: false, ...tokensOf });
    await db.transaction((tx) => saveSession(tx, session, key, clock()));
    const shop = await installShop({ db, clock, masterKey }, SHOP, scopes);
    await db.transaction((tx) => tx.job.deleteMany({ where: { name: "sync-history" } }));
    return shop.id;
  };
  const webhook = (topic: "app/uninstalled" | "app/scopes_update" | "shop/redact", triggeredAt: Date) => {
    const payload = { shop_domain: SHOP, domain: SHOP };
    const one = { topic, shop: SHOP, webhookId: randomUUID(), triggeredAt: triggeredAt.toISOString(), payload };
    return db.transaction((tx) => recordWebhook(tx, one, clock(), { tombstone: key, master: key }));
  };
  const jobs = () => db.read.job.findMany({ select: { name: true, attempts: true, deadAt: true, runAt: true } });
  const shopRow = () => db.read.shop.findUnique({ where: { domain: SHOP } });
  const calls = () => received.map(({ url, token }) => (url.includes("access_token") ? "refresh" : (token ?? "")));
  const pass = (ms: number) => (nowMs += ms);
  return { db, queue, install, webhook, jobs, shopRow, received, calls, pass, clock, warned };
}

/** Shopify with some tokens revoked. */
const takesOnly =
  (...good: string[]): Answer =>
  (one, response) => {
    if (one.url.includes("access_token")) return reply(response, 400, { error: "invalid_grant" });
    if (good.includes(one.token ?? "")) return reply(response, 200, SHOP_FACTS);
    reply(response, 401, { errors: "[API] Invalid API key or access token" });
  };

test("F16: GIVEN a revoked token THEN there is one refresh, the shop is parked with its reason and the job is kept without an attempt", async () => {
  const given = await givenInstalledShop({ answer: takesOnly() });
  await given.install("revoked");
  await given.queue.runUntilEmpty();
  expect(given.calls()).toEqual(["revoked", "refresh"]);
  expect(await given.shopRow()).toMatchObject({ parkedReason: "token-refused", uninstalledAt: null });
  const runAt = new Date(START + PARKED_MS);
  expect(await given.jobs()).toEqual([{ name: "refresh-shop", attempts: 0, deadAt: null, runAt }]);
  expect(given.warned).toEqual([]);
  await given.queue.stop();
});

test("F16: GIVEN a parked shop with many jobs WHEN they come due THEN one of them tries, and none is set aside however long it lasts", async () => {
  const given = await givenInstalledShop({ answer: takesOnly() });
  const shop = await given.install("revoked");
  await given.queue.runUntilEmpty();
  const before = given.calls().length;
  for (let round = 0; round < 20; round += 1) {
    given.pass(PARKED_MS);
    await given.db.transaction((tx) => enqueue(tx, shop, "refresh-shop", {}, given.clock()));
    await given.queue.runUntilEmpty();
    // Asked for again at once, it does not call again.
    await given.db.transaction((tx) => enqueue(tx, shop, "refresh-shop", {}, given.clock()));
    await given.queue.runUntilEmpty();
  }
  expect(given.calls().length - before).toBe(20);
  expect(await given.jobs()).toMatchObject([{ attempts: 0, deadAt: null }]);
  await given.queue.stop();
});

test("F16: GIVEN a parked shop WHEN the merchant opens Candor THEN the old token counts as ended, and with the new one what waited runs at once", async () => {
  const given = await givenInstalledShop({ answer: takesOnly("fresh") });
  await given.install("revoked");
  await given.queue.runUntilEmpty();
  // Without this Shopify's library would go on with the revoked token for as long as it was meant to last.
  const session = await given.db.read.session.findFirstOrThrow();
  expect(session.expires?.getTime()).toBeLessThanOrEqual(given.clock().getTime());
  given.pass(1000);
  await given.install("fresh");
  expect(await given.shopRow()).toMatchObject({ parkedReason: null });
  await given.queue.runUntilEmpty();
  expect(await given.shopRow()).toMatchObject({ name: "A shop", parkedReason: null });
  expect((await given.jobs()).map(({ name }) => name)).not.toContain("refresh-shop");
  await given.queue.stop();
});

test("GIVEN a shop parked by Shopify WHEN a later call succeeds THEN the reason is cleared and the others' wait ends", async () => {
  let frozen = true;
  const given = await givenInstalledShop({
    answer: (_, response) => (frozen ? reply(response, 402, { errors: "frozen" }) : reply(response, 200, SHOP_FACTS)),
  });
  const shop = await given.install("good");
  await given.queue.runUntilEmpty();
  expect(await given.shopRow()).toMatchObject({ parkedReason: "shop-unavailable" });
  const waiting = new Date(START + 24 * HOUR);
  await given.db.transaction((tx) => enqueue(tx, shop, "sync-customer", { customerId: "1" }, waiting));
  frozen = false;
  given.pass(PARKED_MS);
  await given.queue.runDue();
  expect(await given.shopRow()).toMatchObject({ parkedReason: null, name: "A shop" });
  const [next] = (await given.jobs()).filter(({ name }) => name === "sync-customer");
  expect(next?.runAt).toEqual(given.clock());
  await given.queue.stop();
});

test("F36: GIVEN a run under way WHEN the shop uninstalls THEN no further call is made, its jobs are gone and the run ends quietly", async () => {
  const given = await givenInstalledShop({
    answer: takesOnly("good"),
    handle: async (run, real) => {
      await real(run);
      given.pass(1000);
      await given.webhook("app/uninstalled", given.clock());
      await real(run);
    },
  });
  await given.install("good");
  await given.queue.runUntilEmpty();
  expect(given.calls()).toEqual(["good"]);
  expect(await given.jobs()).toEqual([]);
  expect(await given.shopRow()).toMatchObject({ parkedReason: "uninstalled", uninstalledAt: given.clock() });
  expect(await given.db.read.session.count()).toBe(0);
  expect(given.warned).toEqual([]);
  await given.queue.stop();
});

test("F36: GIVEN a call that Shopify holds up WHEN the shop uninstalls meanwhile THEN what it brings is not written", async () => {
  const given = await givenInstalledShop({
    answer: (_, response) => {
      void given.webhook("app/uninstalled", new Date(START + 1)).then(() => reply(response, 200, SHOP_FACTS));
    },
  });
  await given.install("good");
  await given.queue.runUntilEmpty();
  expect(await given.shopRow()).toMatchObject({ name: "", parkedReason: "uninstalled" });
  expect(await given.jobs()).toEqual([]);
  expect(given.warned).toEqual([]);
  await given.queue.stop();
});

test("F37: GIVEN an uninstall and a reinstall WHEN the uninstall's webhook comes late THEN the new session survives", async () => {
  const given = await givenInstalledShop({ answer: takesOnly("second") });
  await given.install("first");
  const left = new Date(START + HOUR);
  given.pass(2 * HOUR);
  // Nobody had told us: to us the reinstall looks like a fresh token.
  await given.install("second");
  given.pass(1000);
  await given.webhook("app/uninstalled", left);
  expect(await given.shopRow()).toMatchObject({ uninstalledAt: null, parkedReason: null });
  expect(await given.db.read.session.count()).toBe(1);
  await given.queue.runUntilEmpty();
  expect(given.calls()).toContain("second");
  await given.queue.stop();
});

test("F37: GIVEN a known uninstall and a reinstall WHEN the webhook is delivered once more THEN it changes nothing; a new uninstall does", async () => {
  const given = await givenInstalledShop({ answer: takesOnly("second") });
  await given.install("first");
  given.pass(HOUR);
  const left = given.clock();
  await given.webhook("app/uninstalled", left);
  given.pass(HOUR);
  await given.install("second");
  // The session may be gone for another reason: the install alone decides, too.
  await given.db.transaction((tx) => tx.session.deleteMany());
  await given.webhook("app/uninstalled", left);
  expect(await given.shopRow()).toMatchObject({ uninstalledAt: null });
  given.pass(HOUR);
  await given.webhook("app/uninstalled", given.clock());
  expect(await given.shopRow()).toMatchObject({ uninstalledAt: given.clock(), parkedReason: "uninstalled" });
  await given.queue.stop();
});

test("F36: GIVEN a shop that has left WHEN another of its webhooks comes THEN nothing follows from it", async () => {
  const given = await givenInstalledShop({ answer: takesOnly("good") });
  await given.install("good");
  given.pass(HOUR);
  await given.webhook("app/uninstalled", given.clock());
  await given.webhook("app/scopes_update", given.clock());
  expect(await given.jobs()).toEqual([]);
  await given.queue.stop();
});

test("F38: GIVEN jobs queued and one under way WHEN shop/redact is carried out THEN nothing of the shop comes back", async () => {
  const given = await givenInstalledShop({
    answer: takesOnly("good"),
    handle: async (run, real) => {
      given.pass(1000);
      await given.webhook("app/uninstalled", given.clock());
      given.pass(48 * HOUR);
      for (const customerId of ["1", "2", "3"]) {
        const later = new Date(given.clock().getTime() + HOUR);
        await given.db.transaction((tx) => enqueue(tx, run.shop, "refresh-customer", { customerId }, later));
      }
      await given.webhook("shop/redact", given.clock());
      await given.queue.runDue();
      expect(await given.shopRow()).toBeNull();
      // WHEN a worker that was frozen since before the uninstall goes on
      await run.transaction((tx) => enqueue(tx, run.shop, "refresh-shop", {}, given.clock())).catch(() => undefined);
      await real(run);
    },
  });
  await given.install("good");
  await given.queue.runUntilEmpty();
  expect(await given.shopRow()).toBeNull();
  expect(await given.jobs()).toEqual([]);
  expect(await given.db.read.session.count()).toBe(0);
  expect(given.calls()).toEqual([]);
  expect(given.warned).toEqual([]);
  // AND webhooks that come later still make nothing of it.
  await given.webhook("app/uninstalled", given.clock());
  expect(await given.db.read.shop.count()).toBe(0);
  expect(await given.db.read.complianceRequest.findMany({ select: { doneAt: true } })).toEqual([
    { doneAt: given.clock() },
  ]);
  await given.queue.stop();
});
