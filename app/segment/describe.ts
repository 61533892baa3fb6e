import type { LeafRule, Rule } from "../contract/rule.ts";
import { calendarText } from "../platform/date-text.ts";

/** What a shop can make rules of, in the words that its people use. */
export interface Vocabulary {
  quizzes: VocabularyQuiz[];
  /** Numbers and days that may be known of people, by the shop's dictionary. */
  measures: Measure[];
  productTypes: string[];
  /** Titles of the products that rules name. */
  products: Record<string, string>;
  currency: string;
}
export interface Measure {
  key: string;
  name: string;
  type: "number" | "date";
  /** Asked for as a birthday somewhere. */
  birthday: boolean;
}
export interface VocabularyQuiz {
  handle: string;
  title: string;
  questions: VocabularyQuestion[];
}
export interface VocabularyQuestion {
  id: string;
  text: string;
  options: { id: string; text: string }[];
}

export function findQuestion(vocabulary: Vocabulary, quiz: string, question: string): VocabularyQuestion | undefined {
  return vocabulary.quizzes.find(({ handle }) => handle === quiz)?.questions.find(({ id }) => id === question);
}

/** A choice is named after the question that asks for it, whichever quiz that is in; the options of all of them together. */
export function findTrait(vocabulary: Vocabulary, key: string): VocabularyQuestion | undefined {
  const asked = vocabulary.quizzes.flatMap((quiz) => quiz.questions.filter((question) => question.id === key));
  const [first] = asked;
  if (first === undefined) return undefined;
  const options = new Map(asked.flatMap((question) => question.options.map((option) => [option.id, option] as const)));
  return { id: key, text: first.text, options: [...options.values()] };
}

const quoted = (text: string) => `“${text}”`;
const days = (count: number) => (count === 1 ? "the last day" : `the last ${count} days`);
const inWindow = (within: { days: number } | undefined) => (within === undefined ? "" : ` in ${days(within.days)}`);

export function formatAmount(amount: number, currency: string): string {
  try {
    return new Intl.NumberFormat("en", { style: "currency", currency, trailingZeroDisplay: "stripIfInteger" }).format(
      amount,
    );
  } catch {
    return `${amount} ${currency}`;
  }
}

function told(question: VocabularyQuestion | undefined, id: string, is: string[]): string {
  const asked = quoted(question?.text ?? id);
  if (is.length === 0) return `${asked} has no answer yet`;
  const words = is.map((value) => quoted(question?.options.find((option) => option.id === value)?.text ?? value));
  return `${asked} is ${words.join(" or ")}`;
}

type MeasureRule = Extract<LeafRule, { kind: "number" | "date" | "dateNear" }>;

function measured(rule: MeasureRule, vocabulary: Vocabulary): string {
  const name = quoted(vocabulary.measures.find(({ key }) => key === rule.key)?.name ?? rule.key);
  switch (rule.kind) {
    case "number":
      if (rule.atLeast !== undefined && rule.atMost !== undefined)
        return `${name} is from ${rule.atLeast} to ${rule.atMost}`;
      if (rule.atLeast !== undefined) return `${name} is at least ${rule.atLeast}`;
      return rule.atMost === undefined ? `${name} is known` : `${name} is at most ${rule.atMost}`;
    case "date": {
      const { from, to } = rule;
      if (from !== undefined && to !== undefined) return `${name} is from ${calendarText(from)} to ${calendarText(to)}`;
      if (from !== undefined) return `${name} is on ${calendarText(from)} or later`;
      return to === undefined ? `${name} is known` : `${name} is on ${calendarText(to)} or earlier`;
    }
    case "dateNear": {
      const near = rule.days === 1 ? `the ${rule.direction} day` : `the ${rule.direction} ${rule.days} days`;
      return `${name}${rule.yearly ? ", every year," : ""} is today or in ${near}`;
    }
  }
}

function productWords(id: string, vocabulary: Vocabulary): string {
  const title = vocabulary.products[id];
  if (title !== undefined) return quoted(title);
  return id === "" ? "a product" : "a product that is gone";
}

const COMPARISON = { atLeast: "at least ", atMost: "at most ", exactly: "exactly " } as const;

function describeLeaf(rule: LeafRule, vocabulary: Vocabulary): string {
  switch (rule.kind) {
    case "answer":
      return told(findQuestion(vocabulary, rule.quiz, rule.question), rule.question, rule.is);
    case "trait":
      return told(findTrait(vocabulary, rule.key), rule.key, rule.is);
    case "number":
    case "date":
    case "dateNear":
      return measured(rule, vocabulary);
    case "orderCount":
      return `${COMPARISON[rule.comparison]}${rule.count} ${rule.count === 1 ? "order" : "orders"}${inWindow(rule.within)}`;
    case "amountSpent": {
      const amount = formatAmount(rule.amount, vocabulary.currency);
      return `spent ${COMPARISON[rule.comparison]}${amount}${inWindow(rule.within)}`;
    }
    case "bought":
      return `bought ${productWords(rule.product, vocabulary)}${inWindow(rule.within)}`;
    case "boughtType":
      return `bought something of type ${quoted(rule.type)}${inWindow(rule.within)}`;
    case "firstOrder":
    case "lastOrder": {
      const which = rule.kind === "firstOrder" ? "first order" : "last order";
      return rule.when === "within" ? `${which} in ${days(rule.days)}` : `${which} ${rule.days} or more days ago`;
    }
  }
}

function describePart(rule: Rule, vocabulary: Vocabulary, nested: boolean): string {
  switch (rule.kind) {
    case "all":
    case "any": {
      if (rule.rules.length === 0) return rule.kind === "all" ? "everybody" : "nobody";
      const inside = rule.rules.length > 1;
      const words = rule.rules.map((part) => describePart(part, vocabulary, inside));
      const text = words.join(rule.kind === "all" ? " and " : " or ");
      return nested && inside ? `(${text})` : text;
    }
    case "not":
      return `not ${describePart(rule.rule, vocabulary, true)}`;
    case "answer":
    case "trait":
    case "number":
    case "date":
    case "dateNear":
    case "orderCount":
    case "amountSpent":
    case "bought":
    case "boughtType":
    case "firstOrder":
    case "lastOrder":
      return describeLeaf(rule, vocabulary);
  }
}

/** A plain sentence: “Which room?” is “Home” and at least 2 orders in the last 365 days. */
export function describe(rule: Rule, vocabulary: Vocabulary): string {
  return describePart(rule, vocabulary, false);
}
