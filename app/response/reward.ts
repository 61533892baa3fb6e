import type { AnswerValue, ResponseReply, SubmittedResponse } from "../contract/response.ts";
import type { PublishedQuiz } from "../contract/quiz.ts";
import { path } from "../quiz/flow.ts";

/** What was typed and agreed to on the path of a walk. */
export interface TypedAddress {
  address: string;
  /** The statement, word for word. */
  statement: string;
}

/** A finish that may lead to a code or a mail: only then is it worth knowing from which network it came. */
export const isRewarding = ({ content }: PublishedQuiz, { finished }: Pick<SubmittedResponse, "finished">): boolean =>
  finished && (content.incentive !== undefined || asksForAddress(content));

export const asksForAddress = ({ questions }: Pick<PublishedQuiz["content"], "questions">): boolean =>
  questions.some((question) => question.type === "email");

/** An address counts together with "yes" to marketing, both on the path. A quiz for minors takes none (P16). */
export function typedAddress(
  content: PublishedQuiz["content"],
  values: Record<string, AnswerValue>,
): TypedAddress | undefined {
  if (content.minors === true) return undefined;
  const { answered } = path(content, values);
  const email = answered.find((question) => question.type === "email" && typeof values[question.id] === "string");
  const consent = answered.find((question) => question.type === "consent" && question.purpose === "marketing");
  const address = email && values[email.id];
  if (typeof address !== "string" || consent === undefined || values[consent.id] !== true) return undefined;
  return { address, statement: consent.text };
}

/** What the finishing reply promises: the same for every address, known or not (A29). */
export function promiseOf(
  { content }: PublishedQuiz,
  values: Record<string, AnswerValue>,
  sendsMail: boolean,
): Pick<ResponseReply, "incentive" | "mail"> {
  return {
    ...(content.incentive && { incentive: { state: "pending" as const } }),
    ...(sendsMail && typedAddress(content, values) && { mail: "confirm" as const }),
  };
}
