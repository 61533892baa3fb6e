import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openInbox } from "./inbox.server.ts";
import { openInboxFile } from "./inbox-file.ts";
import type { Arrival } from "./inbox.ts";

const SHOP = "a.myshopify.com";

function givenInbox() {
  const folder = mkdtempSync(path.join(tmpdir(), "candor-inbox-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, "inbox.db");
  let told = 0;
  const inbox = openInbox(file, { stored: () => (told += 1), died: (error) => expect.unreachable(String(error)) });
  const bodies = () => {
    const db = openInboxFile(file, { readonly: true });
    const all = db.prepare("SELECT body FROM inbox ORDER BY seq").pluck().all();
    db.close();
    return all;
  };
  return { inbox, bodies, told: () => told };
}

const webhook = (id: number): Arrival => ({ kind: "webhook", shop: SHOP, webhookId: `w${id}`, body: `body ${id}` });
const webhooks = Array.from({ length: 1_000 }, (_, index) => webhook(index));

test("GIVEN far more at once than is sent together WHEN the inbox is closed at once THEN all of it is on disk, in its order, and each is told so", async () => {
  const { inbox, bodies } = givenInbox();
  const verdicts = webhooks.map((one) => inbox.append(one));
  await inbox.close();
  expect(await Promise.all(verdicts)).toEqual(webhooks.map(() => "stored"));
  expect(bodies()).toEqual(webhooks.map(({ body }) => body));
});

test("GIVEN arrivals turn after turn WHEN each waits for its own verdict THEN nobody is forgotten behind the parcels on their way", async () => {
  const { inbox, bodies, told } = givenInbox();
  const shoppers = Array.from({ length: 250 }, async (_, shopper) => {
    const verdicts = [];
    for (let visit = 0; visit < 4; visit += 1) verdicts.push(await inbox.append(webhook(shopper * 4 + visit)));
    // Sent once more: known, by whichever parcel it comes.
    verdicts.push(await inbox.append(webhook(shopper * 4)));
    return verdicts;
  });
  const expected = ["stored", "stored", "stored", "stored", "known"];
  expect(await Promise.all(shoppers)).toEqual(shoppers.map(() => expected));
  await inbox.close();
  expect(new Set(bodies())).toEqual(new Set(webhooks.map(({ body }) => body)));
  expect(told()).toBeGreaterThan(0);
});

test("GIVEN a closed inbox WHEN something comes THEN it is turned away, not forgotten", async () => {
  const { inbox } = givenInbox();
  await inbox.close();
  await expect.poll(() => inbox.append(webhook(1))).toBe("unavailable");
});
