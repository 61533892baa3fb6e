import type { QuizKind } from "../contract/quiz.ts";

/** One quiz among all: what it is, and what happened lately. */
export interface QuizListRow {
  id: number;
  title: string;
  handle: string;
  kind: QuizKind;
  published: boolean;
  changed: string;
  started: number;
  finished: number;
  /** Started in the last 30 days: in all, and day by day. */
  lately: number;
  perDay: number[];
  /** With its interval; undefined before anybody started. */
  finishRate: string | undefined;
  /** Undefined where no target was set; nobody has missed one that nobody could reach yet. */
  goal: "reached" | "open" | "waiting" | undefined;
}

const fold = (text: string): string => text.normalize("NFKC").toLowerCase();

export type QuizStatus = "all" | "live" | "draft";

/** The quizzes whose title or name has all of these words. */
export function searchQuizzes(rows: readonly QuizListRow[], search: string, status: QuizStatus): QuizListRow[] {
  const words = fold(search).split(/\s+/).filter(Boolean);
  return rows.filter(({ title, handle, published }) => {
    const text = fold(`${title} ${handle}`);
    const fits = status === "all" || published === (status === "live");
    return fits && words.every((word) => text.includes(word));
  });
}
