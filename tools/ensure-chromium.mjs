// Browser tests and the story need a Chromium. Plain JavaScript for Node 20, no dependencies.
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";

const CHROMIUM = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const INSTALL = ["apt-get", "install", "-y", "--no-install-recommends", "chromium"];

function isThere(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const found = () => isThere(CHROMIUM);
const say = (text) => process.stderr.write(`chromium: ${text}\n`);

function installByApt() {
  say("installing it by apt (a minute or two the first time)");
  for (const command of [["apt-get", "update"], INSTALL]) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const result = spawnSync(command[0], command.slice(1), {
      stdio: ["ignore", "ignore", "pipe"],
      encoding: "utf8",
      env,
    });
    if (result.status !== 0) say(`"${command.join(" ")}" failed:\n${result.stderr ?? result.error?.message}`);
  }
}

if (!found() && process.getuid?.() === 0 && isThere("/usr/bin/apt-get")) installByApt();
if (!found()) {
  say(`${CHROMIUM} is not there. Install it and try again:`);
  say(`  sudo apt-get update && sudo ${INSTALL.join(" ")}`);
  say("or say where yours is: export CHROMIUM_PATH=/path/to/chromium");
  process.exit(1);
}
