// `npm run bench -- NAME [--quick] [--json]`: runs benchmarks/NAME/bench.ts; the last line of stdout is JSON.
import { existsSync, readdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import type { BenchOptions, BenchResult } from "../benchmarks/result.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: "boolean", default: false }, json: { type: "boolean", default: false } },
});
const benchOf = (one: string) => path.resolve("benchmarks", one, "bench.ts");
const known = readdirSync("benchmarks").filter((one) => existsSync(benchOf(one)));

const machine = {
  cpu: os.cpus()[0]?.model ?? "unknown",
  cores: os.availableParallelism(),
  memory_gb: Math.round(os.totalmem() / 2 ** 30),
  os: `${os.platform()} ${os.arch()}`,
  node: process.version,
};

const tidy = (value: number) => Number(value.toPrecision(4));
type Figures = BenchResult["figures"];
const tidyEach = (values: Record<string, number>) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, tidy(value)]));
const tidyAll = (values: Figures): Figures =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, typeof value === "number" ? tidy(value) : tidyEach(value)]),
  );
/** Of several things, a row each. */
const told = (value: Figures[string]): string =>
  typeof value === "number"
    ? String(value)
    : Object.entries(value)
        .map((pair) => pair.join(" "))
        .join(", ");

async function runBench(name: string): Promise<void> {
  const bench = (await import(benchOf(name))) as { run(options: BenchOptions): Promise<BenchResult> };
  const say = (text: string) => console.error(`${name}: ${text}`);
  const result = await bench.run({ quick: values.quick, say });
  const [figures, ratios] = [tidyAll(result.figures), tidyEach(result.ratios)];
  if (!values.json) {
    const width = Math.max(...Object.keys({ ...figures, ...ratios }).map((key) => key.length));
    const rows = (title: string, of: Figures) =>
      [title, ...Object.entries(of).map(([key, value]) => `  ${key.padEnd(width)}  ${told(value)}`)].join("\n");
    console.log(rows(`${name}: ratios`, ratios));
    console.log(rows(`${name}: figures`, figures));
  }
  console.log(JSON.stringify({ name, figures, ratios, machine, quick: values.quick }));
}

const [name] = positionals;
if (name === undefined || !known.includes(name)) {
  console.error(`Say which benchmark: npm run bench -- ${known.join(" | ")}`);
  process.exitCode = 1;
} else await runBench(name);
