import { describe, expect, test } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import { QuizKind } from "../contract/quiz.ts";
import { requireQuiz } from "./quiz.store.server.ts";
import { startEmptyQuiz } from "./start-quiz.server.ts";
import { verifyQuiz } from "./verify/verify.ts";

const clock = () => new Date("2026-03-01T10:00:00Z");
const plenty = { matching: () => 50, fitting: () => 50 };

describe.each(QuizKind.options)("an empty %s", (kind) => {
  test("opens with one question, says what is still to be written, and works once that is", async () => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    const first = await requireQuiz(db.read, shop, await startEmptyQuiz({ db, clock }, shop, kind));
    const second = await requireQuiz(db.read, shop, await startEmptyQuiz({ db, clock }, shop, kind));
    expect([first.handle, second.handle, first.kind]).toEqual([kind, `${kind}-2`, kind]);
    expect(first.draft.questions.map(({ type }) => type)).toEqual(["single"]);

    const errors = (draft: typeof first.draft) =>
      verifyQuiz(draft, { products: plenty, feedsSegments: false, kind }).filter(
        ({ severity }) => severity === "error",
      );
    expect(errors(first.draft).map(({ field }) => field)).toEqual([
      "title",
      "questions.0.text",
      "questions.0.options.0.text",
      "questions.0.options.1.text",
    ]);
    const [question] = first.draft.questions;
    if (question?.type !== "single") throw new Error("no question to choose in");
    const options = question.options.map((option, at) => ({ ...option, text: `Option ${at + 1}` }));
    const written = { ...first.draft, title: "Tea", questions: [{ ...question, text: "Which?", options }] };
    expect(errors(written)).toEqual([]);
  });
});
