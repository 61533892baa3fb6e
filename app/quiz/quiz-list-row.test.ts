import { expect, test } from "vitest";
import { searchQuizzes } from "./quiz-list-row.ts";
import type { QuizListRow } from "./quiz-list-row.ts";

const row = (title: string, published: boolean): QuizListRow => ({
  id: 1,
  title,
  handle: "gift-finder",
  kind: "quiz",
  published,
  changed: "",
  started: 0,
  finished: 0,
  lately: 0,
  perDay: [],
  finishRate: undefined,
  goal: undefined,
});
const rows = [row("Gifts for summer", true), row("コーヒー診断", false)];

test("all words must be found, whatever their case or width; status narrows", () => {
  const titles = (search: string, status: "all" | "live" | "draft" = "all") =>
    searchQuizzes(rows, search, status).map(({ title }) => title);
  expect(titles("SUMMER gift")).toEqual(["Gifts for summer"]);
  expect(titles("ｺｰﾋｰ")).toEqual(["コーヒー診断"]);
  expect(titles("winter gift")).toEqual([]);
  expect(titles("", "live")).toEqual(["Gifts for summer"]);
  expect(titles("", "draft")).toEqual(["コーヒー診断"]);
});
