import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { TestRunner } from "vitest";

/** Replies recorded from Shopify itself; they are not part of the project (see the data folder's README). */
const FOLDER = path.resolve(process.env["CANDOR_DATA"] ?? "../shared/data", "shopify-recorded");

export const recordingsPresent = existsSync(FOLDER);

export type Json = Readonly<Record<string, unknown>>;

/** Other recordings may lie there than those that a test knows: it is skipped, and says which one it missed. */
export function readRecording(name: string): Json {
  const file = path.join(FOLDER, `${name}.json`);
  if (!existsSync(file)) {
    process.stdout.write(`SKIPPED, LOUDLY: the recording ${name} is not in the folder that CANDOR_DATA names\n`);
    TestRunner.getCurrentTest()?.context.skip(`no recording ${name}`);
  }
  return JSON.parse(readFileSync(file, "utf8")) as Json;
}

export interface RecordedCase {
  readonly query: string | undefined;
  readonly variables: Json;
  readonly reply: Json;
}

/** The recordings nest request and reply in a few ways; this finds all in one node. */
export function recordedCase(node: unknown): RecordedCase {
  const outer = node as Json;
  const request = (outer["request"] ?? outer) as Json;
  const response = outer["response"] as Json;
  return {
    query: (request["query"] ?? outer["query"]) as string | undefined,
    variables: (request["variables"] ?? outer["variables"] ?? {}) as Json,
    reply: (response["payload"] ?? response["body"] ?? response) as Json,
  };
}

/** Ids, times and cursors differ from store to store: this replaces the recorded ids by ours, one for one. */
export class IdMap {
  private readonly ours = new Map<string, string>();

  learn(recorded: unknown, ours: unknown): void {
    if (typeof recorded === "string" && typeof ours === "string") this.ours.set(recorded, ours);
  }

  translate<T>(value: T): T {
    let text = JSON.stringify(value);
    for (const [recorded, ours] of this.ours) text = text.replaceAll(`${recorded}"`, `${ours}"`);
    return JSON.parse(text) as T;
  }
}

const GID = /^gid:\/\/shopify\/(\w+)\/[\w-]+$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/** What is left to compare: shapes of ids, times and cursors; the level of the bucket is nobody's promise. */
export function comparable(value: unknown, key = ""): unknown {
  if (key === "throttleStatus") return "(bucket)";
  if (value !== null && /cursor$/i.test(key)) return "(cursor)";
  if (typeof value === "string") {
    const gid = GID.exec(value);
    if (gid) return `gid://shopify/${gid[1]}/n`;
    return TIME.test(value) && key !== "consentUpdatedAt" ? "(time)" : value;
  }
  if (Array.isArray(value)) return value.map((item) => comparable(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, comparable(inner, name)]));
}
