// `npm run demo`: development store and app on this machine, side by side, until Ctrl-C. `--check` plays the whole story instead.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import path from "node:path";
import { parseArgs } from "node:util";
import { buildIfStale } from "./build.ts";
import { startDemo } from "./demo-processes.ts";

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Each set of files has its own folder, so that switching between them loses nothing. */
function folderOf(orders: string | undefined): string {
  if (orders === undefined) return path.resolve(".demo/generated");
  return path.resolve(".demo", createHash("sha256").update(path.resolve(orders)).digest("hex").slice(0, 12));
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      check: { type: "boolean", default: false },
      fresh: { type: "boolean", default: false },
      orders: { type: "string" },
      products: { type: "string" },
    },
  });
  const portBase = Number(process.env.PORT_BASE ?? 4000);
  const files = { orders: values.orders, products: values.products };
  await buildIfStale(say);
  if (values.check) {
    spawnSync(process.execPath, ["tools/ensure-chromium.mjs"], { stdio: "inherit" });
    const { playStory } = await import("../tests/story/play.ts");
    process.exitCode = (await playStory({ portBase, ...files })) ? 0 : 1;
    return;
  }
  say("Starting the development store");
  const demo = await startDemo({ portBase, folder: folderOf(values.orders), fresh: values.fresh, ...files });
  say(`
Candor is ready. Open in your browser:
  Candor in the merchant's admin   ${demo.urls.app}
  The shop's storefront            ${demo.urls.storefront}
  The store's own customer list    ${demo.urls.customers}
  The mails that Candor sent       ${demo.urls.mail}
${demo.storeSays
  .filter((line) => line.startsWith("log in"))
  .map((line) => `  ${line}`)
  .join("\n")}

Ctrl-C ends all of it.`);
  const stop = () => void demo.stop().then(() => process.exit(0));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

if (import.meta.main) await main();
