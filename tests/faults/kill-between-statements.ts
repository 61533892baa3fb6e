import { execFile } from "node:child_process";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import Database from "better-sqlite3";
import { seededChance } from "../../devstore/generator/random.ts";
import { createInboxWriter } from "../../app/platform/inbox-writer.ts";
import { COMPILED, prepareHome, SHOP, VERSION } from "../real-app/real-app.ts";
import type { AppHome } from "../real-app/real-app.ts";
import { recordInbox } from "./record-inbox.ts";
import { planWalk } from "./shoppers.ts";
import type { Walk } from "./shoppers.ts";

/** One whole walk, of somebody who agrees, waits in the inbox. */
function appendWalk(home: AppHome, walk: Walk): void {
  const writer = createInboxWriter(home.inboxFile, Date.now);
  const { responseId, answers, customerId } = walk;
  const submitted = { responseId, versionId: VERSION, answers, finished: true };
  const [verdict] = writer.append([
    {
      kind: "response",
      shop: SHOP,
      responseId,
      answers: answers.map((answer) => ({ id: answer.answerId, digest: answer.answerId })),
      finished: true,
      proven: true,
      body: JSON.stringify({ submitted, customerId }),
    },
  ]);
  writer.close();
  if (verdict !== "stored") throw new Error(`the inbox said ${verdict}`);
}

/** In a process of its own, killed before its statement `dieAt`; 0: it lives, and tells how many statements there are. */
async function recordAndDie(home: AppHome, dieAt: number): Promise<{ killed: boolean; statements: number }> {
  const args = ["tests/faults/die-at-statement.ts", home.file, home.inboxFile, String(dieAt)];
  const env = { ...process.env, ...home.env, NODE_ENV: "production" as const, NODE_COMPILE_CACHE: COMPILED };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args, { env });
    return { killed: false, statements: Number(stdout) };
  } catch (error) {
    if ((error as { signal?: string }).signal !== "SIGKILL") throw error;
    return { killed: true, statements: 0 };
  }
}

interface Traces {
  answers: number;
  jobs: number;
  profiles: number;
  traits: number;
  recorded: number;
  integrity: string;
}

function traces(file: string): Traces {
  const db = new Database(file, { timeout: 10_000 });
  const count = (table: string, where = "1") =>
    db.prepare(`SELECT count(*) FROM "${table}" WHERE ${where}`).pluck().get() as number;
  const found = {
    answers: count("Answer"),
    jobs: count("Job", `"name" = 'settle-profile'`),
    profiles: count("Profile"),
    traits: count("Trait"),
    recorded: count("InboxCursor", `"seq" > 0`),
    integrity: String(db.pragma("integrity_check", { simple: true })),
  };
  db.close();
  return found;
}

const ALL = ["answers", "jobs", "profiles", "traits", "recorded"] as const;

/** F4: kills the recording before each of its statements, the commit among them (or a seeded few); then answer, job and all else: both or neither. */
export async function killBetweenStatements(options: { seed: number; folder: string; atMost: number }): Promise<{
  statements: number;
  killed: number[];
  broken: string[];
}> {
  const chance = seededChance(options.seed);
  const home = await prepareHome(path.join(options.folder, "home"), 1);
  let walk = planWalk(chance.next, 1);
  while (!walk.agreed) walk = planWalk(chance.next, 1);
  appendWalk(home, walk);
  const fork = (name: string): AppHome => {
    const folder = path.join(options.folder, name);
    mkdirSync(folder);
    cpSync(path.dirname(home.file), folder, { recursive: true });
    return { ...home, file: path.join(folder, "candor.db"), inboxFile: path.join(folder, "inbox.db") };
  };
  const whole = fork("whole");
  const { statements } = await recordAndDie(whole, 0);
  const complete = traces(whole.file);
  const broken = ALL.filter((one) => complete[one] === 0).map((one) => `F4: without a kill there are no ${one}`);
  const every = Array.from({ length: statements }, (_, index) => index + 1);
  const killed = every.filter(() => chance.yes(options.atMost / statements));
  for (const dieAt of killed) {
    const home = fork(`at-${dieAt}`);
    const { killed } = await recordAndDie(home, dieAt);
    if (!killed) broken.push(`F4: statement ${dieAt} was not reached`);
    const after = traces(home.file);
    if (after.integrity !== "ok") broken.push(`I8: killed before statement ${dieAt}: ${after.integrity}`);
    for (const one of ALL)
      if (after[one] !== 0) broken.push(`F4: killed before statement ${dieAt}, ${one} stayed behind`);
    // Whoever comes after it is another process than the one that died: this one.
    await recordInbox(home, home.env.CANDOR_SECRET ?? "");
    const again = traces(home.file);
    for (const one of ALL)
      if (again[one] !== complete[one]) broken.push(`F4: killed before statement ${dieAt}, then ${one}: ${again[one]}`);
    rmSync(path.dirname(home.file), { recursive: true, force: true });
  }
  return { statements, killed, broken };
}
