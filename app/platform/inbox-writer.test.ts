import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { createInboxWriter } from "./inbox-writer.ts";
import type { Arrival } from "./inbox.ts";

function givenWriter(now = () => 1_000) {
  const folder = mkdtempSync(path.join(tmpdir(), "candor-inbox-"));
  const file = path.join(folder, "inbox.db");
  const writer = createInboxWriter(file, now);
  onTestFinished(() => {
    writer.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const rows = () => {
    const db = new Database(file, { readonly: true });
    const bodies = db.prepare("SELECT body FROM inbox ORDER BY seq").pluck().all();
    db.close();
    return bodies;
  };
  return { writer, rows, file };
}

type ResponseArrival = Extract<Arrival, { kind: "response" }>;
const response = (change: Partial<ResponseArrival> = {}): Arrival => ({
  kind: "response",
  shop: "a.myshopify.com",
  responseId: "r1",
  answers: [{ id: "a1", digest: "home" }],
  finished: false,
  proven: false,
  body: "first",
  ...change,
});

test("F2: GIVEN a stored answer WHEN it is sent five times again THEN one row stands and each reply says known", () => {
  const { writer, rows } = givenWriter();
  expect(writer.append([response()])).toEqual(["stored"]);
  expect(writer.append(Array.from({ length: 5 }, () => response()))).toEqual(Array(5).fill("known"));
  expect(rows()).toEqual(["first"]);
});

test("F3: GIVEN a stored answer WHEN its id comes back with other words THEN it is a conflict and nothing is stored", () => {
  const { writer, rows } = givenWriter();
  writer.append([response()]);
  const other = { answers: [{ id: "a1", digest: "garden" }], body: "other", proven: true };
  expect(writer.append([response(other)])).toEqual(["conflict"]);
  const mixed = {
    answers: [
      { id: "a2", digest: "x" },
      { id: "a1", digest: "garden" },
    ],
    body: "mixed",
    proven: true,
  };
  expect(writer.append([response(mixed)])).toEqual(["conflict"]);
  expect(writer.append([response({ answers: [{ id: "a2", digest: "y" }], proven: true, body: "fresh" })])).toEqual([
    "stored",
  ]);
  expect(rows()).toEqual(["first", "fresh"]);
});

test("A5: a later write without the token is refused unless it repeats a known answer", () => {
  const { writer } = givenWriter();
  writer.append([response()]);
  const later = { answers: [{ id: "a2", digest: "x" }], body: "second" };
  expect(writer.append([response(later)])).toEqual(["unproven"]);
  expect(writer.append([response({ ...later, proven: true })])).toEqual(["stored"]);
  const whole = {
    answers: [
      { id: "a1", digest: "home" },
      { id: "a3", digest: "z" },
    ],
    finished: true,
    body: "all",
  };
  expect(writer.append([response(whole)])).toEqual(["stored"]);
});

test("finishing with known answers is news once", () => {
  const { writer, rows } = givenWriter();
  writer.append([response()]);
  expect(writer.append([response({ finished: true, body: "end" }), response({ finished: true, body: "end" })])).toEqual(
    ["stored", "known"],
  );
  expect(rows()).toEqual(["first", "end"]);
});

test("F24: a webhook delivered ten times is one row; two shops never share an answer id", () => {
  const { writer, rows } = givenWriter();
  const webhook: Arrival = { kind: "webhook", shop: "a.myshopify.com", webhookId: "w1", body: "hook" };
  expect(writer.append(Array(10).fill(webhook)).filter((verdict) => verdict === "stored")).toHaveLength(1);
  writer.append([response()]);
  expect(writer.append([response({ shop: "b.myshopify.com", body: "other shop" })])).toEqual(["stored"]);
  expect(rows()).toEqual(["hook", "first", "other shop"]);
});

test("pruning removes what is recorded and never gives a number twice", () => {
  const { writer, rows, file } = givenWriter();
  writer.append([response(), { kind: "webhook", shop: "a.myshopify.com", webhookId: "w1", body: "hook" }]);
  writer.prune(2);
  expect(rows()).toEqual([]);
  writer.append([response({ responseId: "r2", answers: [{ id: "a9", digest: "x" }], body: "next" })]);
  const db = new Database(file, { readonly: true });
  expect(db.prepare("SELECT seq FROM inbox").pluck().get()).toBe(3);
  db.close();
});

test("F9: GIVEN somebody holds the file's lock for too long THEN the batch is unavailable, and stored whole once the lock is gone", () => {
  const { rows, file } = givenWriter();
  const impatient = createInboxWriter(file, () => 1_000, 20);
  const other = new Database(file);
  other.exec("BEGIN IMMEDIATE");
  expect(impatient.append([response(), response({ responseId: "r2", answers: [] })])).toEqual([
    "unavailable",
    "unavailable",
  ]);
  other.exec("COMMIT");
  other.close();
  expect(rows()).toEqual([]);
  expect(impatient.append([response()])).toEqual(["stored"]);
  expect(rows()).toEqual(["first"]);
  impatient.close();
});

test("GIVEN an arrival that names one answer twice WHEN it comes with others THEN it is taken once, or refused when it says two things, and they are stored", () => {
  const { writer, rows } = givenWriter();
  const twice = (responseId: string, [one, other]: [string, string]): Arrival => {
    const answers = [one, other].map((digest) => ({ id: `twice-${responseId}`, digest }));
    return response({ responseId, answers, body: responseId });
  };
  const ofOthers = [response(), response({ responseId: "r9", answers: [{ id: "a9", digest: "x" }], body: "last" })];
  const [first, last] = ofOthers as [Arrival, Arrival];
  const verdicts = writer.append([first, twice("same", ["x", "x"]), twice("other", ["x", "y"]), last]);
  expect(verdicts).toEqual(["stored", "stored", "conflict", "stored"]);
  expect(rows()).toEqual(["first", "same", "last"]);
});

test("GIVEN an arrival that cannot be stored WHEN it comes with others THEN it alone is refused", () => {
  const { writer, rows } = givenWriter();
  const bad = response({ responseId: "r2", answers: [{ id: "a2", digest: "x" }], body: undefined as never });
  const last = response({ responseId: "r3", answers: [{ id: "a3", digest: "x" }], body: "last" });
  expect(writer.append([response(), bad, last])).toEqual(["stored", "unavailable", "stored"]);
  expect(writer.append([response({ responseId: "r2", answers: [{ id: "a2", digest: "x" }], body: "good" })])).toEqual([
    "stored",
  ]);
  expect(rows()).toEqual(["first", "last", "good"]);
});

test("P11: GIVEN processes that live for an hour each THEN what is known of arrivals goes before 45 days are over all the same, and not much sooner", () => {
  const minutes = (days: number) => days * 1_440;
  let minute = 0;
  const now = () => minute * 60_000;
  const { writer, file } = givenWriter(now);
  // Looked at in the last of 4,096 slices, and in one of the middle.
  const ids = ["fff1", "8001"].map((first) => `${first}0000-0000-4000-8000-000000000000`);
  writer.append(ids.map((id) => response({ responseId: id, answers: [] })));
  const known = () => {
    const db = new Database(file, { readonly: true });
    const left = db.prepare("SELECT count(*) FROM seen").pluck().get();
    db.close();
    return left;
  };
  const liveFor = (length: number) => {
    const short = createInboxWriter(file, now);
    for (let turn = 0; turn < length; turn += 1, minute += 1) short.tidy();
    short.close();
  };
  minute = minutes(38);
  liveFor(60);
  expect(known()).toBe(2);
  for (minute = minutes(42) + 1; minute < minutes(45);) liveFor(60);
  expect(known()).toBe(0);
});

test("GIVEN a rush WHEN more arrives than the log may hold otherwise THEN nobody waits while it is moved, and it is moved when the rush is over", () => {
  const { writer, file } = givenWriter();
  const moved = () => statSync(file).size;
  const arrive = (some: string) => {
    const many = Array.from({ length: 1_000 }, (_, index) => response({ responseId: `${some}-${index}`, answers: [] }));
    for (const one of many) writer.append([one]);
  };
  writer.rush(true);
  const before = moved();
  arrive("rush");
  expect(moved()).toBe(before);
  writer.rush(false);
  const after = moved();
  expect(after).toBeGreaterThan(before);
  arrive("otherwise");
  expect(moved()).toBeGreaterThan(after);
});
