import type { QuizContent, QuizKind } from "../contract/quiz.ts";
import type { Rule } from "../contract/rule.ts";
import type { DraftCheck } from "../quiz/quiz-view.ts";
import { verifyQuiz } from "../quiz/verify/verify.ts";
import { countMatches } from "../recommendation/catalog-index.ts";
import type { CatalogIndex } from "../recommendation/catalog-index.ts";
import { countFitting } from "../recommendation/recommend.ts";

/** What a segment looks at: answers of this quiz, and traits whoever told them. */
export function namesUsed(rule: Rule, handle: string): string[] {
  switch (rule.kind) {
    case "all":
    case "any":
      return rule.rules.flatMap((part) => namesUsed(part, handle));
    case "not":
      return namesUsed(rule.rule, handle);
    case "answer":
      return rule.quiz === handle ? [rule.question] : [];
    case "trait":
    case "number":
    case "date":
    case "dateNear":
      return [rule.key];
    case "orderCount":
    case "amountSpent":
    case "bought":
    case "boughtType":
    case "firstOrder":
    case "lastOrder":
      return [];
  }
}

interface CheckShop {
  /** Questions of this quiz and traits that segments look at. */
  used: ReadonlySet<string>;
  kind: QuizKind;
  /** How many questions one person is asked in a row of days. */
  budget: number;
}

/** The draft against this shop: what keeps it from working, and how many products each option stands for. */
export function checkDraft(index: CatalogIndex, content: QuizContent, { used, kind, budget }: CheckShop): DraftCheck {
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
  const feedsSegments = content.questions.some(
    ({ id, trait }) => used.has(id) || (trait !== undefined && used.has(trait)),
  );
  return { findings: verifyQuiz(content, { products, feedsSegments, used, kind, budget }), counts };
}
