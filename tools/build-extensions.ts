// Builds what shoppers get: the theme extension's assets (esbuild) and the checkout survey (Shopify CLI, offline).
//   node tools/build-extensions.ts [--theme-only]
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { BuildOptions } from "esbuild";
import { parse } from "smol-toml";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const themeFolder = path.join(root, "extensions/theme-quiz");
const surveyFolder = path.join(root, "extensions/checkout-survey");
const surveyBundle = path.join(surveyFolder, "dist/checkout-survey.js");

/** src/<name>.ts → assets/<name>.js. Schemas name quiz, embed and popup; these load the others when they need them. */
const SCRIPTS = [
  "quiz",
  "quiz-walk",
  "quiz-end",
  "quiz-catch-up",
  "quiz-preview",
  "embed",
  "popup",
  "popup-open",
  "popup-known",
  "poll-end",
  "poll-over",
  "known",
];
/** Shopify loads what a schema names as plain scripts: without a scope of their own their names would be the page's. */
const PLAIN = ["quiz", "embed", "popup", "known"];
const STYLES = ["quiz", "quiz-end", "popup"];

export async function buildTheme(outdir = path.join(themeFolder, "assets")): Promise<void> {
  const shared: BuildOptions = {
    outdir,
    bundle: true,
    minify: true,
    format: "esm",
    target: ["es2022", "safari15.4"],
    external: SCRIPTS.map((name) => `./${name}.js`),
    legalComments: "none",
    logLevel: "warning",
  };
  const source = (name: string) => path.join(themeFolder, "src", name);
  const modules = SCRIPTS.filter((name) => !PLAIN.includes(name)).map((name) => `${name}.ts`);
  const styles = STYLES.map((name) => `${name}.css`);
  await build({ ...shared, entryPoints: [...modules, ...styles].map(source) });
  mkdirSync(outdir, { recursive: true });
  const plain = await build({ ...shared, entryPoints: PLAIN.map((name) => source(`${name}.ts`)), write: false });
  // Not esbuild's own "iife": there `import()` becomes something longer.
  for (const { path: file, text } of plain.outputFiles) writeFileSync(file, `(()=>{${text.replace(/;?\n$/, "")}})()`);
}

/** The app's public address is written into the survey: it runs on Shopify's checkout, which knows no other way to us. */
function appUrl(): string {
  const toml = parse(readFileSync(path.join(root, "shopify.app.toml"), "utf8"));
  return process.env["SHOPIFY_APP_URL"] || String(toml["application_url"]);
}

/** `shopify app build` exits 0 on many faults: only a bundle that is new counts. */
export function buildSurvey(): void {
  rmSync(path.join(surveyFolder, "dist"), { recursive: true, force: true });
  const cli = path.join(root, "node_modules/@shopify/cli/bin/run.js");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [cli, "app", "build", "--skip-dependencies-installation", "--path", root],
    {
      cwd: root,
      encoding: "utf8",
      timeout: 120_000,
      env: {
        ...process.env,
        CI: "1",
        NO_COLOR: "1",
        DO_NOT_TRACK: "1",
        SHOPIFY_CLI_NO_ANALYTICS: "1",
        SHOPIFY_TLD_ROOT: "/nonexistent",
        EXTENSION_APP_URL: appUrl(),
      },
    },
  );
  for (const leftover of ["shopify.d.ts", "manifest.json"]) rmSync(path.join(surveyFolder, leftover), { force: true });
  const built = existsSync(surveyBundle) && statSync(surveyBundle).size > 1000;
  if (status === 0 && built && readFileSync(surveyBundle, "utf8").includes(appUrl())) return;
  throw new Error(`The Shopify CLI built no checkout survey (exit ${status}).\n${stdout}\n${stderr}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await buildTheme();
  if (!process.argv.includes("--theme-only")) buildSurvey();
}
