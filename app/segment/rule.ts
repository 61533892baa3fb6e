import { LeafRule } from "../contract/rule.ts";
import type { Rule } from "../contract/rule.ts";
import { Refusal } from "../platform/refusal.ts";

const MAX_DEPTH = 6;
const MAX_LEAVES = 100;
const MAX_PARTS = 30;

/** What is wrong with one part of a rule. `path` leads to the part: "" is the whole, "0.1" the second part of the first. */
export interface RuleError {
  path: string;
  field?: string;
  message: string;
}

/** The merchant's words for the fields of a condition. */
const FIELD_WORDS: Record<string, string> = {
  quiz: "Choose a quiz.",
  question: "Choose a question.",
  key: "Choose what we should know.",
  is: "Choose one or more of the offered answers.",
  count: "Number of orders: use a whole number from 0 to 100,000.",
  amount: "Amount: use a number from 0 to 1,000,000,000.",
  product: "Choose a product.",
  type: "Choose a product type.",
  within: "Days: use a whole number from 1 to 3,650.",
  days: "Days: use a whole number from 1 to 3,650.",
  when: "Choose within or longer ago.",
  atLeast: "Use a number.",
  atMost: "Use a number.",
  from: "Choose a day.",
  to: "Choose a day.",
  range: "The first must not be larger than the second.",
  direction: "Choose last or next.",
  yearlyDays: "Days: what comes every year can be 1 to 180 days away.",
  comparison: "Choose at least, at most or exactly.",
};

/** One entry per kind: the compiler complains when the contract learns a new one. */
const LEAF_KINDS: Record<LeafRule["kind"], true> = {
  answer: true,
  trait: true,
  number: true,
  date: true,
  dateNear: true,
  orderCount: true,
  amountSpent: true,
  bought: true,
  boughtType: true,
  firstOrder: true,
  lastOrder: true,
};

type Unknown = Record<string, unknown>;
const isRecord = (value: unknown): value is Unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const at = (path: string, index: number) => (path === "" ? String(index) : `${path}.${index}`);

function onlyFields(part: Unknown, fields: string[], path: string): RuleError[] {
  const extra = Object.keys(part).find((key) => !fields.includes(key));
  return extra === undefined
    ? []
    : [{ path, field: extra, message: `This condition has no field "${extra.slice(0, 40)}".` }];
}

function checkLeaf(part: Unknown, path: string): RuleError[] {
  const parsed = LeafRule.safeParse(part);
  if (parsed.success) return [];
  const seen = new Set<string>();
  return parsed.error.issues.flatMap((issue) => {
    const field = String(issue.path[0] ?? "");
    if (seen.has(field)) return [];
    seen.add(field);
    return [{ path, field: field || undefined, message: FIELD_WORDS[field] ?? "This condition cannot be read." }];
  });
}

function checkPart(part: unknown, path: string, depth: number, budget: { leaves: number }): RuleError[] {
  if (depth > MAX_DEPTH) return [{ path, message: `Groups can be nested ${MAX_DEPTH} deep at most.` }];
  if (!isRecord(part)) return [{ path, message: "This is not a condition." }];
  const kind = part["kind"];
  if (kind === "all" || kind === "any") {
    const rules = part["rules"];
    if (!Array.isArray(rules)) return [{ path, field: "rules", message: "This group has no conditions." }];
    if (rules.length > MAX_PARTS) {
      return [{ path, field: "rules", message: `A group holds ${MAX_PARTS} conditions at most.` }];
    }
    const inner = rules.flatMap((rule, index) => checkPart(rule, at(path, index), depth + 1, budget));
    return [...onlyFields(part, ["kind", "rules"], path), ...inner];
  }
  if (kind === "not") {
    return [...onlyFields(part, ["kind", "rule"], path), ...checkPart(part["rule"], at(path, 0), depth + 1, budget)];
  }
  if (typeof kind !== "string" || !Object.hasOwn(LEAF_KINDS, kind)) {
    return [{ path, field: "kind", message: "We do not know this kind of condition." }];
  }
  budget.leaves -= 1;
  if (budget.leaves === -1) return [{ path, message: `A segment has ${MAX_LEAVES} conditions at most.` }];
  return budget.leaves < 0 ? [] : checkLeaf(part, path);
}

/** Everything that is wrong with what should be a rule, for the builder to show beside the parts. */
export function checkRule(input: unknown): RuleError[] {
  return checkPart(input, "", 1, { leaves: MAX_LEAVES });
}

/** From a form or the database. Refuses with the first fault, in the merchant's words. */
export function parseRule(input: unknown): Rule {
  let value = input;
  if (typeof input === "string") {
    try {
      value = JSON.parse(input);
    } catch {
      throw new Refusal(422, "rule_invalid", "The rule cannot be read.", "rule");
    }
  }
  const [error] = checkRule(value);
  if (error !== undefined) {
    const field = ["rule", error.path, error.field].filter((part) => part !== undefined && part !== "").join(".");
    throw new Refusal(422, "rule_invalid", error.message, field);
  }
  return value as Rule;
}

/** Whether the rule says anything at all: a rule without a condition would mean everybody, or nobody. */
export function hasCondition(rule: Rule): boolean {
  switch (rule.kind) {
    case "all":
    case "any":
      return rule.rules.length > 0 && rule.rules.every(hasCondition);
    case "not":
      return hasCondition(rule.rule);
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
      return true;
  }
}

/** Whether time alone can move somebody in or out. */
export function usesTime(rule: Rule): boolean {
  switch (rule.kind) {
    case "all":
    case "any":
      return rule.rules.some(usesTime);
    case "not":
      return usesTime(rule.rule);
    case "answer":
    case "trait":
    case "number":
    case "date":
      return false;
    case "orderCount":
    case "amountSpent":
    case "bought":
    case "boughtType":
      return rule.within !== undefined;
    case "dateNear":
    case "firstOrder":
    case "lastOrder":
      return true;
  }
}
