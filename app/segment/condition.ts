import type { LeafRule, Rule } from "../contract/rule.ts";
import { findQuestion, findTrait } from "./describe.ts";
import type { Measure, Vocabulary, VocabularyQuestion } from "./describe.ts";

/** What a condition asks, in the builder's menu. `firstOrder` and `lastOrder` are two. */
export type ConditionKind = LeafRule["kind"];

export const CONDITION_NAMES: Record<ConditionKind, string> = {
  answer: "Answer to a question",
  trait: "What we know, from any quiz",
  number: "A number that we know",
  date: "A day that we know",
  dateNear: "A day that is near, such as a birthday",
  orderCount: "Number of orders",
  amountSpent: "Amount spent",
  bought: "Bought a product",
  boughtType: "Bought a product type",
  firstOrder: "First order",
  lastOrder: "Last order",
};

/** Questions that can be asked about in a rule: those with options to choose from. */
export const choiceQuestions = (questions: VocabularyQuestion[]) =>
  questions.filter(({ options }) => options.length > 0);

/** Every question id that some quiz asks, once, with its words. */
export function traits(vocabulary: Vocabulary): VocabularyQuestion[] {
  const ids = new Set(vocabulary.quizzes.flatMap((quiz) => choiceQuestions(quiz.questions).map(({ id }) => id)));
  return [...ids].flatMap((id) => findTrait(vocabulary, id) ?? []);
}

/** What a condition over numbers or days can be about. */
export function measuresFor(kind: "number" | "date" | "dateNear", { measures }: Vocabulary): Measure[] {
  return measures.filter(({ type }) => type === (kind === "number" ? "number" : "date"));
}

/** A condition as it begins when it is (now) about this measure. */
export function measureCondition(kind: "number" | "date" | "dateNear", measure: Measure | undefined): LeafRule {
  const key = measure?.key ?? "";
  if (kind === "number") return { kind, key, atLeast: 1 };
  if (kind === "date") return { kind, key, from: "" };
  return { kind, key, direction: "next", days: 14, yearly: measure?.birthday ?? true };
}

/** The kinds that this shop has something to choose for. */
export function possibleKinds(vocabulary: Vocabulary): ConditionKind[] {
  const asks = vocabulary.quizzes.some((quiz) => choiceQuestions(quiz.questions).length > 0);
  return (Object.keys(CONDITION_NAMES) as ConditionKind[]).filter((kind) => {
    if (kind === "answer" || kind === "trait") return asks;
    if (kind === "number" || kind === "date" || kind === "dateNear") return measuresFor(kind, vocabulary).length > 0;
    return kind !== "boughtType" || vocabulary.productTypes.length > 0;
  });
}

/** A sensible start that a merchant then changes. */
export function newCondition(kind: ConditionKind, vocabulary: Vocabulary): LeafRule {
  switch (kind) {
    case "answer": {
      const quiz = vocabulary.quizzes.find((one) => choiceQuestions(one.questions).length > 0);
      const [question] = choiceQuestions(quiz?.questions ?? []);
      const [option] = question?.options ?? [];
      return {
        kind,
        quiz: quiz?.handle ?? "",
        question: question?.id ?? "",
        is: option === undefined ? [] : [option.id],
      };
    }
    case "trait": {
      const [trait] = traits(vocabulary);
      const [option] = trait?.options ?? [];
      return { kind, key: trait?.id ?? "", is: option === undefined ? [] : [option.id] };
    }
    case "number":
    case "date":
      return measureCondition(kind, measuresFor(kind, vocabulary)[0]);
    case "dateNear": {
      const measures = measuresFor(kind, vocabulary);
      return measureCondition(kind, measures.find(({ birthday }) => birthday) ?? measures[0]);
    }
    case "orderCount":
      return { kind, comparison: "atLeast", count: 2, within: { days: 365 } };
    case "amountSpent":
      return { kind, comparison: "atLeast", amount: 100 };
    case "bought":
      return { kind, product: "" };
    case "boughtType":
      return { kind, type: vocabulary.productTypes[0] ?? "" };
    case "firstOrder":
      return { kind, when: "within", days: 90 };
    case "lastOrder":
      return { kind, when: "longerAgo", days: 180 };
  }
}

/** What a new segment begins with: nothing, or the question that somebody comes from. */
export function startingRule(vocabulary: Vocabulary, quiz: string, question: string): Rule {
  const [option] = findQuestion(vocabulary, quiz, question)?.options ?? [];
  const about: LeafRule[] = option === undefined ? [] : [{ kind: "answer", quiz, question, is: [option.id] }];
  return { kind: "all", rules: about };
}

const NOT_ANSWERED = {
  in: "Includes people who have not answered yet.",
  out: "People who have not answered yet are left out.",
};

/** What else a day may be taken to mean. */
function dayNotes(
  rule: Extract<LeafRule, { kind: "number" | "date" | "dateNear" }>,
  { measures }: Vocabulary,
): string[] {
  if (rule.kind === "number") return [];
  const notes = rule.kind === "dateNear" ? ["A day begins at midnight UTC."] : [];
  const needsYear = rule.kind === "date" ? rule.from !== undefined || rule.to !== undefined : !rule.yearly;
  const mayLackIt = measures.some(({ key, birthday }) => key === rule.key && birthday);
  return needsYear && mayLackIt ? [...notes, "A birthday without its year does not count."] : notes;
}

/** Who counts how when we do not know something: said beside each condition, so that nobody has to guess. */
export function unknownNote(rule: LeafRule, negated: boolean, vocabulary: Vocabulary): string | undefined {
  switch (rule.kind) {
    case "answer":
    case "trait":
      if (rule.is.length === 0)
        return negated ? "Only people who have answered." : "Only people who have not answered yet.";
      return negated ? NOT_ANSWERED.in : NOT_ANSWERED.out;
    case "number":
    case "date":
    case "dateNear":
      return [negated ? NOT_ANSWERED.in : NOT_ANSWERED.out, ...dayNotes(rule, vocabulary)].join(" ");
    case "orderCount": {
      const zero = rule.comparison === "atMost" || rule.count === 0;
      return zero !== negated ? "Includes people who never ordered." : undefined;
    }
    case "amountSpent":
      return (rule.comparison === "atMost" || rule.amount === 0) !== negated
        ? "Includes people who never ordered."
        : undefined;
    case "bought":
    case "boughtType":
      return negated ? "Includes people who never ordered." : undefined;
    case "firstOrder":
    case "lastOrder":
      return negated ? "Includes people who never ordered." : "People who never ordered are left out.";
  }
}

export type Group = Extract<Rule, { rules: Rule[] }>;

/** The rule below any number of "not", and whether it is turned round. */
export function unwrap(rule: Rule): { inner: Exclude<Rule, { kind: "not" }>; negated: boolean } {
  if (rule.kind !== "not") return { inner: rule, negated: false };
  const { inner, negated } = unwrap(rule.rule);
  return { inner, negated: !negated };
}

export const wrap = (inner: Rule, negated: boolean): Rule => (negated ? { kind: "not", rule: inner } : inner);
