import type { LeafRule, Rule } from "../../app/contract/rule.ts";
import { NOW } from "./population.ts";

type Told = Extract<LeafRule, { kind: "answer" | "trait" }>;

const DAY = 86_400_000;
const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
const daysAgo = (days: number) => String(NOW.getTime() - days * DAY);

/** The app knows more rules than the benchmark asks. What is not written here must not count as "everybody". */
function unwritten(rule: Rule): never {
  throw new Error(`nobody wrote this rule for DuckDB: ${JSON.stringify(rule)}`);
}

function told(rule: Told): string {
  const [key, quiz] = rule.kind === "answer" ? [rule.question, rule.quiz] : [rule.key, undefined];
  if (rule.is.length === 0) return unwritten(rule);
  const ofQuiz = quiz === undefined ? "" : ` AND "quizId" IN (SELECT "id" FROM quiz WHERE "handle" = ${text(quiz)})`;
  return `p."id" IN (SELECT "profileId" FROM trait WHERE "key" = ${text(key)} AND "value" IN (${rule.is.map(text).join(", ")})
    AND "until" IS NULL${ofQuiz})`;
}

function orderCount(rule: Extract<LeafRule, { kind: "orderCount" }>): string {
  if (rule.comparison !== "atLeast" || rule.count < 1) return unwritten(rule);
  if (rule.within === undefined) return `coalesce(p."lifetimeOrders", p."orderCount") >= ${rule.count}`;
  return `p."id" IN (SELECT "profileId" FROM orders WHERE "processedAt" > ${daysAgo(rule.within.days)}
    AND "cancelledAt" IS NULL AND "deletedAt" IS NULL GROUP BY "profileId" HAVING count(*) >= ${rule.count})`;
}

/** By hand, as somebody would who has DuckDB: nothing of the app's compiler. A condition over one row `p` of profile. */
export function toDuckDb(rule: Rule): string {
  switch (rule.kind) {
    case "all":
      return `(${["true", ...rule.rules.map(toDuckDb)].join(" AND ")})`;
    case "any":
      return `(${["false", ...rule.rules.map(toDuckDb)].join(" OR ")})`;
    case "not":
      return `NOT ${toDuckDb(rule.rule)}`;
    case "answer":
    case "trait":
      return `(${told(rule)})`;
    case "orderCount":
      return `(${orderCount(rule)})`;
    case "amountSpent":
      if (rule.comparison !== "atLeast" || rule.within !== undefined) return unwritten(rule);
      return `(coalesce(p."lifetimeSpentMicros", p."amountSpentMicros") >= ${rule.amount} * 1000000)`;
    case "boughtType":
      if (rule.within !== undefined) return unwritten(rule);
      return `(p."id" IN (SELECT "profileId" FROM purchase JOIN product ON product."id" = "productId" WHERE "type" = ${text(rule.type)}))`;
    case "lastOrder":
      return `(coalesce(p."lastOrderAt" ${rule.when === "within" ? ">" : "<="} ${daysAgo(rule.days)}, false))`;
    default:
      return unwritten(rule);
  }
}
