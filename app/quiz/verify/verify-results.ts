import type { ProductMatch, Question } from "../../contract/question.ts";
import type { QuizContent } from "../../contract/quiz.ts";
import type { AnswerValue } from "../../contract/response.ts";
import { error, warning } from "./finding.ts";
import type { Finding } from "./finding.ts";
import { outcomeOf } from "../outcome.ts";
import { MOST_PATHS, pathsThrough } from "../paths.ts";
import type { QuizPath } from "../paths.ts";

// What the answers lead to: products in stock, and result pages that somebody gets.

/** What the catalogue says: handed in, because recommending is a later room's work. */
export interface ProductCounts {
  /** In-stock products that an option stands for. */
  matching(match: ProductMatch): number;
  /** In-stock products that fit the answers of one way through the quiz. */
  fitting(answers: ReadonlyMap<string, AnswerValue>): number;
}

export function verifyOptions(question: Question, at: number, products: ProductCounts): Finding[] {
  if (!("options" in question)) return [];
  const shopIsEmpty = products.matching({ terms: [] }) === 0;
  const field = `questions.${at}.options`;
  if (question.options.length < 2)
    return [
      error(field, question.type === "product" ? "Choose at least two products." : "Offer at least two options."),
    ];
  return question.options.flatMap((option, index) => {
    const { match } = option;
    if (!match) return [];
    const path = `${field}.${index}.match`;
    if (match.priceFrom !== undefined && match.priceTo !== undefined && match.priceFrom > match.priceTo) {
      return [error(`${path}.priceTo`, "The highest price is below the lowest.")];
    }
    return shopIsEmpty || products.matching(match) > 0
      ? []
      : [warning(path, "No product in stock fits this option. Add other words or another price.")];
  });
}

const NOTHING_KNOWN =
  "No product in stock is known yet. While your products are being read, wait a moment (Home shows how far it is); otherwise show no products.";

export function verifyProducts(content: QuizContent, products: ProductCounts): Finding[] {
  const wanted = content.result.products;
  if (wanted === 0) return [];
  if (products.matching({ terms: [] }) === 0) return [error("result.products", NOTHING_KNOWN)];
  const poor = new Map<string, Finding>();
  for (const path of pathsThrough(content)) {
    const found = products.fitting(path.answers);
    if (found >= wanted) continue;
    const field = narrowestField(path);
    if (poor.has(field)) continue;
    const choices = path.choices.map((choice) => `“${choice.text}”`).join(", ");
    const have = found === 0 ? "no product in stock fits" : `only ${found} in stock ${found === 1 ? "fits" : "fit"}`;
    const message = `Who answers ${choices || "this quiz"} should see ${wanted === 1 ? "a product" : `${wanted} products`}, but ${have}. Add words, widen a price, or show fewer products.`;
    poor.set(field, error(field, message));
  }
  return [...poor.values()];
}

function narrowestField({ choices }: QuizPath): string {
  const last = choices.findLast((choice) => choice.match) ?? choices.findLast(({ option }) => option !== undefined);
  return last?.option === undefined ? "result.products" : `questions.${last.question}.options.${last.option}.match`;
}

/** Points for result pages that are gone. */
export function verifyPoints({ questions, outcomes = [] }: QuizContent): Finding[] {
  const known = new Set(outcomes.map(({ id }) => id));
  return questions.flatMap((question, at) =>
    "options" in question
      ? question.options.flatMap((option, index) =>
          Object.keys(option.points ?? {}).some((id) => !known.has(id))
            ? [error(`questions.${at}.options.${index}.points`, "It gives points to a result page that is gone.")]
            : [],
        )
      : [],
  );
}

/** Result pages that nobody gets: no answer speaks for them, or another always has more points. */
export function verifyOutcomes(content: QuizContent): Finding[] {
  const { outcomes = [], questions } = content;
  if (outcomes.length === 0) return [];
  const options = questions.flatMap((question) => ("options" in question ? question.options : []));
  const spokenFor = (id: string) =>
    options.some(({ points }) => points && Object.hasOwn(points, id) && (points[id] ?? 0) > 0);
  const won = new Set<string>();
  let ways = 0;
  for (const { answers } of pathsThrough(content)) {
    ways += 1;
    const outcome = outcomeOf(content, answers);
    if (outcome) won.add(outcome.id);
    if (won.size === outcomes.length) return [];
  }
  // Several choices at once, or ways that were not tried, may still lead there.
  const isComplete = ways < MOST_PATHS && !questions.some(({ type }) => type === "multiple");
  return outcomes.flatMap(({ id }, at) => {
    if (won.has(id)) return [];
    if (!spokenFor(id))
      return [
        error(`outcomes.${at}`, "Nobody gets this result page: no option gives it points. Give points in the options."),
      ];
    return isComplete
      ? [warning(`outcomes.${at}`, "Nobody gets this result page: whatever is answered, another has more points.")]
      : [];
  });
}
