import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { columnsOfSchema, columnsOfSql } from "../../tools/columns.ts";
import { buildHouse } from "./house.ts";

const schema = (line: string) => `model Quiz {\n  id Int @id /// @none key, shop\n  ${line}\n}\n`;

const house = (files: Record<string, string>) =>
  buildHouse({
    "prisma/schema.prisma": schema(""),
    "app/platform/inbox-file.ts": `console.log("CREATE TABLE IF NOT EXISTS inbox (\\n  seq INTEGER -- @none order, until recorded\\n )");\n`,
    "docs/data-map.md": "stale",
    ...files,
  });

describe("GIVEN a house with a breach for each step of `npm run check`", () => {
  const broken = house({
    "app/quiz/types.ts": "export const x: number = 'text';\n",
    "app/quiz/left.server.ts": `import "../segment/there.ts";\n`,
    "app/segment/there.ts": "export const unused = 1;\n",
    "app/quiz/unused-file.ts": "export const x = 1;\n",
    "app/http.server.ts": `import "./quiz/left.server.ts";\nimport "not-declared";\n`,
    "app/quiz/lint.ts": "export const at = Date.now();\n",
    "app/quiz/format.ts": "export   const x=1\n",
  });
  let result = { passed: true, output: "" };
  afterAll(broken.tearDown);
  beforeAll(async () => {
    result = await broken.run(["tools/check.ts"]);
  });

  test("THEN the command fails", () => {
    expect(result.passed).toBe(false);
    expect(result.output).toContain("steps failed");
  });

  test.each([
    ["types", "app/quiz/types.ts(1,14)"],
    ["lint", "Time is an argument"],
    ["format", "app/quiz/format.ts"],
    ["imports", "rooms-look-left-quiz"],
    ["unused", "app/quiz/unused-file.ts"],
    ["unused", "not-declared"],
    ["unused", "Unused exports"],
    ["unused", "Unused devDependencies"],
    ["columns", "docs/data-map.md is stale"],
  ])("THEN step %s fails and says %s", (step, words) => {
    expect(result.output).toContain(`FAIL ${step}`);
    expect(result.output).toContain(words);
  });
});

describe("P12: GIVEN a column", () => {
  const faults = (line: string) => {
    const found: string[] = [];
    columnsOfSchema(schema(line), found);
    return found;
  };

  test.each([
    ["name String", "say `@class purpose, retention`"],
    ['name String @default("x") // shown', "say `@class purpose, retention`"],
    ["name String /// @harmless display, shop", `class "harmless"`],
    ["name String /// @none display", "say `@class purpose, retention`"],
    ["name String /// @none display, a while", `retention "a while"`],
    ["email String /// @personal contact, profile", "is encrypted and named …Sealed"],
    ["token String /// @secret access, shop", "is encrypted and named …Sealed"],
  ])("WHEN it says `%s` THEN it is refused", (line, words) => {
    expect(faults(line).join()).toContain(`Quiz.${line.split(" ")[0]}`);
    expect(faults(line).join()).toContain(words);
  });

  test.each([
    'name String @default("") /// @none display, shop',
    "emailSealed String? /// @personal contact (encrypted), profile",
    "self Quiz[]",
  ])("WHEN it says `%s` THEN it is accepted", (line) => expect(faults(line)).toEqual([]));

  test("WHEN it stands in SQL THEN the same holds", () => {
    const found: string[] = [];
    const columns = columnsOfSql(
      "CREATE TABLE IF NOT EXISTS t (\n  a TEXT, -- @none key, shop\n  b TEXT NOT NULL\n )",
      found,
    );
    expect(columns.map((column) => column.name)).toEqual(["a"]);
    expect(found.join()).toContain("t.b: say");
  });
});
