import type { QuizContent } from "../contract/quiz.ts";
import type { AnswerValue, ResponseReply } from "../contract/response.ts";
import { path } from "../quiz/flow.ts";
import { outcomeOf } from "../quiz/outcome.ts";
import type { CatalogIndex } from "../recommendation/catalog-index.ts";
import { recommend } from "../recommendation/recommend.ts";

type Result = NonNullable<ResponseReply["result"]>;

/** What the result page of a draft would show for these answers: the very recommender that shoppers get. */
export function previewResult(
  index: CatalogIndex,
  content: QuizContent,
  answers: Readonly<Record<string, AnswerValue>>,
): Result {
  const counted = path(content, answers).answered.map((question): [string, AnswerValue] => [
    question.id,
    Object.hasOwn(answers, question.id) ? (answers[question.id] ?? null) : null,
  ]);
  const onPath = new Map(counted);
  const outcome = outcomeOf(content, onPath);
  const { title, text } = outcome ?? content.result;
  const products = recommend(index, content, onPath, { limit: content.result.products });
  return { title, text, ...(outcome && { outcome: outcome.id }), products };
}
