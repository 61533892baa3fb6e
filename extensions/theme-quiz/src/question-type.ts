import type { StorefrontQuestion } from "../../../app/contract/quiz.ts";
import type { AnswerValue } from "../../../app/contract/response.ts";
import type { Words } from "./words.ts";

type QuestionOf<T> = StorefrontQuestion extends infer Q
  ? Q extends { type: infer U }
    ? U extends T
      ? Q
      : never
    : never
  : never;

interface Kit {
  words: Words;
  language: string;
}

/** How one type of question looks and is read. Adding a type = a file in types/, a line in question-types.ts, a case in candor-question.liquid. */
interface Asking<Q> {
  /** The controls below the heading; `value` is the answer given before. */
  show(question: Q, value: AnswerValue | undefined, kit: Kit): HTMLElement | "";
  /** What is chosen or written now; null = nothing. */
  read(controls: ParentNode): AnswerValue;
  /** Something was given that cannot be the answer, beyond what the browser's own fields see. */
  isWrong?(question: Q, value: AnswerValue): boolean;
  /** Hears clicks and input on the controls, also on those that Liquid rendered. */
  act?(question: Q, event: Event, kit: Kit): void;
}

export type QuestionType<T extends StorefrontQuestion["type"]> = Asking<QuestionOf<T>>;
