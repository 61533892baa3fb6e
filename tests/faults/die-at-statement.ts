// A process of its own: records what waits in the inbox, and is killed just before its N-th database statement (F4).
// Prints how many statements it made when it lived.
import type { Tx } from "../../app/platform/db.server.ts";
import { recordInbox } from "./record-inbox.ts";

const [file = "", inboxFile = "", dieAt = "0"] = process.argv.slice(2);
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

await recordInbox({ file, inboxFile }, process.env.CANDOR_SECRET ?? "", (db) => ({
  ...db,
  transaction: (work) =>
    db.transaction(async (tx) => {
      const done = await work(watch<Tx>(tx));
      // The commit, which comes now.
      countStatement();
      return done;
    }),
}));
process.stdout.write(String(statements));
