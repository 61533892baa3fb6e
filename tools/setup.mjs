// Brings a fresh clone to the point where everything else can run. Plain JavaScript for Node 20, no dependencies.
// Install scripts stay off (npm 10 would compile what ships prebuilt); the few that are needed are run by name.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, "node_modules", ".candor-setup");
const lock = createHash("sha256")
  .update(readFileSync(join(root, "package-lock.json")))
  .digest("hex");

const say = (text) => process.stderr.write(`setup: ${text}\n`);

function run(command, args, options = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
    ...options,
  });
  if (result.status !== 0) {
    process.stderr.write(result.stderr ?? "");
    say(`"${command} ${args.join(" ")}" failed (exit ${result.status ?? result.error?.message})`);
    process.exit(1);
  }
}

function installPackages() {
  say("installing packages (about a minute the first time)");
  run("npm", ["ci", "--loglevel=error", "--ignore-scripts", "--no-audit", "--no-fund"]);
}

/** The `node` package brings Node 24; with install scripts off, its platform package and link are ours to make. */
function installNode() {
  const folder = join(root, "node_modules", "node");
  // `npm run` puts our own Node 24 first in the path: the packages it was started from are gone by now, the machine's Node is not.
  const outer = [process.env.npm_node_execpath, process.execPath].find((path) => path && existsSync(path)) ?? "node";
  run(outer, ["installArchSpecificPackage.js"], { cwd: folder });
  const link = join(root, "node_modules", ".bin", "node");
  rmSync(link, { force: true });
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync("../node/bin/node", link);
}

/** The client is made for the schema as it is: a client that somebody made by hand for another one is made again. */
const clientOf = () => {
  const made = join(root, "node_modules/.prisma/client/schema.prisma");
  const files = [join(root, "prisma", "schema.prisma"), made].filter((file) => existsSync(file));
  return files.reduce((hash, file) => hash.update(readFileSync(file)).update("\0"), createHash("sha256")).digest("hex");
};

/** Processes of this tree may be running: it is left alone while it is right. */
function generateClient() {
  const stamp = join(root, "node_modules/.prisma/client", ".candor-schema");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === clientOf()) return;
  run(join(root, "node_modules/.bin/node"), [join(root, "node_modules/prisma/build/index.js"), "generate"]);
  writeFileSync(stamp, clientOf());
}

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== lock) {
  installPackages();
  installNode();
  writeFileSync(stamp, lock);
}
if (existsSync(join(root, "prisma", "schema.prisma"))) generateClient();
