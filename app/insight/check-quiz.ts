import type { QuizContent } from "../contract/quiz.ts";
import type { Rule } from "../contract/rule.ts";
import type { DraftCheck } from "../quiz/quiz-view.ts";
import { verifyQuiz } from "../quiz/verify.ts";
import { countMatches } from "../recommendation/catalog-index.ts";
import type { CatalogIndex } from "../recommendation/catalog-index.ts";
import { countFitting } from "../recommendation/recommend.ts";

/** A segment looks at answers of this quiz, or at something that it tells. */
export function feeds(rule: Rule, handle: string, content: QuizContent): boolean {
  switch (rule.kind) {
    case "all":
    case "any":
      return rule.rules.some((part) => feeds(part, handle, content));
    case "not":
      return feeds(rule.rule, handle, content);
    case "answer":
      return rule.quiz === handle;
    case "trait":
      return content.questions.some((question) => question.id === rule.key);
    case "orderCount":
    case "amountSpent":
    case "bought":
    case "boughtType":
    case "firstOrder":
    case "lastOrder":
      return false;
  }
}

/** The draft against this shop: what keeps it from working, and how many products each option stands for. */
export function checkDraft(index: CatalogIndex, content: QuizContent, feedsSegments: boolean): DraftCheck {
  const counts: Record<string, number> = {};
  content.questions.forEach((question, at) => {
    if (!("options" in question)) return;
    question.options.forEach((option, place) => {
      if (option.match) counts[`questions.${at}.options.${place}`] = countMatches(index, option.match);
    });
  });
  const products = {
    matching: (match: Parameters<typeof countMatches>[1]) => countMatches(index, match),
    fitting: (answers: Parameters<typeof countFitting>[2]) => countFitting(index, content, answers),
  };
  return { findings: verifyQuiz(content, { products, feedsSegments }), counts };
}
