import { closeSync, mkdirSync, openSync, statSync, writeSync } from "node:fs";
import { randomBytes } from "node:crypto";
import path from "node:path";
import { Kind, parse } from "graphql";
import type { FragmentDefinitionNode } from "graphql";
import { effectiveScopes } from "../admin-api/access.ts";
import { ApiError } from "../admin-api/context.ts";
import type { Context, Registry } from "../admin-api/context.ts";
import { operationOf, prepare, run } from "../admin-api/execute.ts";
import { loadAdminSchema } from "../admin-api/schema.ts";
import { nowIso } from "../clock.ts";
import { faultOption, strikes } from "../faults/faults.ts";
import type { Platform } from "../platform.ts";
import { enqueueWebhook } from "../webhooks/enqueue.ts";
import type { Worker } from "../webhooks/deliver.ts";
import { lines, planOf, project } from "./plan.ts";
import type { Child, Line } from "./plan.ts";

const TICK_MS = 100;
/** Work is done in slices, so that the store answers meanwhile. */
const SLICE_MS = 25;
const FLUSH_BYTES = 1 << 20;

interface OperationRow {
  readonly id: number;
  readonly type: "QUERY" | "MUTATION";
  readonly query: string;
  readonly group_objects: number;
  readonly staged_upload_path: string | null;
  readonly scopes_json: string;
  readonly installation_id: number;
}

/** Runs what stands as CREATED in the table, in the background. Operations cut off by a stop of the store run again. */
export function startBulkWorker(platform: Platform, registry: Registry): Worker {
  const { state } = platform;
  state.sql("UPDATE bulk_operations SET status = 'CREATED' WHERE status = 'RUNNING'").run();
  state
    .sql("UPDATE bulk_operations SET status = 'CANCELED', completed_at = ? WHERE status = 'CANCELING'")
    .run(nowIso());
  const underWay = new Set<Promise<void>>();
  let stopped = false;
  const tick = () => {
    if (stopped) return;
    const rows = state
      .sql("SELECT * FROM bulk_operations WHERE status = 'CREATED' ORDER BY id")
      .all() as OperationRow[];
    for (const row of rows) {
      state.sql("UPDATE bulk_operations SET status = 'RUNNING' WHERE id = ?").run(row.id);
      const running = runOperation(platform, registry, row, () => stopped).finally(() => underWay.delete(running));
      underWay.add(running);
    }
  };
  const timer = setInterval(tick, TICK_MS);
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await Promise.allSettled(underWay);
    },
  };
}

class Output {
  readonly key = randomBytes(14).toString("hex");
  readonly file: string;
  private readonly handle: number;
  private buffer = "";
  objects = 0;
  roots = 0;

  constructor(directory: string) {
    mkdirSync(directory, { recursive: true });
    this.file = path.join(directory, this.key);
    this.handle = openSync(this.file, "w");
  }

  write(line: Line, copies: number): void {
    this.buffer += `${line.text}\n`.repeat(copies);
    this.objects += 1;
    if (line.root) this.roots += 1;
    if (this.buffer.length >= FLUSH_BYTES) this.flush();
  }

  private flush(): void {
    writeSync(this.handle, this.buffer);
    this.buffer = "";
  }

  close(): number {
    this.flush();
    closeSync(this.handle);
    return statSync(this.file).size;
  }
}

type Ending = "COMPLETED" | "FAILED" | "CANCELED" | "EXPIRED" | "STOPPED";

async function runOperation(
  platform: Platform,
  registry: Registry,
  row: OperationRow,
  stopped: () => boolean,
): Promise<void> {
  const context: Context = {
    platform,
    state: platform.state,
    scopes: effectiveScopes(JSON.parse(row.scopes_json) as string[]),
    installationId: row.installation_id,
    search: [],
    unknown: [],
    referred: new Map(),
  };
  const output = new Output(path.join(platform.state.dataDir, "bulk"));
  let ending: Ending = "COMPLETED";
  let errorCode: string | null = null;
  try {
    const source = row.type === "QUERY" ? queryLines(registry, context, row) : mutationLines(registry, context, row);
    ending = await pump(platform, row, source, output, stopped);
    if (ending === "FAILED") errorCode = "INTERNAL_SERVER_ERROR";
  } catch (error) {
    ending = "FAILED";
    const denied = error instanceof ApiError && error.extensions["code"] === "ACCESS_DENIED";
    errorCode = denied ? "ACCESS_DENIED" : "INTERNAL_SERVER_ERROR";
    if (!denied)
      process.stderr.write(
        `devstore: bulk operation ${row.id}: ${error instanceof Error ? error.message : String(error)}\n`,
      );
  }
  finish(platform, row, output, ending, errorCode);
}

async function pump(
  platform: Platform,
  row: OperationRow,
  source: Generator<Line>,
  output: Output,
  stopped: () => boolean,
): Promise<Ending> {
  const duplicates = strikes(platform.state, "jsonl-duplicated");
  const fails = strikes(platform.state, "bulk-failed");
  const failAt = fails ? faultOption(fails, "after", 500) : Infinity;
  const shuffled = strikes(platform.state, "jsonl-shuffled") ? [...source].reverse() : source;
  let sliceEnd = performance.now() + SLICE_MS;
  let count = 0;
  for (const line of shuffled) {
    output.write(line, duplicates && count % 10 === 0 ? 2 : 1);
    count += 1;
    if (count >= failAt) return "FAILED";
    if (performance.now() < sliceEnd) continue;
    progress(platform, row, output);
    await new Promise((resolve) => setImmediate(resolve));
    if (stopped()) return "STOPPED";
    if (statusOf(platform, row) === "CANCELING") return "CANCELED";
    sliceEnd = performance.now() + SLICE_MS;
  }
  if (fails) return "FAILED";
  if (strikes(platform.state, "bulk-canceled") || statusOf(platform, row) === "CANCELING") return "CANCELED";
  return strikes(platform.state, "bulk-expired") ? "EXPIRED" : "COMPLETED";
}

const statusOf = (platform: Platform, row: OperationRow) =>
  (platform.state.sql("SELECT status FROM bulk_operations WHERE id = ?").get(row.id) as { status: string }).status;

function progress(platform: Platform, row: OperationRow, output: Output): void {
  platform.state
    .sql("UPDATE bulk_operations SET object_count = ?, root_object_count = ? WHERE id = ?")
    .run(output.objects, output.roots, row.id);
}

function finish(platform: Platform, row: OperationRow, output: Output, ending: Ending, errorCode: string | null): void {
  const size = output.close();
  progress(platform, row, output);
  if (ending === "STOPPED") {
    platform.state.sql("UPDATE bulk_operations SET status = 'CREATED' WHERE id = ?").run(row.id);
    return;
  }
  const whole = ending === "COMPLETED" && output.objects > 0;
  const partial = ending !== "COMPLETED" && output.objects > 0;
  platform.state.db.transaction(() => {
    platform.state
      .sql(
        `UPDATE bulk_operations SET status = ?, error_code = ?, completed_at = ?, file_size = ?, file_key = ?, partial_file_key = ?
         WHERE id = ?`,
      )
      .run(
        ending,
        errorCode,
        nowIso(),
        whole || partial ? size : null,
        whole ? output.key : null,
        partial ? output.key : null,
        row.id,
      );
    enqueueWebhook(platform.state, "bulk_operations/finish", row.id);
  })();
}

function* queryLines(registry: Registry, context: Context, row: OperationRow): Generator<Line> {
  const document = parse(row.query);
  const operation =
    operationOf(document, undefined) ?? document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  const root = loadAdminSchema().schema.getQueryType();
  if (operation?.kind !== Kind.OPERATION_DEFINITION || !root) return;
  const fragments = new Map(
    document.definitions
      .filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const planner = { registry, fragments };
  const roots: Child[] = [];
  project(planner, context, planOf(planner, operation.selectionSet, root), { __typename: "QueryRoot" }, roots);
  for (const child of roots) yield* lines(planner, context, child, row.group_objects === 1);
}

/** One line of variables, one run of the mutation, one line of result (recorded: bulk-operation-run-mutation-created-status). */
function* mutationLines(registry: Registry, context: Context, row: OperationRow): Generator<Line> {
  const staged = context.state.sql("SELECT body FROM staged_uploads WHERE key = ?").get(row.staged_upload_path) as {
    body: Buffer;
  };
  const inputs = staged.body
    .toString()
    .split("\n")
    .filter((line) => line.trim() !== "");
  for (const [index, input] of inputs.entries()) {
    const request = {
      query: row.query,
      operationName: undefined,
      variables: JSON.parse(input) as Record<string, unknown>,
    };
    const prepared = prepare(request);
    const result = "errors" in prepared ? { errors: prepared.errors } : run(registry, prepared, request, context);
    yield { text: JSON.stringify({ ...result, __lineNumber: index }), root: true };
  }
}
