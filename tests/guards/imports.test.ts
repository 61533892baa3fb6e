import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rooms } from "../../.dependency-cruiser.mjs";
import { buildHouse } from "./house.ts";

interface Violation {
  rule: { name: string };
  from: string;
}

const uses = (...modules: string[]) =>
  modules.map((module, index) => `import * as m${index} from "${module}";\n`).join("");
const type = (module: string) => `import type { T } from "${module}";\nexport type U = T;\n`;

/** rule → the file that breaks it. */
const breaches: [rule: string, file: string, text: string][] = [
  ...rooms
    .slice(0, -1)
    .map((room, index): [string, string, string] => [
      `rooms-look-left-${room}`,
      `app/${room}/breach-left.server.ts`,
      uses(`../${rooms[index + 1]}/there.ts`),
    ]),
  ["rooms-look-left-shop", "app/shop/breach-far.server.ts", type("../privacy/there.ts")],
  ["rooms-know-no-door", "app/quiz/breach-door.server.ts", uses("../db.server.ts")],
  ["rooms-know-no-door", "app/platform/breach-door.ts", uses("../db.server.ts")],
  ["nobody-imports-a-route", "app/root.tsx", uses("./routes/page.tsx")],
  ["nobody-imports-a-route", "app/routes/other.tsx", uses("./page.tsx")],
  ["quiz-knows-no-editor", "app/quiz/breach-editor.ts", uses("./editor/there.ts")],
  ["contract-knows-nobody", "app/contract/breach-room.ts", uses("../quiz/there.ts")],
  ["contract-knows-nobody", "app/contract/breach-node.ts", uses("node:fs")],
  ["platform-knows-no-room", "app/platform/breach-room.ts", uses("../quiz/there.ts")],
  ["platform-knows-no-room", "app/platform/breach-shopify.ts", uses("../shopify/there.ts")],
  ["shopify-knows-no-room", "app/shopify/breach-room.ts", uses("../quiz/there.ts")],
  ["ui-knows-no-room", "app/ui/breach-room.tsx", uses("../quiz/there.ts")],
  ["pure-stays-pure", "app/quiz/breach-server.ts", uses("./there.server.ts")],
  ["pure-stays-pure", "app/quiz/breach-type.ts", type("./there.server.ts")],
  ["pure-stays-pure", "app/quiz/breach-node.ts", uses("node:fs")],
  ["pure-stays-pure", "app/quiz/breach-library.ts", uses("express")],
  ["pure-stays-pure", "app/quiz/breach-shopify.ts", uses("../shopify/there.server.ts")],
  ["pure-stays-pure", "app/shopify/breach-node.ts", uses("node:crypto")],
  ["parts-import-no-server", "app/quiz/breach-part.tsx", uses("./there.server.ts")],
  ["parts-import-no-server", "app/ui/breach-part.tsx", uses("../platform/there.server.ts")],
  ["only-stores-touch-the-database", "app/quiz/breach-prisma.server.ts", uses("@prisma/client")],
  ["only-stores-touch-the-database", "app/quiz/breach-prisma-type.server.ts", type("@prisma/client")],
  ["only-stores-touch-the-database", "app/routes/breach-prisma.tsx", type("@prisma/client")],
  ["only-stores-touch-the-database", "app/shopify/breach-sqlite.ts", uses("better-sqlite3")],
  ["extensions-import-little", "extensions/theme-quiz/src/breach-room.ts", uses("../../../app/quiz/there.ts")],
  [
    "extensions-take-types-only-from-contract",
    "extensions/theme-quiz/src/breach-zod.ts",
    uses("../../../app/contract/there.ts"),
  ],
  ["app-and-devstore-meet-on-the-wire-1", "app/quiz/breach-devstore.server.ts", uses("../../devstore/there.ts")],
  [
    "app-and-devstore-meet-on-the-wire-1",
    "extensions/theme-quiz/src/breach-devstore.ts",
    uses("../../../devstore/there.ts"),
  ],
  ["app-and-devstore-meet-on-the-wire-2", "devstore/breach-app.ts", type("../app/contract/there.ts")],
  ["nothing-ships-with-tests-or-tools", "app/quiz/breach-tools.server.ts", uses("../../tools/columns.ts")],
  ["peers-are-measured-only", "tests/breach-duckdb.ts", uses("@duckdb/node-api")],
  ["no-cycles", "app/quiz/breach-cycle-a.ts", uses("./breach-cycle-b.ts")],
  ["no-cycles", "app/quiz/breach-cycle-type-a.ts", type("./breach-cycle-type-b.ts")],
  ["no-unresolved", "app/quiz/breach-nowhere.ts", uses("./nowhere.ts")],
];

/** Nothing of this may be complained about. */
const lawful: Record<string, string> = {
  ...Object.fromEntries(rooms.map((room) => [`app/${room}/there.ts`, "export type T = 1;\n"])),
  "app/quiz/there.server.ts": "export type T = 1;\n",
  "app/quiz/editor/there.ts": type("../there.ts") + "export type T = 1;\n",
  "app/quiz/flow.ts": type("../contract/there.ts"),
  "app/platform/there.ts": "export type T = 1;\n",
  "app/platform/there.server.ts": uses("better-sqlite3", "@prisma/client", "../contract/there.ts"),
  "app/shopify/there.ts": uses("../platform/there.ts"),
  "app/shopify/there.server.ts": uses("../platform/there.server.ts"),
  "app/contract/there.ts": uses("zod") + "export type T = 1;\n",
  "app/db.server.ts": uses("./platform/there.server.ts"),
  "app/routes/page.tsx": uses("../quiz/there.server.ts", "../db.server.ts", "../quiz/lawful-part.tsx"),
  "app/quiz/lawful-part.tsx": uses("./there.ts", "../ui/lawful.tsx", "react"),
  "app/quiz/lawful.ts": uses(
    "./there.ts",
    "../shop/there.ts",
    "../contract/there.ts",
    "../platform/there.ts",
    "../shopify/there.ts",
    "zod",
  ),
  "app/quiz/lawful.store.server.ts": type("@prisma/client") + uses("../platform/there.server.ts"),
  "app/quiz/lawful.test.ts": uses("node:fs", "./there.server.ts", "../../tests/there.ts"),
  "app/privacy/lawful.server.ts": uses(...rooms.slice(0, -1).map((room) => `../${room}/there.ts`)),
  "app/ui/lawful.tsx": uses("react", "../contract/there.ts"),
  "extensions/theme-quiz/src/lawful.ts": type("../../../app/contract/there.ts") + uses("../../../app/quiz/flow.ts"),
  "extensions/theme-quiz/tests/lawful.ts": uses("../../../app/contract/there.ts", "../../../tests/there.ts"),
  "devstore/there.ts": uses("express", "better-sqlite3"),
  "tests/there.ts": uses("../app/quiz/there.server.ts", "../devstore/there.ts"),
};

const partners: Record<string, string> = {
  "app/quiz/breach-cycle-b.ts": uses("./breach-cycle-a.ts"),
  "app/quiz/breach-cycle-type-b.ts": `import type { U } from "./breach-cycle-type-a.ts";\nexport type T = U;\n`,
};

describe("GIVEN a house with one breach of every import rule", () => {
  const planted = Object.fromEntries(breaches.map(([, file, text]) => [file, text]));
  const house = buildHouse({ ...lawful, ...partners, ...planted });
  let violations: Violation[] = [];
  afterAll(house.tearDown);
  beforeAll(async () => {
    const cruise = ["node_modules/.bin/depcruise", "--config", ".dependency-cruiser.mjs"];
    const { output } = await house.run([
      ...cruise,
      "--output-type",
      "json",
      "app",
      "devstore",
      "extensions",
      "tests",
      "tools",
    ]);
    violations = (JSON.parse(output) as { summary: { violations: Violation[] } }).summary.violations;
  });

  test.each(breaches)("THEN %s fires on %s", (rule, file) => {
    expect(violations.filter((one) => one.from === file).map((one) => one.rule.name)).toContain(rule);
  });

  test("THEN nothing lawful is complained about", () => {
    const accused = violations.map((one) => `${one.from}: ${one.rule.name}`).filter((line) => !line.includes("breach"));
    expect(accused).toEqual(["app/root.tsx: nobody-imports-a-route", "app/routes/other.tsx: nobody-imports-a-route"]);
  });

  test("THEN every rule was seen to fire", async () => {
    const { default: config } = await import("../../.dependency-cruiser.mjs");
    const names = (config.forbidden ?? []).map((rule) => rule.name);
    expect(names.filter((name) => !violations.some((one) => one.rule.name === name))).toEqual([]);
  });
});
