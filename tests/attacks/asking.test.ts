import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ShopId } from "../../app/contract/shop.ts";
import { openDatabase } from "../../app/platform/db.server.ts";
import type { Database } from "../../app/platform/db.server.ts";
import { appendConsent, profileOfCustomer } from "../../app/profile/profile.store.server.ts";
import { prepareHome, startApp } from "../real-app/real-app.ts";
import type { AppHome, RealApp } from "../real-app/real-app.ts";
import { signedPath } from "../real-app/shopper.ts";

// The door that says who may be asked what, over HTTP.

let home: AppHome;
let app: RealApp;
let db: Database;
let folder: string;

async function givenMember(customerId: string): Promise<number> {
  const { id } = await db.read.shop.findFirstOrThrow();
  const [shop, at] = [id as ShopId, new Date()];
  return db.transaction(async (tx) => {
    const profile = await profileOfCustomer(tx, shop, customerId, at);
    const wording = { hash: "h", text: "I agree", language: "en" };
    const entry = {
      purpose: "personalise",
      state: "granted",
      wording,
      place: "block",
      identity: "customer",
      answerId: null,
      at,
    } as const;
    await appendConsent(tx, shop, profile.id, entry);
    await tx.profile.update({ where: { id: profile.id }, data: { consent: "granted" } });
    return profile.id;
  });
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "candor-asking-"));
  home = await prepareHome(folder, 23_459);
  db = await openDatabase(home.file);
  app = await startApp(home);
}, 60_000);

afterAll(async () => {
  await app.stop();
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

const asked = { candidates: ["gift-finder", "nothing-here"], placement: "popup" };

async function ask(
  body: unknown,
  sent: { customerId?: string; path?: string; type?: string; method?: string; from?: string } = {},
) {
  const response = await fetch(
    home.url + (sent.path ?? signedPath(home.clientSecret, new Date(), sent.customerId, "asking")),
    {
      method: sent.method ?? "POST",
      headers: { "Content-Type": sent.type ?? "application/json", "X-Forwarded-For": sent.from ?? "203.0.113.7" },
      ...(sent.method === "GET" ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    },
  );
  return { status: response.status, reply: (await response.json()) as Record<string, unknown> };
}

test("P3: GIVEN nobody in particular THEN the quiz is offered, and nothing is kept of it", async () => {
  const { status, reply } = await ask({ ...asked, visitorId: randomUUID() });
  expect([status, reply.ask]).toEqual([200, "gift-finder"]);
  // What had been kept of it would stand before what is kept of the next.
  const profileId = await givenMember("41");
  await ask(asked, { customerId: "41" });
  await expect.poll(() => db.read.askRecord.count(), { timeout: 20_000 }).toBeGreaterThan(0);
  expect(await db.read.askRecord.count({ where: { profileId: { not: profileId } } })).toBe(0);
});

test("GIVEN a customer who agreed to be remembered WHEN one is offered THEN it is kept, with the reason", async () => {
  const profileId = await givenMember("42");
  const { status, reply } = await ask(asked, { customerId: "42" });
  expect([status, reply.ask]).toEqual([200, "gift-finder"]);
  const kept = () =>
    db.read.askRecord.findMany({ where: { profileId, reason: "ask" }, select: { handle: true, placement: true } });
  await expect.poll(kept, { timeout: 20_000 }).toEqual([{ handle: "gift-finder", placement: "popup" }]);
});

test("A1, A13, A19, A31: unsigned, broken, large, of another type or by another method: refused in words", async () => {
  const unsigned = signedPath(home.clientSecret, new Date(), "", "asking").replace(/signature=\w{4}/, "signature=0000");
  expect((await ask(asked, { path: unsigned })).status).toBe(400);
  expect((await ask("{")).status).toBe(400);
  expect((await ask({ ...asked, customerId: "42" })).status).toBe(422);
  expect((await ask({ ...asked, candidates: ["x".repeat(9_000)] })).status).toBe(413);
  expect((await ask(asked, { type: "text/plain" })).status).toBe(415);
  const read = await ask(asked, { method: "GET" });
  expect([read.status, read.reply.error]).toEqual([405, "method"]);
});

test("A29: GIVEN somebody who asks without end THEN it stops, for their address alone", async () => {
  const from = "203.0.113.99";
  const statuses = new Set<number>();
  for (let round = 0; round < 21; round += 1) {
    const replies = await Promise.all(Array.from({ length: 50 }, () => ask(asked, { from })));
    for (const { status } of replies) statuses.add(status);
  }
  expect([...statuses].sort()).toEqual([200, 429]);
  expect((await ask(asked)).status).toBe(200);
}, 60_000);
