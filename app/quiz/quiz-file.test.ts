import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import { templates } from "./find-template.ts";
import { importQuiz } from "./import-quiz.server.ts";
import { readJson } from "./located-json.ts";
import { quizFileText } from "./quiz-file-text.ts";
import { quizFileSchema, readQuizFile } from "./quiz-file.ts";
import { requireQuiz } from "./quiz.store.server.ts";

const shop = { currency: "EUR", priceThirds: [8, 20] } as const;
const quizzes = templates.map(({ handle, kind, content }) => ({ handle, kind, content: content(shop) }));
const [gifts] = quizzes;
if (!gifts) throw new Error("no templates");

const faultsOf = (text: string) => {
  const read = readQuizFile(text);
  return "faults" in read ? read.faults : [];
};

describe("a quiz as a file", () => {
  test.each(quizzes.map((quiz) => [quiz.handle, quiz] as const))("%s comes back exactly", (_, quiz) => {
    expect(readQuizFile(quizFileText(quiz))).toEqual({ quiz });
  });

  test("any texts come back exactly: quotes, lines, all of Unicode, and texts that are still empty", () => {
    const text = fc.string({ unit: "binary", maxLength: 60 }).filter((one) => !one.includes("\0"));
    fc.assert(
      fc.property(text, text, fc.array(text, { maxLength: 5 }), (title, intro, options) => {
        const content = {
          ...gifts.content,
          title,
          intro: intro.trim(),
          questions: [
            {
              type: "single" as const,
              id: "one",
              text: title,
              required: true,
              branches: [],
              options: options.map((one, at) => ({ id: `o${at}`, text: one })),
            },
          ],
        };
        expect(readQuizFile(quizFileText({ ...gifts, content }))).toEqual({ quiz: { ...gifts, content } });
      }),
    );
  });

  test("a wrong file says which line and why, all at once", () => {
    const lines = quizFileText(gifts).split("\n");
    const at = (needle: string): number => lines.findIndex((line) => line.includes(needle));
    const [kind, type, id] = [at('"kind"'), at('"type": "picture"'), at('"id": "taste"')];
    lines[kind] = '  "kind": "game",';
    lines[id] = '        "id": "No Good",\n        "colour": "red",';
    const faults = faultsOf(lines.join("\n"));

    expect(faults.map(({ line, place }) => [line, place])).toEqual([
      [kind + 1, "kind"],
      [id + 1, "content › questions › 3 › id"],
      [id + 2, "content › questions › 3 › colour"],
    ]);
    expect(faults.map(({ message }) => message)).toEqual([
      "This must be one of quiz, poll, survey, preferences.",
      expect.stringContaining("lower-case letters"),
      "This is not part of the format.",
    ]);
    lines[type] = '        "type": "riddle",';
    const riddle = faultsOf(lines.join("\n")).find(({ line }) => line === type + 1);
    expect(riddle?.message).toMatch(/^This must be one of single, multiple, /);
  });

  test.each([
    ['"title": "Find the right gift"', '"titel": "Find the right gift"', "content › title", "This is missing."],
    ['"required": true', '"required": "yes"', "content › questions › 1 › required", "This must be true or false."],
    ['"text": "A woman"', '"text": 7', "content › questions › 1 › options › 1 › text", "This must be a text."],
    [
      '"goTo": "taste"',
      '"goTo": "No Such"',
      "content › questions › 1 › branches › 1 › goTo",
      /^Use lower-case letters/,
    ],
    ['"products": 3', '"products": 99', "content › result › products", "12 at most."],
  ])("%s written as %s is told in plain words", (right, wrong, place, message) => {
    const text = quizFileText(gifts);
    expect(text).toContain(right);
    const found = faultsOf(text.replace(right, wrong)).find((fault) => fault.place === place);
    expect(found?.message).toMatch(message);
  });

  test.each([
    ['{\n  "format": "candor-quiz",\n}', 3, /comma too many/],
    ['{\n  "format": "candor-quiz"\n  "version": 1\n}', 3, /“,” is missing/],
    ['{\n  "format"', 2, /ends too early/],
    ['{\n\n  "__proto__": {"kind": "quiz"}\n}', 3, /not allowed/],
    ['{\n  "kind": "quiz",\n  "kind": "poll"\n}', 3, /said twice/],
    ["[1, 2,\n nope]", 2, /not JSON/],
    ['"\u0001"', 1, /not JSON/],
    ["[".repeat(100_000), 1, /nested too deeply/],
    ["", 1, /ends too early/],
    ['{\n  "format": "candor-quiz",\n  "content": {', 3, /ends too early/],
    ["[]", 1, /no quiz file of Candor/],
    ['{"name": "x", "version": "1.0.0"}', 1, /no quiz file of Candor/],
    ["{}\n{}", 2, /follows after the end/],
    [" ".repeat(300_000), 1, /larger than 256 kB/],
  ])("%j is refused at line %i", (text, line, message) => {
    expect(faultsOf(text)).toMatchObject([{ line, message: expect.stringMatching(message) as string }]);
  });

  test("names that programs trip over are plain names or refused, and change nothing", () => {
    const polluted = `{"format": "candor-quiz", "version": 1, "handle": "x", "kind": "quiz", "content": {"constructor": {"prototype": {"bad": 1}}}}`;
    expect(faultsOf(polluted).length).toBeGreaterThan(0);
    expect("bad" in {}).toBe(false);
  });

  test("nothing is half imported, and what is imported is a new draft of this shop", async () => {
    const db = await givenDatabase();
    const [own, other] = [await givenShop(db), await givenShop(db)];
    const deps = { db, clock: () => new Date(0) };

    expect(await importQuiz(deps, own, quizFileText(gifts).replace("candor-quiz", "other"))).toMatchObject({
      faults: [{ line: 2, place: "format" }],
    });
    expect(await db.read.quiz.count()).toBe(0);

    const made = await importQuiz(deps, own, `\uFEFF${quizFileText(gifts)}`);
    const again = await importQuiz(deps, own, quizFileText(gifts));
    if (!("id" in made) || !("id" in again)) throw new Error("not imported");
    expect((await requireQuiz(db.read, own, made.id)).draft).toEqual(gifts.content);
    expect((await requireQuiz(db.read, own, again.id)).handle).toBe("gift-finder-2");
    await expect(requireQuiz(db.read, other, made.id)).rejects.toMatchObject({ status: 404 });
  });
});

test("reading JSON agrees with JSON.parse", () => {
  fc.assert(
    fc.property(fc.json({ depthSize: "small", maxDepth: 5 }), fc.nat(4), (text, indent) => {
      fc.pre(!text.includes("__proto__"));
      const pretty = JSON.stringify(JSON.parse(text), null, indent);
      expect(readJson(pretty).value).toEqual(JSON.parse(pretty));
    }),
  );
});

describe("the documented format", () => {
  const page = readFileSync("docs/quiz-format.md", "utf8");

  test("its example can be imported", () => {
    const [, example] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
    expect(faultsOf(example ?? "")).toEqual([]);
    expect(example).toContain("candor-quiz");
  });

  test("names every type of question, and the schema for programs has them too", () => {
    const schema = JSON.stringify(quizFileSchema());
    for (const type of [
      ...["single", "multiple", "picture", "swatch", "product", "ranking", "slider", "rating", "nps", "number"],
      ...["text", "date", "email", "phone", "info", "consent"],
    ]) {
      expect(page).toContain(`\`${type}\``);
      expect(schema).toContain(`"const":"${type}"`);
    }
  });
});
