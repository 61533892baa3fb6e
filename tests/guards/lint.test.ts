import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildHouse } from "./house.ts";

interface Report {
  filePath: string;
  messages: { ruleId: string | null; message: string }[];
}

const lines = (count: number) => "export {};\n".repeat(count);
const long = (count: number, name = "long") => `export function ${name}() {\n${"  void 0;\n".repeat(count)}}\n`;
const states = `type State = "a" | "b";\n`;

/** rule, words of its message, file, breach */
const breaches: [rule: string, message: string, file: string, text: string][] = [
  ["max-lines", "Maximum allowed is 300", "app/quiz/long-file.ts", lines(301)],
  ["max-lines", "Maximum allowed is 300", "devstore/long-file.ts", lines(301)],
  ["max-lines", "Maximum allowed is 120", "app/routes/long-route.tsx", lines(121)],
  ["max-lines-per-function", "Maximum allowed is 60", "app/quiz/long-function.ts", long(61)],
  ["max-lines-per-function", "Maximum allowed is 120", "app/quiz/long-part.tsx", long(121)],
  ["@typescript-eslint/no-explicit-any", "any", "app/quiz/any.ts", "export const x: any = 1;\n"],
  [
    "@typescript-eslint/switch-exhaustiveness-check",
    `"b"`,
    "app/quiz/switch.ts",
    `${states}export function f(s: State) {\n  switch (s) {\n    case "a":\n      return 1;\n    default:\n      return 2;\n  }\n}\n`,
  ],
  [
    "@typescript-eslint/no-floating-promises",
    "await",
    "app/quiz/floating.server.ts",
    "const work = async () => 1;\nexport function f() {\n  work();\n}\n",
  ],
  [
    "@typescript-eslint/ban-ts-comment",
    "ts-ignore",
    "app/quiz/ignore.ts",
    "// @ts-ignore\nexport const x: number = 1;\n",
  ],
  ["no-console", "console", "app/quiz/console.server.ts", "console.log(1);\n"],
  ["no-console", "console", "app/platform/console.server.ts", "console.log(1);\n"],
  ["no-restricted-syntax", "Time", "app/quiz/now.ts", "export const at = Date.now();\n"],
  ["no-restricted-syntax", "Time", "app/quiz/new-date.ts", "export const at = new Date();\n"],
  ["no-restricted-syntax", "Time", "app/routes/now.tsx", "export const at = new Date();\n"],
  ["no-restricted-syntax", "Time", "app/quiz/performance.ts", "export const at = performance.now();\n"],
  ["no-restricted-syntax", "Time", "app/quiz/now.store.server.ts", "export const at = Date.now();\n"],
  ["no-restricted-syntax", "Randomness", "app/quiz/random.ts", "export const x = Math.random();\n"],
  ["no-restricted-syntax", "Randomness", "app/quiz/uuid.ts", "export const x = crypto.randomUUID();\n"],
  ["no-restricted-syntax", "environment", "app/quiz/env.server.ts", "export const x = process.env.X;\n"],
  ["no-restricted-syntax", "No barrels", "app/quiz/barrel.ts", `export * from "./there.ts";\n`],
  ["no-restricted-syntax", "No barrels", "app/platform/barrel.ts", `export { T } from "../quiz/there.ts";\n`],
  ["no-restricted-syntax", "No barrels", "devstore/barrel.ts", `export { T } from "./there.ts";\n`],
  [
    "no-restricted-syntax",
    "SQL",
    "app/quiz/raw.server.ts",
    "export const f = (tx: { $queryRawUnsafe(sql: string): unknown }) => tx.$queryRawUnsafe(`SELECT 1`);\n",
  ],
  [
    "no-restricted-syntax",
    "SQL",
    "app/quiz/orm.server.ts",
    "export const f = (tx: { quiz: { count(): number } }) => tx.quiz.count();\n",
  ],
  [
    "no-restricted-syntax",
    "SQL",
    "app/routes/orm.tsx",
    "export const f = (db: { read: { quiz: { count(): number } } }) => db.read.quiz.count();\n",
  ],
];

const lawful: Record<string, string> = {
  "app/quiz/there.ts": "export const T = 1;\n",
  "app/quiz/lawful.ts":
    states +
    `export function f(s: State, at: Date) {\n  switch (s) {\n    case "a":\n      return new Date(0);\n    case "b":\n      return at;\n  }\n}\n`,
  "app/quiz/lawful.store.server.ts":
    "export const f = (tx: { quiz: { count(): number }; $queryRawUnsafe(sql: string): unknown }) => [tx.quiz.count(), tx.$queryRawUnsafe(`SELECT 1`)];\n",
  "app/quiz/lawful.test.ts": "export const at = [Date.now(), Math.random(), process.env.X];\n" + long(61),
  "app/platform/lawful.ts": "export const at = [Date.now(), Math.random(), process.env.X];\n",
  "devstore/there.ts": "export const T = Date.now();\nconsole.log(T);\n",
  "tools/lawful.ts": "console.log(process.env.X);\n",
};

describe("GIVEN a house with one breach of every lint rule", () => {
  const planted = Object.fromEntries(breaches.map(([, , file, text]) => [file, text]));
  const house = buildHouse({ ...lawful, ...planted });
  let reports: Report[] = [];
  afterAll(house.tearDown);
  beforeAll(async () => {
    const { output } = await house.run([
      "node_modules/.bin/eslint",
      "--format",
      "json",
      "app",
      "devstore",
      "tools/lawful.ts",
    ]);
    reports = JSON.parse(output) as Report[];
  });
  const said = (file: string) => reports.find((one) => one.filePath.endsWith(`/${file}`))?.messages ?? [];

  test.each(breaches)("THEN %s (%s) fires on %s", (rule, words, file) => {
    const messages = said(file)
      .filter((one) => one.ruleId === rule)
      .map((one) => one.message);
    expect(messages.join()).toContain(words);
  });

  test.each(Object.keys(lawful))("THEN %s is fine", (file) => {
    expect(reports.some((one) => one.filePath.endsWith(`/${file}`))).toBe(true);
    expect(said(file)).toEqual([]);
  });
});
