import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { expect, onTestFinished, test, vi } from "vitest";
import { createCheckpointer } from "./inbox-checkpoint.ts";
import { createInboxWriter } from "./inbox-writer.ts";
import { openInbox } from "./inbox.server.ts";
import type { Arrival } from "./inbox.ts";

const MIB = 2 ** 20;

function givenFile(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "candor-checkpoint-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, "inbox.db");
}

const webhook = (id: number, body = "hook"): Arrival => ({
  kind: "webhook",
  shop: "a.myshopify.com",
  webhookId: String(id),
  body,
});
const webhooks = (from: number, count: number) => Array.from({ length: count }, (_, index) => webhook(from + index));

function logOf(file: string) {
  const db = new Database(file);
  const [state] = db.pragma("wal_checkpoint(NOOP)") as [{ log: number; checkpointed: number }];
  db.close();
  return state;
}

function givenWriter(file: string) {
  const writer = createInboxWriter(file, () => 1_000);
  writer.leaveLog();
  onTestFinished(() => void writer.close());
  return writer;
}

function givenCheckpointer(file: string, enough: number) {
  const checkpointer = createCheckpointer(file, enough);
  onTestFinished(() => void checkpointer.close());
  return checkpointer;
}

test("GIVEN little in the log WHEN the checkpointer looks THEN it leaves it there", () => {
  const file = givenFile();
  const writer = givenWriter(file);
  writer.append([webhook(1)]);
  const before = logOf(file);
  expect(givenCheckpointer(file, 1_000).round()).toBe(false);
  expect(logOf(file)).toEqual(before);
});

test("GIVEN enough in the log WHEN the checkpointer has looked THEN all of it is in its place, and what was known stays known", () => {
  const file = givenFile();
  const writer = givenWriter(file);
  for (let id = 0; id < 50; id += 1) writer.append([webhook(id)]);
  expect(givenCheckpointer(file, 20).round()).toBe(true);
  const moved = logOf(file);
  expect(moved.checkpointed).toBe(moved.log);
  expect(writer.append(webhooks(0, 50))).toEqual(Array(50).fill("known"));
});

test("GIVEN commits that came meanwhile WHEN the writer has moved them THEN the next one begins the log anew", () => {
  const file = givenFile();
  const writer = givenWriter(file);
  for (let id = 0; id < 50; id += 1) writer.append([webhook(id)]);
  expect(logOf(file).log).toBeGreaterThan(50);
  writer.moveRest();
  writer.append([webhook(50)]);
  expect(logOf(file).log).toBeLessThan(20);
});

test("F10: GIVEN nobody beside the writer WHEN the log has grown long THEN the writer moves it itself", () => {
  const file = givenFile();
  const writer = givenWriter(file);
  const body = "x".repeat(MIB);
  for (let id = 0; id < 200; id += 1) writer.append([webhook(id, body)]);
  expect(statSync(`${file}-wal`).size).toBeLessThan(160 * MIB);
});

test("GIVEN an inbox with its threads WHEN much has come THEN its log was moved beside it, and after the end nothing is left of the log", async () => {
  const file = givenFile();
  const inbox = openInbox(file, { stored: () => undefined, died: (error) => expect.unreachable(String(error)) });
  // One parcel, one group: more than the checkpointer's threshold in one commit.
  const body = "x".repeat(2 * MIB);
  const verdicts = await Promise.all(Array.from({ length: 20 }, (_, id) => inbox.append(webhook(id, body))));
  expect(new Set(verdicts)).toEqual(new Set(["stored"]));
  await vi.waitFor(() => expect(logOf(file)).toSatisfy(({ log, checkpointed }) => log === checkpointed), 30_000);
  await inbox.close();
  expect(() => statSync(`${file}-wal`)).toThrow("ENOENT");
});
