import path from "node:path";
import { parseArgs } from "node:util";
import { isoOf, nowMs } from "./clock.ts";
import { generateShop } from "./generator/generate-shop.ts";
import { readDemoShoppers } from "./loader/demo-shoppers.ts";
import { loadFiles, readLoadReport } from "./loader/load-files.ts";
import type { LoadProgress } from "./loader/load-files.ts";
import { BadFile } from "./loader/read-csv.ts";
import { portsFrom, prepareStore, startStore } from "./start.ts";
import type { StoreOptions } from "./start.ts";
import { eraseState } from "./state.ts";
import type { State } from "./state.ts";

const DAY_MS = 86_400_000;

const say = (line: string) => process.stdout.write(`${line}\n`);

function readOptions() {
  const { values } = parseArgs({
    options: {
      data: { type: "string" },
      "port-base": { type: "string", default: "4000" },
      fresh: { type: "boolean", default: false },
      orders: { type: "string" },
      products: { type: "string" },
    },
  });
  const portBase = Number(values["port-base"]);
  const secret = process.env["SHOPIFY_API_SECRET"] ?? "";
  const faults = [
    values.data === undefined && "--data DIR is missing: where the store keeps its state",
    !Number.isInteger(portBase) && "--port-base must be a number",
    secret === "" && "SHOPIFY_API_SECRET is missing in the environment",
    (values.orders === undefined) !== (values.products === undefined) && "--orders and --products go together",
  ].filter((fault) => typeof fault === "string");
  if (faults.length > 0) {
    process.stderr.write(`${faults.join("\n")}\n`);
    process.exit(2);
  }
  const store: StoreOptions = { dataDir: path.resolve(values.data ?? ""), portBase, secret, root: process.cwd() };
  return { store, fresh: values.fresh, orders: values.orders, products: values.products };
}

/** A line at most once a second: enough to see that it moves. */
function reporter(): (progress: LoadProgress) => void {
  let last = 0;
  return ({ phase, done, total }) => {
    const now = nowMs();
    if (now - last < 1_000) return;
    last = now;
    const count = done.toLocaleString("en-GB");
    say(
      phase === "reading"
        ? `reading the file: ${count} rows`
        : `writing orders: ${count} of ${total?.toLocaleString("en-GB")}`,
    );
  };
}

async function fillWhenEmpty(state: State, dataDir: string, given: { orders: string; products: string } | undefined) {
  const known = readLoadReport(state);
  if (known && given) say("the store keeps the data that it has; --fresh loads the given files instead");
  if (known) return known;
  const lastDay = isoOf(nowMs() - DAY_MS).slice(0, 10);
  if (!given) say("generating a gift shop");
  const files = given ?? (await generateShop(path.join(dataDir, "generated"), { lastDay }));
  return loadFiles(state, files, reporter());
}

async function main(): Promise<void> {
  const { store, fresh, orders, products } = readOptions();
  if (fresh) eraseState(store.dataDir);
  const state = prepareStore(store);
  let stop = (): Promise<void> => Promise.resolve(void state.db.close());
  const leave = () => {
    // Nothing may hold the process: what is not done in four seconds is cut.
    setTimeout(() => process.exit(0), 4_000).unref();
    void stop().then(() => process.exit(0));
  };
  process.once("SIGTERM", leave);
  process.once("SIGINT", leave);
  const given = orders !== undefined && products !== undefined ? { orders, products } : undefined;
  const report = await fillWhenEmpty(state, store.dataDir, given);
  const count = (n: number) => n.toLocaleString("en-GB");
  say(`${count(report.orders)} orders of ${count(report.customers)} customers, ${report.from} to ${report.to}`);
  const running = await startStore(store, state);
  stop = running.stop;
  const { adminOrigin, storefrontOrigin } = running.desk.places;
  const { control, mail } = portsFrom(store.portBase);
  const places = { admin: adminOrigin, storefront: storefrontOrigin, tunnel: running.desk.appUrl };
  const named = Object.entries({
    ...places,
    control: `http://localhost:${control}`,
    mail: `smtp://localhost:${mail}`,
  }).map((pair) => pair.join("="));
  for (const { email, password, why } of readDemoShoppers(state))
    say(`log in as ${email}, password ${password}: ${why}`);
  say(`devstore ready ${named.join(" ")}`);
}

await main().catch((error: unknown) => {
  // What is wrong with a file is said in a line; where in our code that was found helps nobody.
  if (!(error instanceof BadFile)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(2);
});
