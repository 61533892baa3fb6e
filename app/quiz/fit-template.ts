import type { QuizContent } from "../contract/quiz.ts";
import type { AnswerValue } from "../contract/response.ts";
import { pathsThrough } from "./paths.ts";

/** How many products in stock fit the answers of one way through the quiz. */
export type CountFitting = (content: QuizContent, answers: ReadonlyMap<string, AnswerValue>) => number;

/**
 * A template promises no more products than each way through it finds in this shop: in a shop of another trade it shows none, works at
 * once, and its options ask to be matched (`verify`). A shop without any product is left as it is: they may still be coming.
 */
export function fitProducts(content: QuizContent, count: CountFitting): QuizContent {
  let products = content.result.products;
  if (products === 0 || count(content, new Map()) === 0) return content;
  for (const { answers } of pathsThrough(content)) {
    products = Math.min(products, count(content, answers));
    if (products === 0) break;
  }
  return { ...content, result: { ...content.result, products } };
}
