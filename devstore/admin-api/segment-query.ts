import { isoOf, nowMs } from "../clock.ts";
import type { Compiled } from "./search.ts";

/**
 * Shopify's segment query language, as far as it is published (shopify.dev "Segment query language reference") and recorded
 * (segments/segment-create-update-query-grammar: accepted forms and the words of the refusals, columns counted from 0).
 */
interface Token {
  readonly kind: "word" | "string" | "number" | "operator" | "punctuation";
  readonly text: string;
  readonly column: number;
  readonly line: number;
}

export interface SegmentError {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

type Value = { readonly kind: "string" | "number" | "date" | "word"; readonly text: string };
export type Node =
  | { readonly kind: "and" | "or"; readonly left: Node; readonly right: Node }
  | { readonly kind: "not"; readonly inner: Node }
  | { readonly kind: "test"; readonly filter: string; readonly operator: string; readonly values: readonly Value[] };

export interface ParsedSegment {
  readonly node: Node | undefined;
  readonly errors: readonly SegmentError[];
}

const KNOWN = new Set([
  ...["customer_tags", "customer_countries", "customer_cities", "customer_email_domain", "customer_language"],
  ...["customer_account_status", "customer_added_date", "customer_within_distance", "amount_spent", "number_of_orders"],
  ...["last_order_date", "first_order_date", "abandoned_checkout_date", "email_subscription_status", "companies"],
  ...["sms_subscription_status", "product_subscription_status", "products_purchased", "orders_placed", "rfm_group"],
  ...["predicted_spend_tier", "created_by_app_id", "anniversary", "store_credit_accounts", "storefront_event"],
]);

/** Filters with a dot belong to a family: metafields.customer.x, storefront.product_viewed, shopify_email.opened. */
const FAMILIES = ["metafields.", "storefront.", "shopify_email."];

const isKnownFilter = (name: string): boolean => KNOWN.has(name) || FAMILIES.some((family) => name.startsWith(family));

function tokenize(query: string): Token[] {
  const pattern =
    /(\s+)|('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(-?\d{4}-\d{2}-\d{2}(?:T[\d:]+Z?)?|[+-]?\d+(?:\.\d+)?[a-z]*)|(!=|>=|<=|=|>|<)|([\w.]+)|(.)/gsy;
  const tokens: Token[] = [];
  for (const match of query.matchAll(pattern)) {
    const [whole, space, quoted, number, operator, word] = match;
    if (space !== undefined) continue;
    const before = query.slice(0, match.index);
    const line = before.split("\n").length;
    const column = match.index - (before.lastIndexOf("\n") + 1);
    const kind = quoted ? "string" : number ? "number" : operator ? "operator" : word ? "word" : "punctuation";
    tokens.push({ kind, text: whole, column, line });
  }
  return tokens;
}

class Refused extends Error {}

class Parser {
  readonly tokens: readonly Token[];
  readonly query: string;
  at = 0;
  readonly syntax: SegmentError[] = [];
  readonly semantic: SegmentError[] = [];

  constructor(query: string) {
    this.query = query;
    this.tokens = tokenize(query);
  }

  parse(): ParsedSegment {
    let node: Node | undefined;
    try {
      node = this.parseOr();
      if (this.at < this.tokens.length) this.unexpected();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      node = undefined;
    }
    return { node, errors: [...this.syntax, ...this.semantic] };
  }

  private unexpected(): never {
    const token = this.tokens[this.at];
    const lines = this.query.split("\n");
    this.syntax.push(
      token === undefined
        ? { line: lines.length, column: lines.at(-1)?.length ?? 0, text: "unexpected end of query." }
        : { line: token.line, column: token.column, text: `'${token.text}' is unexpected.` },
    );
    throw new Refused();
  }

  private isWord(word: string, ahead = 0): boolean {
    const token = this.tokens[this.at + ahead];
    return token?.kind === "word" && token.text.toUpperCase() === word;
  }

  private take(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.at += 1;
    return true;
  }

  private punctuation(text: string): boolean {
    const token = this.tokens[this.at];
    if (token?.kind !== "punctuation" || token.text !== text) return false;
    this.at += 1;
    return true;
  }

  private parseOr(): Node {
    let left = this.parseAnd();
    while (this.take("OR")) left = { kind: "or", left, right: this.parseAnd() };
    return left;
  }

  private parseAnd(): Node {
    let left = this.parseUnary();
    while (this.take("AND")) left = { kind: "and", left, right: this.parseUnary() };
    return left;
  }

  private parseUnary(): Node {
    if (this.take("NOT")) return { kind: "not", inner: this.parseUnary() };
    if (!this.punctuation("(")) return this.parseTest();
    const inner = this.parseOr();
    if (!this.punctuation(")")) this.unexpected();
    return inner;
  }

  private parseTest(): Node {
    const token = this.tokens[this.at];
    if (token?.kind !== "word") return this.unexpected();
    this.at += 1;
    const filter = token.text;
    if (!isKnownFilter(filter)) {
      this.semantic.push({ line: token.line, column: token.column, text: `'${filter}' filter cannot be found.` });
    }
    if (this.punctuation("(")) this.skipParameters();
    if (this.take("IS")) {
      const operator = this.take("NOT") ? "IS NOT NULL" : "IS NULL";
      if (!this.take("NULL")) this.unexpected();
      return { kind: "test", filter, operator, values: [] };
    }
    if (this.take("BETWEEN")) {
      const low = this.parseValue();
      if (!this.take("AND")) this.unexpected();
      return { kind: "test", filter, operator: "BETWEEN", values: [low, this.parseValue()] };
    }
    if (this.isWord("NOT") && this.isWord("CONTAINS", 1)) {
      this.at += 2;
      return { kind: "test", filter, operator: "NOT CONTAINS", values: [this.parseValue()] };
    }
    if (this.take("CONTAINS")) return { kind: "test", filter, operator: "CONTAINS", values: [this.parseValue()] };
    const operator = this.tokens[this.at];
    if (operator?.kind !== "operator") return this.unexpected();
    this.at += 1;
    return { kind: "test", filter, operator: operator.text, values: [this.parseValue()] };
  }

  /** products_purchased(id: (1, 2), date: -30d): kept for its syntax; the store does not evaluate it. */
  private skipParameters(): void {
    for (let depth = 1; depth > 0; this.at += 1) {
      const token = this.tokens[this.at];
      if (token === undefined) this.unexpected();
      if (token?.text === "(") depth += 1;
      if (token?.text === ")") depth -= 1;
    }
  }

  private parseValue(): Value {
    const token = this.tokens[this.at];
    if (token === undefined || token.kind === "operator" || token.kind === "punctuation") return this.unexpected();
    this.at += 1;
    switch (token.kind) {
      case "string":
        return { kind: "string", text: token.text.slice(1, -1).replaceAll(/\\(.)/g, "$1") };
      case "number":
        return { kind: /^[+-]?\d+(\.\d+)?$/.test(token.text) ? "number" : "date", text: token.text };
      case "word":
        return { kind: "word", text: token.text };
    }
  }
}

export function parseSegment(query: string): ParsedSegment {
  return new Parser(query).parse();
}

export const segmentErrorText = (error: SegmentError): string =>
  `Line ${error.line} Column ${error.column}: ${error.text}`;

/** `-30d`, `today`, `2026-01-01` → the UTC day. */
function dayOf(value: Value): string {
  if (/^\d{4}-\d{2}-\d{2}/.test(value.text)) return value.text.slice(0, 10);
  const day = 86_400_000;
  const relative = /^([+-]?\d+)([dwmy])$/.exec(value.text);
  if (relative === null) {
    const offsets: Readonly<Record<string, number>> = { today: 0, yesterday: -1, tomorrow: 1 };
    return isoOf(nowMs() + (offsets[value.text.toLowerCase()] ?? 0) * day).slice(0, 10);
  }
  const amount = Number(relative[1]);
  const date = new Date(nowMs());
  switch (relative[2]) {
    case "w":
      return isoOf(nowMs() + amount * 7 * day).slice(0, 10);
    case "m":
      date.setUTCMonth(date.getUTCMonth() + amount);
      return date.toISOString().slice(0, 10);
    case "y":
      date.setUTCFullYear(date.getUTCFullYear() + amount);
      return date.toISOString().slice(0, 10);
    default:
      return isoOf(nowMs() + amount * day).slice(0, 10);
  }
}

const PAID = "orders.customer_id = customers.id AND orders.cancelled_at IS NULL";
const NUMBERS: Readonly<Record<string, string>> = {
  number_of_orders: `(SELECT COUNT(*) FROM orders WHERE ${PAID})`,
  amount_spent: `(SELECT COALESCE(SUM(CAST(current_total_price AS REAL)), 0) FROM orders WHERE ${PAID})`,
};
const DATES: Readonly<Record<string, string>> = {
  last_order_date: `(SELECT substr(MAX(processed_at), 1, 10) FROM orders WHERE ${PAID})`,
  first_order_date: `(SELECT substr(MIN(processed_at), 1, 10) FROM orders WHERE ${PAID})`,
  customer_added_date: "substr(customers.created_at, 1, 10)",
};
const WORDS: Readonly<Record<string, string>> = {
  email_subscription_status: "customers.email_marketing_state",
  sms_subscription_status: "customers.sms_marketing_state",
  customer_account_status: "customers.state",
  customer_language: "customers.locale",
  customer_email_domain: "lower(substr(customers.email, instr(customers.email, '@') + 1))",
};

/** SQL over `customers`; undefined = the store cannot evaluate this filter (the caller says so loudly). */
export function compileSegment(node: Node): Compiled | undefined {
  if (node.kind === "not") {
    const inner = compileSegment(node.inner);
    return inner && { sql: `NOT COALESCE(${inner.sql}, 0)`, params: inner.params };
  }
  if (node.kind === "test") return compileTest(node);
  const left = compileSegment(node.left);
  const right = compileSegment(node.right);
  if (left === undefined || right === undefined) return undefined;
  return { sql: `(${left.sql} ${node.kind} ${right.sql})`, params: [...left.params, ...right.params] };
}

function compileTest(node: Node & { kind: "test" }): Compiled | undefined {
  const { filter, operator, values } = node;
  const [first, second] = values;
  if (filter === "customer_tags") return compileTags(operator, first);
  if (filter === "customer_countries") return compileCountries(operator, first);
  const number = NUMBERS[filter];
  const date = DATES[filter];
  const column = number ?? date ?? WORDS[filter];
  if (column === undefined) return undefined;
  if (operator === "IS NULL" || operator === "IS NOT NULL") return { sql: `${column} ${operator}`, params: [] };
  if (first === undefined || operator.includes("CONTAINS")) return undefined;
  const convert = (value: Value) => (number ? Number(value.text) : date ? dayOf(value) : value.text.toLowerCase());
  const left = number || date ? column : `lower(${column})`;
  if (operator === "BETWEEN" && second)
    return { sql: `${left} BETWEEN ? AND ?`, params: [convert(first), convert(second)] };
  return { sql: `${left} ${operator} ?`, params: [convert(first)] };
}

function compileTags(operator: string, value: Value | undefined): Compiled | undefined {
  if (operator === "IS NULL") return { sql: "customers.tags_json = '[]'", params: [] };
  if (operator === "IS NOT NULL") return { sql: "customers.tags_json <> '[]'", params: [] };
  if (value === undefined || !operator.endsWith("CONTAINS")) return undefined;
  const sql = "EXISTS (SELECT 1 FROM json_each(customers.tags_json) WHERE lower(json_each.value) = ?)";
  return { sql: operator === "CONTAINS" ? sql : `NOT ${sql}`, params: [value.text.toLowerCase()] };
}

function compileCountries(operator: string, value: Value | undefined): Compiled | undefined {
  if (operator === "IS NULL" || operator === "IS NOT NULL")
    return { sql: `customers.country_code ${operator}`, params: [] };
  if (value === undefined || !operator.endsWith("CONTAINS")) return undefined;
  const sql = `COALESCE(customers.country_code, '') ${operator === "CONTAINS" ? "=" : "<>"} ?`;
  return { sql, params: [value.text.split("-")[0]?.toUpperCase() ?? ""] };
}
