import { ApiError } from "./context.ts";
import type { Context } from "./context.ts";

/** Shopify's search syntax: `field:value`, comparators, AND / OR / NOT, `-`, parentheses, quotes (shopify.dev "search-syntax"). */
type Comparator = ":" | ":>" | ":>=" | ":<" | ":<=";
type Token =
  | { readonly kind: "open" | "close" | "and" | "or" | "not" }
  | {
      readonly kind: "term";
      readonly field: string | undefined;
      readonly comparator: Comparator;
      readonly value: string;
    };

export interface Compiled {
  readonly sql: string;
  readonly params: readonly unknown[];
}

/** How a field of the search becomes SQL; a string is the warning that Shopify gives for a value it does not accept. */
export type SearchField = (comparator: Comparator, value: string) => Compiled | string;
export type SearchFields = Readonly<Record<string, SearchField>>;

function tokenize(query: string): Token[] {
  const pattern =
    /\s*(?:(\()|(\))|(AND|OR|NOT)\b|(-)(?=\S)|(?:([\w.]+)(:>=|:<=|:>|:<|:))?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s()"']\S*?(?=[\s)]|$)|))/gy;
  const tokens: Token[] = [];
  while (pattern.lastIndex < query.length) {
    const match = pattern.exec(query);
    if (match === null || match[0] === "") break;
    const [, open, close, word, minus, field, comparator, raw] = match;
    if (open) tokens.push({ kind: "open" });
    else if (close) tokens.push({ kind: "close" });
    else if (word) tokens.push({ kind: word.toLowerCase() as "and" | "or" | "not" });
    else if (minus) tokens.push({ kind: "not" });
    else if (field !== undefined && comparator !== undefined) {
      tokens.push({ kind: "term", field, comparator: comparator as Comparator, value: unquote(raw ?? "") });
    } else if (`${field ?? ""}${raw ?? ""}` !== "") {
      tokens.push({ kind: "term", field: undefined, comparator: ":", value: unquote(`${field ?? ""}${raw ?? ""}`) });
    }
  }
  return tokens;
}

function unquote(text: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"$|^'((?:[^'\\]|\\.)*)'$/.exec(text);
  return quoted ? (quoted[1] ?? quoted[2] ?? "").replaceAll(/\\(.)/g, "$1") : text.replaceAll(/\\(.)/g, "$1");
}

interface Parser {
  readonly tokens: readonly Token[];
  at: number;
  readonly fields: SearchFields;
  readonly warnings: { field: string; message: string; code: string }[];
}

const EVERYTHING: Compiled = { sql: "1", params: [] };

function parseOr(parser: Parser): Compiled {
  let left = parseAnd(parser);
  while (parser.tokens[parser.at]?.kind === "or") {
    parser.at += 1;
    left = join("OR", left, parseAnd(parser));
  }
  return left;
}

function parseAnd(parser: Parser): Compiled {
  let left = parseUnary(parser);
  for (;;) {
    const next = parser.tokens[parser.at];
    if (next === undefined || next.kind === "or" || next.kind === "close") return left;
    if (next.kind === "and") parser.at += 1;
    left = join("AND", left, parseUnary(parser));
  }
}

function parseUnary(parser: Parser): Compiled {
  const token = parser.tokens[parser.at];
  if (token === undefined) return EVERYTHING;
  parser.at += 1;
  switch (token.kind) {
    case "not": {
      const inner = parseUnary(parser);
      return { sql: `NOT COALESCE(${inner.sql}, 0)`, params: inner.params };
    }
    case "open": {
      const inner = parseOr(parser);
      if (parser.tokens[parser.at]?.kind === "close") parser.at += 1;
      return inner;
    }
    case "term":
      return compileTerm(parser, token);
    default:
      return EVERYTHING;
  }
}

const join = (word: string, a: Compiled, b: Compiled): Compiled => ({
  sql: `(${a.sql} ${word} ${b.sql})`,
  params: [...a.params, ...b.params],
});

function compileTerm(parser: Parser, token: Token & { kind: "term" }): Compiled {
  const name = token.field ?? "default";
  const field = parser.fields[name];
  if (field === undefined) {
    // Shopify ignores a field that it does not know and warns; so do we, and say so on stderr.
    parser.warnings.push({ field: name, message: "Invalid search field for this query.", code: "invalid_field" });
    process.stderr.write(`devstore: search field ${name} is not known here\n`);
    return EVERYTHING;
  }
  const compiled = field(token.comparator, token.value);
  if (typeof compiled !== "string") return compiled;
  parser.warnings.push({ field: name, message: compiled, code: "invalid_value" });
  return { sql: "0", params: [] };
}

/** Compiles a `query` argument; warnings go to extensions.search, as recorded (bulk-operations-read-arg-validation). */
export function compileSearch(
  context: Context,
  query: unknown,
  fields: SearchFields,
  path: readonly (string | number)[],
): Compiled | undefined {
  if (typeof query !== "string" || query.trim() === "") return undefined;
  const parser: Parser = { tokens: tokenize(query), at: 0, fields, warnings: [] };
  const compiled = parseOr(parser);
  if (parser.warnings.length > 0) {
    const terms = parser.tokens.filter((token) => token.kind === "term");
    const [only] = terms;
    const parsed = terms.length === 1 && only ? parsedTerm(only) : { and: terms.map(parsedTerm) };
    context.search.push({ path, query, parsed, warnings: parser.warnings });
  }
  return compiled;
}

const parsedTerm = (term: Token & { kind: "term" }) => ({
  field: term.field ?? "default",
  ...(term.comparator === ":" ? { match_all: term.value } : { range: { [RANGES[term.comparator]]: term.value } }),
});
const RANGES: Readonly<Record<Comparator, string>> = { ":": "eq", ":>": "gt", ":>=": "gte", ":<": "lt", ":<=": "lte" };
const OPERATORS: Readonly<Record<Comparator, string>> = { ":": "=", ":>": ">", ":>=": ">=", ":<": "<", ":<=": "<=" };

export function numberField(column: string): SearchField {
  return (comparator, value) => {
    const id = /^gid:\/\/shopify\/\w+\/(\d+)$/.exec(value)?.[1] ?? value;
    if (!/^-?\d+(\.\d+)?$/.test(id)) return `Input \`${value}\` is not an accepted value.`;
    return { sql: `${column} ${OPERATORS[comparator]} ?`, params: [Number(id)] };
  };
}

/** Times compare as UTC text; a bare day means its first instant, and equality means that day. */
export function timeField(column: string, field: string): SearchField {
  return (comparator, value) => {
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) {
      const from = `${value}T00:00:00Z`;
      const to = new Date(Date.parse(from) + 86_400_000).toISOString().slice(0, 19) + "Z";
      if (comparator === ":") return { sql: `(${column} >= ? AND ${column} < ?)`, params: [from, to] };
      return {
        sql: `${column} ${OPERATORS[comparator]} ?`,
        params: [comparator === ":<=" || comparator === ":>" ? to : from],
      };
    }
    const time = Date.parse(value);
    if (Number.isNaN(time)) throw new ApiError(`Invalid timestamp for query filter \`${field}\`.`, "BAD_REQUEST");
    const text = `${new Date(time).toISOString().slice(0, 19)}Z`;
    return { sql: `${column} ${OPERATORS[comparator]} ?`, params: [text] };
  };
}

export function textField(column: string): SearchField {
  return (_comparator, value) => {
    if (value === "*") return { sql: `${column} IS NOT NULL`, params: [] };
    if (value.endsWith("*")) {
      return { sql: `lower(${column}) LIKE ? ESCAPE '\\'`, params: [`${likeText(value.slice(0, -1))}%`] };
    }
    return { sql: `lower(${column}) = ?`, params: [value.toLowerCase()] };
  };
}

const likeText = (value: string) => value.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`);

export function containsField(...columns: string[]): SearchField {
  return (_comparator, value) => ({
    sql: `(${columns.map((column) => `lower(COALESCE(${column}, '')) LIKE ? ESCAPE '\\'`).join(" OR ")})`,
    params: columns.map(() => `%${likeText(value.replace(/\*$/, ""))}%`),
  });
}

export function enumField(column: string, values: readonly string[]): SearchField {
  return (_comparator, value) => {
    const wanted = value.split(",").map((one) => one.trim().toUpperCase());
    const foreign = wanted.find((one) => !values.includes(one));
    if (foreign !== undefined) return `Input \`${value}\` is not an accepted value.`;
    return { sql: `${column} IN (${wanted.map(() => "?").join(", ")})`, params: wanted };
  };
}

export function tagField(column: string): SearchField {
  return (_comparator, value) => ({
    sql: `EXISTS (SELECT 1 FROM json_each(${column}) WHERE lower(json_each.value) = ?)`,
    params: [value.toLowerCase()],
  });
}

export function booleanField(column: string): SearchField {
  return (_comparator, value) => ({ sql: `${column} = ?`, params: [value === "true" ? 1 : 0] });
}
