import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const data = path.resolve(process.env.CANDOR_DATA ?? "../shared/data");
const orders = path.join(data, "online_retail_even.csv.gz");
const products = path.join(data, "online_retail_products.csv");
const isHere = existsSync(orders) && existsSync(products);

if (!isHere) {
  process.stderr.write(
    `\n*** NOT RUN: the story on real orders. ${path.basename(orders)} is not in the folder that CANDOR_DATA names. ***\n\n`,
  );
}

/** Looks at one admin screen only: the story on generated orders looks at all of them. */
function play(): Promise<{ code: number | null; said: string }> {
  const args = ["tools/demo.ts", "--check", "--orders", orders, "--products", products];
  const env = { ...process.env, PORT_BASE: "24000", LOOK_ONLY: "home" };
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve) => child.on("exit", (code) => resolve({ code, said })));
}

test.runIf(isHere)(
  "the whole story passes on the real orders of UCI Online Retail",
  async () => {
    const { code, said } = await play();
    // All that it said, at once: a summary of the failures comes minutes later, if at all.
    if (code !== 0) process.stderr.write(said);
    expect(said).not.toMatch(/^not ok/m);
    expect(said).toMatch(/^\d+ passed, 0 failed$/m);
    expect(code).toBe(0);
  },
  1_800_000,
);
