import Database from "better-sqlite3";
import type { AppHome } from "../real-app/real-app.ts";
import type { Walk } from "./shoppers.ts";

interface StoredAnswer {
  id: string;
  responseId: string;
  questionId: string;
  options: string;
}

const look = <T>(file: string, work: (db: Database.Database) => T): T => {
  const db = new Database(file, { readonly: true, timeout: 10_000 });
  try {
    return work(db);
  } finally {
    db.close();
  }
};

/** What still waits: arrivals to be recorded, profiles to be settled. Empty when all is at rest. */
export function findWaiting(home: AppHome): string[] {
  const last = look(home.inboxFile, (db) =>
    db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'inbox'").pluck().get(),
  );
  return look(home.file, (db) => {
    const cursor = db.prepare(`SELECT "seq" FROM "InboxCursor"`).pluck().get();
    const jobs = db
      .prepare(
        `SELECT "name", count(*) AS "n", max("attempts") AS "attempts" FROM "Job" WHERE "name" IN ('settle-profile', 'build-segment') GROUP BY 1`,
      )
      .all();
    return [
      ...(cursor === last ? [] : [`recorded up to ${String(cursor)} of ${String(last)} arrivals`]),
      ...jobs.map((job) => JSON.stringify(job)),
    ];
  });
}

function integrity(home: AppHome): string[] {
  return [home.file, home.inboxFile].flatMap((file) =>
    look(file, (db) => {
      const says = db.pragma("integrity_check", { simple: true });
      return says === "ok" ? [] : [`I8: integrity check of ${file.split("/").at(-1)}: ${String(says)}`];
    }),
  );
}

/** I1 and I2: stored = acknowledged or, where the reply was lost, at least sent; once, and as it was said. */
function answers(walks: Walk[], stored: StoredAnswer[]): string[] {
  const sent = new Map(
    walks.flatMap((walk) => walk.answers.map((answer) => [answer.answerId, { walk, answer }] as const)),
  );
  const found = new Set(stored.map((row) => row.id));
  const missing = walks.flatMap((walk) => [...walk.acknowledged].filter((id) => !found.has(id)));
  const foreign = stored.filter((row) => {
    const said = sent.get(row.id);
    if (said === undefined || said.walk.responseId !== row.responseId) return true;
    return said.answer.questionId !== row.questionId || JSON.stringify(said.answer.value) !== row.options;
  });
  return [
    ...missing.map((id) => `I1: acknowledged but not stored: ${id}`),
    ...(found.size === stored.length ? [] : ["I1: an answer is stored twice"]),
    ...foreign.map((row) => `I2: stored but never said so: ${JSON.stringify(row)}`),
  ];
}

/** I3 and I5: what was derived equals what the walks add up to; nobody who declined is remembered. */
function derived(walks: Walk[], db: Database.Database): string[] {
  const profile = db.prepare<[string], { id: number; consent: string }>(
    `SELECT "id", "consent" FROM "Profile" WHERE "customerId" = ?`,
  );
  const traits = db
    .prepare(`SELECT "key" || '=' || "value" FROM "Trait" WHERE "profileId" = ? AND "until" IS NULL ORDER BY 1`)
    .pluck();
  const member = db.prepare(`SELECT count(*) FROM "Membership" WHERE "profileId" = ? AND "until" IS NULL`).pluck();
  const ledger = db.prepare(`SELECT count(*) FROM "Consent" WHERE "profileId" = ?`).pluck();
  return walks.flatMap((walk) => {
    if (walk.acknowledged.size < walk.answers.length) return [];
    const row = profile.get(walk.customerId);
    if (!walk.agreed) return row === undefined ? [] : [`I3: ${walk.responseId} declined and is remembered`];
    if (row?.consent !== "granted") return [`I3: ${walk.responseId} agreed and is not remembered`];
    const told = walk.answers.flatMap(({ questionId, value }) =>
      Array.isArray(value) ? value.map((one) => `${questionId}=${one}`) : [],
    );
    const known = traits.all(row.id);
    const isHer = told.includes("recipient=her") ? 1 : 0;
    return [
      ...(JSON.stringify(known) === JSON.stringify(told.sort())
        ? []
        : [`I3: traits of ${walk.responseId}: ${known.join()}`]),
      ...(ledger.get(row.id) === 1 ? [] : [`I3: ${walk.responseId} has ${String(ledger.get(row.id))} consents`]),
      ...(member.get(row.id) === isHer ? [] : [`I5: membership of ${walk.responseId} was not settled`]),
    ];
  });
}

/** Everything that is not as it must be; empty when all holds. */
export function findBroken(home: AppHome, walks: Walk[]): string[] {
  return [
    ...integrity(home),
    ...look(home.file, (db) => {
      const stored = db
        .prepare<[], StoredAnswer>(`SELECT "id", "responseId", "questionId", "options" FROM "Answer"`)
        .all();
      const aside = db.prepare(`SELECT count(*) FROM "InboxDead"`).pluck().get();
      return [
        ...(aside === 0 ? [] : [`I1: ${String(aside)} arrivals were set aside`]),
        ...answers(walks, stored),
        ...derived(walks, db),
      ];
    }),
  ];
}
