// A process of its own: records what waits in the inbox, and is killed just before its N-th database statement (F4).
// Prints how many statements it made when it lived.
import { createInboxReader } from "../../app/platform/inbox-reader.server.ts";
import { openDatabase } from "../../app/platform/db.server.ts";
import type { Database, Tx } from "../../app/platform/db.server.ts";
import { createLog } from "../../app/platform/log.server.ts";
import { deriveKey } from "../../app/platform/secret.server.ts";
import { arrivalRecorder } from "../../app/response/record-arrival.server.ts";

const [file = "", inboxFile = "", dieAt = "0"] = process.argv.slice(2);
const masterKey = deriveKey(process.env.CANDOR_SECRET ?? "", "shop data keys");
let statements = 0;

function countStatement(): void {
  statements += 1;
  if (statements === Number(dieAt)) process.kill(process.pid, "SIGKILL");
}

/** Every statement of the transaction passes here, raw ones and those of a model. */
function watch<T extends object>(target: T): T {
  return new Proxy(target, {
    get(_, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value === "object" && value !== null) return watch(value);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        countStatement();
        return (value as (...args: unknown[]) => unknown).apply(target, args);
      };
    },
  });
}

const db = await openDatabase(file);
const watched: Database = { ...db, transaction: (work) => db.transaction((tx) => work(watch<Tx>(tx))) };
const reader = createInboxReader({
  db: watched,
  inboxFile,
  key: masterKey,
  log: createLog("error"),
  recorders: { response: arrivalRecorder(masterKey), webhook: () => Promise.resolve() },
});
await reader.recordBatch();
reader.close();
await db.close();
process.stdout.write(String(statements));
