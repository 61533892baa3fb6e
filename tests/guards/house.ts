import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const COPIED = [
  ".dependency-cruiser.mjs",
  "eslint.config.js",
  "knip.json",
  "package.json",
  "tsconfig.json",
  ".prettierrc.json",
  ".prettierignore",
  "tools/check.ts",
  "tools/check-columns.ts",
  "tools/columns.ts",
];

/** A small house of its own under our rules: `files` by path. */
export function buildHouse(files: Record<string, string>) {
  const root = mkdtempSync(path.join(tmpdir(), "candor-house-"));
  for (const file of COPIED) cpSync(file, path.join(root, file), { recursive: true });
  symlinkSync(path.resolve("node_modules"), path.join(root, "node_modules"));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  return {
    /** Runs a tool in the house; what it says, and whether it was content. */
    run(command: string[]): Promise<{ passed: boolean; output: string }> {
      const [script = "", ...args] = command;
      return new Promise((resolve) => {
        execFile(process.execPath, [script, ...args], { cwd: root, maxBuffer: 50_000_000 }, (error, stdout, stderr) =>
          resolve({ passed: error === null, output: stdout + stderr }),
        );
      });
    },
    tearDown: () => rmSync(root, { recursive: true, force: true }),
  };
}
