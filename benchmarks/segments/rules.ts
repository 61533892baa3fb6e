import type { Rule } from "../../app/contract/rule.ts";
import { QUESTIONS, VALUES } from "./population.ts";

const WINDOWS = [30, 90, 180, 365];

/** What one shop's merchant would make: an answer, often with orders, spending, dates, products, or without an answer yet. */
function rule(number: number): Rule {
  const question = QUESTIONS[number % QUESTIONS.length]!;
  const value = VALUES[Math.floor(number / QUESTIONS.length) % VALUES.length]!;
  const days = WINDOWS[number % WINDOWS.length]!;
  const answer: Rule = { kind: "answer", quiz: "gift-finder", question, is: [value] };
  switch (number % 5) {
    case 0:
      return {
        kind: "all",
        rules: [answer, { kind: "orderCount", comparison: "atLeast", count: 2, within: { days } }],
      };
    case 1:
      return {
        kind: "all",
        rules: [answer, { kind: "amountSpent", comparison: "atLeast", amount: 20 * (1 + (number % 7)) }],
      };
    case 2:
      return { kind: "any", rules: [answer, { kind: "boughtType", type: `Type ${number % 40}` }] };
    case 3:
      return {
        kind: "all",
        rules: [
          answer,
          { kind: "lastOrder", when: "longerAgo", days },
          { kind: "orderCount", comparison: "atLeast", count: 3 },
        ],
      };
    default:
      return {
        kind: "all",
        rules: [
          { kind: "not", rule: answer },
          { kind: "orderCount", comparison: "atLeast", count: 1, within: { days } },
          { kind: "trait", key: question, is: VALUES.slice(0, 3) },
        ],
      };
  }
}

export const rules = (count: number): Rule[] => Array.from({ length: count }, (_, number) => rule(number));
