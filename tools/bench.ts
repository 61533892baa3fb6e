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
const tidyAll = (values: Record<string, number>) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, tidy(value)]));

async function runBench(name: string): Promise<void> {
  const bench = (await import(benchOf(name))) as { run(options: BenchOptions): Promise<BenchResult> };
  const say = (text: string) => console.error(`${name}: ${text}`);
  const result = await bench.run({ quick: values.quick, say });
  const [figures, ratios] = [tidyAll(result.figures), tidyAll(result.ratios)];
  if (!values.json) {
    const width = Math.max(...Object.keys({ ...figures, ...ratios }).map((key) => key.length));
    const rows = (title: string, of: Record<string, number>) =>
      [title, ...Object.entries(of).map(([key, value]) => `  ${key.padEnd(width)}  ${value}`)].join("\n");
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
