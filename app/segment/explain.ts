import type { LeafRule, Rule } from "../contract/rule.ts";
import { describe } from "./describe.ts";
import type { Vocabulary } from "./describe.ts";

/** An answer that speaks for or against a condition. */
export interface AnswerEvidence {
  kind: "answer";
  quizTitle: string;
  /** The wording that was shown, and the option as it was called. */
  question: string;
  option: string;
  at: Date;
  /** The consent under which it counts; undefined when none is on record. */
  consent: { wording: string | undefined; at: Date } | undefined;
}
export interface OrderEvidence {
  kind: "orders";
  /** The newest first; `more` were left out. */
  orders: { name: string; at: Date; amount: string }[];
  more: number;
}
/** The customer's lifetime figures: from Shopify's own record where it has one. */
interface FigureEvidence {
  kind: "figure";
  text: string;
  source: "shopify" | "orders";
}
interface NoEvidence {
  kind: "nothing";
  text: string;
}
export type Evidence = AnswerEvidence | OrderEvidence | FigureEvidence | NoEvidence;

/** A rule as it stands for one person: each part with its verdict, each condition with what it rests on. */
export interface Explanation {
  kind: Rule["kind"];
  /** The condition in the merchant's words; for a group how it combines its parts. */
  text: string;
  holds: boolean;
  parts: Explanation[];
  evidence: Evidence[];
  /** When time alone will turn this condition round, if nothing else happens. */
  until: Date | undefined;
}

/** What was found out about one condition: its verdict comes from the same SQL that decides memberships. */
export interface Finding {
  holds: boolean;
  evidence: Evidence[];
  until: Date | undefined;
}

/** All conditions of a rule, from left to right. */
export function leavesOf(rule: Rule): LeafRule[] {
  if (rule.kind === "not") return leavesOf(rule.rule);
  return "rules" in rule ? rule.rules.flatMap(leavesOf) : [rule];
}

const GROUP_TEXT = { all: "All of these", any: "Any of these", not: "Not" } as const;

/** Puts the findings (in the order of `leavesOf`) back into the rule's tree. */
export function explain(rule: Rule, findings: readonly Finding[], vocabulary: Vocabulary): Explanation {
  const rest = findings.values();
  const walk = (part: Rule): Explanation => {
    switch (part.kind) {
      case "all":
      case "any": {
        const parts = part.rules.map(walk);
        const holds = part.kind === "all" ? parts.every((one) => one.holds) : parts.some((one) => one.holds);
        return { kind: part.kind, text: GROUP_TEXT[part.kind], holds, parts, evidence: [], until: undefined };
      }
      case "not": {
        const inner = walk(part.rule);
        return {
          kind: "not",
          text: GROUP_TEXT.not,
          holds: !inner.holds,
          parts: [inner],
          evidence: [],
          until: undefined,
        };
      }
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
      case "lastOrder": {
        const finding = rest.next().value;
        if (finding === undefined) throw new Error("Fewer findings than conditions.");
        return { kind: part.kind, text: describe(part, vocabulary), parts: [], ...finding };
      }
    }
  };
  return walk(rule);
}

/** In words: what will change first, if nothing else happens. */
export function nextFlip(explanation: Explanation): { text: string; at: Date } | undefined {
  const own = explanation.until === undefined ? [] : [{ text: explanation.text, at: explanation.until }];
  const all = [...own, ...explanation.parts.flatMap((part) => nextFlip(part) ?? [])];
  return all.sort((a, b) => a.at.getTime() - b.at.getTime())[0];
}
