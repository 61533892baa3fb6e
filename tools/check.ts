// `npm run check`: every rule of the house that a tool can see, one line per step; details only where something is wrong.
// `--write` lets those steps that can, mend what they find (formatting, the data map).
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";

interface Step {
  name: string;
  /** A package's command, or a script of ours. */
  run: string[];
  /** A colleague of the step that must be there for it to make sense. */
  needs?: string;
}

const write = process.argv.includes("--write");
const bin = (name: string) => path.join("node_modules", ".bin", name);
const script = (name: string, ...args: string[]) => [process.execPath, `tools/${name}.ts`, ...args];
const sources = ["app", "devstore", "extensions", "tools", "tests", "benchmarks"].filter((folder) =>
  existsSync(folder),
);

/** Longest first: they run side by side. */
const steps: Step[] = [
  { name: "lint", run: [bin("eslint"), ...(write ? ["--fix"] : []), "."] },
  {
    name: "types",
    run: [bin("tsc"), "--noEmit", "--incremental", "--tsBuildInfoFile", "node_modules/.cache/tsc/root.tsbuildinfo"],
  },
  {
    name: "types of the survey",
    run: [bin("tsc"), "--noEmit", "-p", "extensions/checkout-survey"],
    needs: "extensions/checkout-survey/tsconfig.json",
  },
  { name: "format", run: [bin("prettier"), write ? "--write" : "--check", "--log-level=warn", "--cache", "."] },
  { name: "Shopify documents", run: script("check-documents"), needs: "tools/check-documents.ts" },
  { name: "extensions", run: script("check-extensions"), needs: "tools/check-extensions.ts" },
  { name: "unused", run: [bin("knip"), "--no-progress", "--no-config-hints"] },
  {
    name: "imports",
    run: [bin("depcruise"), "--config", ".dependency-cruiser.mjs", "--output-type", "err-long", ...sources],
  },
  { name: "columns", run: script("check-columns", ...(write ? ["--write"] : [])) },
];

interface Outcome {
  passed: boolean;
  output: string;
  seconds: number;
}

function runStep(step: Step): Promise<Outcome> {
  const start = performance.now();
  const [command = "", ...args] = step.run;
  return new Promise((resolve) => {
    // The inner Node is the one that this script runs on, whatever Node the machine has outside.
    const env = {
      ...process.env,
      PATH: `${path.resolve("node_modules/.bin")}${path.delimiter}${process.env.PATH}`,
      NO_COLOR: "1",
    };
    const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const gather = (chunk: Buffer) => void (output += chunk.toString());
    child.stdout.on("data", gather);
    child.stderr.on("data", gather);
    const done = (passed: boolean) => resolve({ passed, output, seconds: (performance.now() - start) / 1000 });
    child.on("error", (error) => {
      output += error.message;
      done(false);
    });
    child.on("close", (code) => done(code === 0));
  });
}

let failed = 0;
const waiting = [...steps];

async function work(): Promise<void> {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
    if (step.needs !== undefined && !existsSync(step.needs)) {
      console.log(`--   ${step.name} (${step.needs} is not there yet)`);
      continue;
    }
    const { passed, output, seconds } = await runStep(step);
    console.log(`${passed ? "ok  " : "FAIL"} ${step.name} (${seconds.toFixed(1)} s)`);
    if (passed) continue;
    failed += 1;
    console.log(output.trimEnd().replaceAll(/^/gm, "     "));
  }
}

await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work));
console.log(failed === 0 ? "check: everything holds" : `check: ${failed} of ${steps.length} steps failed`);
process.exitCode = failed === 0 ? 0 : 1;
