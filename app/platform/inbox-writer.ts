import { parentPort, workerData } from "node:worker_threads";
import type { MessagePort } from "node:worker_threads";
import { isDiskTrouble } from "./disk-trouble.ts";
import type { Arrival, Verdict } from "./inbox.ts";
import { letLogGrow, LOG_PAGES, LOG_PAGES_IN_RUSH, openInboxFile, SEEN_DAYS } from "./inbox-file.ts";

/** The inbox's one writer: a parcel is one transaction (group commit), answered only after it is on disk. */

const PRUNE_EVERY_MS = 50;
const LOOK_EVERY_MS = 100;
/** Arrivals between two looks: 6,000 a second. With fewer there is time to move the log in small pieces. */
const RUSH = 600;
const PRUNE_ROWS = 500;
const TIDY_EVERY_MS = 60_000;
const SWEEP_SLICES = 4096;
/** Each slice has its turn every three days, and nothing in it may be too old by the next. */
const SWEPT_FROM_MS = (SEEN_DAYS - 3) * 86_400_000;

export type ToWriter = { arrivals: Arrival[] } | { recorded: number } | { close: true };
export type FromWriter = { verdicts: Verdict[] } | { closed: true };

function prepare(db: ReturnType<typeof openInboxFile>) {
  return {
    insert: db.prepare("INSERT INTO inbox (kind, shop, body, received_at) VALUES (?, ?, ?, ?)"),
    find: db.prepare("SELECT digest FROM seen WHERE key = ?").pluck(),
    mark: db.prepare("INSERT INTO seen (key, digest, at) VALUES (?, ?, ?)"),
    markNew: db.prepare("INSERT INTO seen (key, digest, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"),
    finish: db.prepare("UPDATE seen SET digest = 'finished' WHERE key = ? AND digest = 'open'"),
    prune: db.prepare("DELETE FROM inbox WHERE seq IN (SELECT seq FROM inbox WHERE seq <= ? ORDER BY seq LIMIT ?)"),
    sweep: db.prepare("DELETE FROM seen WHERE key >= ? AND key < ? AND at < ?"),
  };
}
type Statements = ReturnType<typeof prepare>;

function take(statements: Statements, arrival: Arrival, at: number): Verdict {
  if (arrival.kind === "webhook") {
    if (statements.markNew.run(`w${arrival.webhookId}`, arrival.shop, at).changes === 0) return "known";
  } else {
    const verdict = takeResponse(statements, arrival, at);
    if (verdict !== "stored") return verdict;
  }
  statements.insert.run(arrival.kind, arrival.shop, arrival.body, at);
  return "stored";
}

function takeResponse(statements: Statements, arrival: Extract<Arrival, { kind: "response" }>, at: number): Verdict {
  const { find, mark, markNew, finish } = statements;
  // One that is named twice in the same message is one answer too.
  const fresh = new Map<string, string>();
  let known = 0;
  for (const answer of arrival.answers) {
    const key = `a${answer.id}${arrival.shop}`;
    const digest = fresh.get(key) ?? find.get(key);
    if (digest === undefined) fresh.set(key, answer.digest);
    else if (digest !== answer.digest) return "conflict";
    else if (!fresh.has(key)) known += 1;
  }
  const responseKey = `r${arrival.responseId}${arrival.shop}`;
  const isNew = markNew.run(responseKey, arrival.finished ? "finished" : "open", at).changes > 0;
  if (!isNew && !arrival.proven && known === 0) return "unproven";
  const finishes = !isNew && arrival.finished && finish.run(responseKey).changes > 0;
  for (const [key, digest] of fresh) mark.run(key, digest, at);
  const touch = arrival.answers.length === 0;
  return isNew || fresh.size > 0 || finishes || touch ? "stored" : "known";
}

export function createInboxWriter(file: string, now: () => number, busyTimeoutMs?: number) {
  const db = openInboxFile(file, { busyTimeoutMs });
  const statements = prepare(db);
  const takeAll = db.transaction((arrivals: Arrival[]) => {
    const at = now();
    return arrivals.map((arrival) => take(statements, arrival, at));
  });

  let isRush = false;
  // By the clock: a process that lives for a day must not always begin with the same.
  let slice = Math.floor(now() / TIDY_EVERY_MS) % SWEEP_SLICES;
  function append(arrivals: Arrival[]): Verdict[] {
    try {
      return takeAll.immediate(arrivals);
    } catch (error) {
      // One that cannot be stored must not take those along that came at the same moment.
      if (arrivals.length > 1 && !isDiskTrouble(error)) return arrivals.flatMap((arrival) => append([arrival]));
      // Disk full, read-only, locked for too long: nothing of the batch was stored, and the callers are told so.
      return arrivals.map(() => "unavailable");
    }
  }

  return {
    append,
    /** Takes one slice away, so that answers need not wait long behind it; true when there may be more. */
    prune: (seq: number): boolean => statements.prune.run(seq, PRUNE_ROWS).changes === PRUNE_ROWS,
    /** In a rush the log is let grow, so that nobody waits while it is moved; afterwards it is moved at once. */
    rush(is: boolean) {
      if (is === isRush) return;
      isRush = is;
      letLogGrow(db, is ? LOG_PAGES_IN_RUSH : LOG_PAGES);
      if (!is) db.pragma("wal_checkpoint(PASSIVE)");
    },
    /** Old keys go slice by slice of the key space, so that no pass is long and no index is needed. */
    tidy() {
      for (const kind of ["a", "r", "w"]) {
        const from = kind + slice.toString(16).padStart(3, "0");
        const to = slice + 1 === SWEEP_SLICES ? kind + "g" : kind + (slice + 1).toString(16).padStart(3, "0");
        statements.sweep.run(from, to, now() - SWEPT_FROM_MS);
      }
      slice = (slice + 1) % SWEEP_SLICES;
      // Pruned rows would live on in the log's old pages.
      db.pragma("wal_checkpoint(TRUNCATE)");
    },
    close: () => db.close(),
  };
}

function serve(port: MessagePort, file: string): void {
  const writer = createInboxWriter(file, Date.now);
  let [recorded, pruned] = [0, 0];
  // From time to time, not with every batch: each deletion is a commit that answers would have to wait for.
  const prune = (): boolean => {
    const upTo = recorded;
    const more = upTo > pruned && writer.prune(upTo);
    if (!more) pruned = upTo;
    return more;
  };
  const pruning = setInterval(() => keepHouse(prune), PRUNE_EVERY_MS);
  let arrived = 0;
  const looking = setInterval(() => {
    const isRush = arrived >= RUSH;
    arrived = 0;
    keepHouse(() => writer.rush(isRush));
  }, LOOK_EVERY_MS);
  const tidying = setInterval(() => keepHouse(() => writer.tidy()), TIDY_EVERY_MS);

  function close() {
    clearInterval(pruning);
    clearInterval(looking);
    clearInterval(tidying);
    keepHouse(() => {
      while (prune());
    });
    writer.close();
    port.postMessage({ closed: true } satisfies FromWriter);
    port.close();
  }

  port.on("message", (message: ToWriter) => {
    if ("arrivals" in message) {
      arrived += message.arrivals.length;
      port.postMessage({ verdicts: writer.append(message.arrivals) } satisfies FromWriter);
    } else if ("recorded" in message) recorded = message.recorded;
    else close();
  });
}

if (parentPort !== null && workerData?.inboxFile !== undefined) {
  serve(parentPort, workerData.inboxFile);
}

/** A disk that says no must not end the thread: the next round tries again. */
function keepHouse(work: () => unknown): void {
  try {
    work();
  } catch {
    // As above.
  }
}
