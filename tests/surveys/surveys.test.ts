import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { PublishedQuiz, QuizContent } from "../../app/contract/quiz.ts";
import { SubmittedResponse } from "../../app/contract/response.ts";
import { loadResults } from "../../app/insight/load-results.server.ts";
import { mintKey } from "../../app/platform/secret.server.ts";
import { checkAnswer } from "../../app/quiz/answer.ts";
import { importQuiz } from "../../app/quiz/import-quiz.server.ts";
import { quizFileText } from "../../app/quiz/quiz-file-text.ts";
import { addVersion, requireQuiz } from "../../app/quiz/quiz.store.server.ts";
import { recordResponse } from "../../app/response/record-response.server.ts";
import { givenDatabase, givenShop } from "../database.ts";
import { readSurvey } from "./survey-file.ts";
import type { Survey } from "./survey-file.ts";

const NOW = new Date("2026-06-01T00:00:00Z");
const LATER = new Date("2026-06-02T00:00:00Z");
const AT_ONCE = 100;
const MOST_ROWS = 1000;
const key = mintKey();

/** The survey as a file of ours, read into a shop and published. */
async function givenImported({ columns }: Survey) {
  const db = await givenDatabase();
  const shop = await givenShop(db);
  const content = QuizContent.parse({
    title: "A survey",
    questions: columns.map(({ question }) => question),
    result: { title: "Thank you", products: 0 },
  });
  const made = await importQuiz(
    { db, clock: () => NOW },
    shop,
    quizFileText({ handle: "survey", kind: "survey", content }),
  );
  if ("faults" in made) throw new Error(JSON.stringify(made.faults));
  const quizId = made.id;
  const { draft } = await requireQuiz(db.read, shop, quizId);
  await db.transaction((tx) => addVersion(tx, shop, { id: quizId }, { id: "v1", content: draft }, NOW));
  return {
    db,
    shop,
    quiz: PublishedQuiz.parse({ versionId: "v1", quizId, handle: "survey", kind: "survey", content: draft }),
  };
}

type Imported = Awaited<ReturnType<typeof givenImported>>;

/** Each row as the widget would send it: what was not answered is skipped. */
async function recordAll({ db, shop, quiz }: Imported, { columns, rows }: Survey): Promise<void> {
  for (let start = 0; start < rows.length; start += AT_ONCE) {
    await db.transaction(async (tx) => {
      for (const row of rows.slice(start, start + AT_ONCE)) {
        const answers = columns.map(({ question, answerOf }, at) => {
          const value = row[at] ? answerOf(row[at]) : null;
          expect(checkAnswer(question, value), `${question.text}: ${row[at]}`).toBeUndefined();
          return { answerId: randomUUID(), questionId: question.id, value };
        });
        const walk = { responseId: randomUUID(), versionId: "v1" };
        // Begun, and ended a while later: who says all of it at once is counted apart, as nobody taps that fast.
        for (const [part, minutes] of [
          [{ ...walk, answers: answers.slice(0, 1), finished: false }, 0],
          [{ ...walk, answers, finished: true }, 5],
        ] as const) {
          const at = new Date(NOW.getTime() + minutes * 60_000);
          const from = { quiz, customerId: undefined, source: "storefront" as const, test: false, at };
          await recordResponse(tx, shop, { ...from, submitted: SubmittedResponse.parse(part) }, key);
        }
      }
    });
  }
}

async function expectItsOwnCounts(survey: Survey): Promise<void> {
  const imported = await givenImported(survey);
  await recordAll(imported, survey);
  const shop = { id: imported.shop, currency: "USD", timezone: "UTC", privacyFloor: 1 };
  const everything = { from: new Date(0), to: undefined, kind: "shoppers" } as const;
  const { totals, questions } = await loadResults(imported.db.read, shop, imported.quiz.quizId, everything, LATER, key);
  expect(totals).toMatchObject({ started: survey.rows.length, finished: survey.rows.length });
  for (const [at, { question, answerOf }] of survey.columns.entries()) {
    const told = survey.rows.map((row) => row[at] ?? "").filter((cell) => cell !== "");
    const result = questions[at];
    expect(result, question.text).toMatchObject({ answered: told.length, skipped: survey.rows.length - told.length });
    if (result?.figure.kind === "bars") {
      const counts = new Map<unknown, number>();
      for (const cell of told) {
        const [id] = answerOf(cell) as string[];
        counts.set(id, (counts.get(id) ?? 0) + 1);
      }
      for (const { id, text, count } of result.figure.options) expect(count, text).toBe(counts.get(id) ?? 0);
    }
    if (result?.figure.kind === "numbers") {
      const mean = told.reduce((sum, cell) => sum + Number(cell), 0) / told.length;
      expect(result.figure.spread?.n).toBe(told.length);
      expect(result.figure.spread?.mean).toBeCloseTo(mean, 6);
      expect(result.figure.bins.reduce((sum, { count }) => sum + (count ?? 0), 0)).toBe(told.length);
    }
  }
}

/** Of a file of our own making: what people write into surveys, and gaps. */
const ODD = [
  '\uFEFF"rownames","気分は?","How much, in €?","Comment ""please"""',
  `"1","とても良い",12.5,"two\nlines, ""quoted"""`,
  '"2","😀",-3,"=1+1"',
  '"3","😀",NA,""',
  '"4","NA",1e3,"مرحبا"',
  '"5","<b>bold</b>",0,NA',
  ...Array.from({ length: 60 }, (_, at) => `"${at + 6}","constructor",${at / 7},"words ${at}"`),
].join("\r\n");

const data = process.env.CANDOR_DATA ?? path.resolve("../shared/data");
const files = existsSync(data)
  ? readdirSync(data).filter((name) => /^(fivethirtyeight|MASS|AER|lca)_.*\.csv(\.gz)?$/.test(name))
  : [];
if (files.length === 0) process.stdout.write("SKIPPED, LOUDLY: no real surveys here; set CANDOR_DATA to read them\n");

function readFile(name: string): string {
  const bytes = readFileSync(path.join(data, name));
  return (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}

describe("a survey that was made elsewhere is a quiz here, and its results are its own", { timeout: 300_000 }, () => {
  test("with other scripts, gaps, quotes and names that objects have", async () => {
    const survey = readSurvey(ODD);
    expect(survey.columns.map(({ question }) => question.type)).toEqual(["single", "number", "text"]);
    await expectItsOwnCounts(survey);
  });

  test.each(files)("%s", async (name) => {
    const survey = readSurvey(readFile(name));
    await expectItsOwnCounts({ ...survey, rows: survey.rows.slice(0, MOST_ROWS) });
  });
});
