import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openInboxFile } from "../../app/platform/inbox-file.ts";
import { prepareHome, startApp } from "../real-app/real-app.ts";
import type { AppHome, RealApp } from "../real-app/real-app.ts";
import { firstAnswer, signedPath } from "../real-app/shopper.ts";
import { sendSlowly } from "./slow-sender.ts";

// Those who send so slowly that they mean to hold us up, against the real process and its real time limits.

const SENDERS = 50;
let home: AppHome;
let app: RealApp;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "candor-slow-"));
  home = await prepareHome(folder, 23_458);
  app = await startApp(home);
}, 60_000);

afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

const openFiles = () => readdirSync(`/proc/${app.process.pid}/fd`).length;

test("A19: GIVEN slow senders THEN others are served meanwhile, each gets 408 and is hung up on, and nothing of them stays", async () => {
  const address = home.url + signedPath(home.clientSecret, new Date());
  const post = () =>
    fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", Connection: "close" },
      body: JSON.stringify(firstAnswer()),
    });
  expect((await post()).status).toBe(200);
  const before = openFiles();
  const slow = Array.from({ length: SENDERS }, () => sendSlowly(address));
  await expect.poll(openFiles, { timeout: 20_000 }).toBeGreaterThanOrEqual(before + SENDERS);
  expect((await post()).status).toBe(200);
  const answers = await Promise.all(slow);
  expect(answers).toEqual(Array(SENDERS).fill("HTTP/1.1 408 Request Timeout"));
  await expect.poll(openFiles, { timeout: 20_000 }).toBeLessThan(before + SENDERS / 2);
  const inbox = openInboxFile(home.inboxFile, { readonly: true });
  expect(inbox.prepare("SELECT count(*) FROM seen WHERE substr(key, 1, 1) = 'r'").pluck().get()).toBe(2);
  inbox.close();
}, 120_000);
