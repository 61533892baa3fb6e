import { GraphQLError, Lexer, parse, Source, TokenKind } from "graphql";
import type { DocumentNode, Token } from "graphql";

export type ApiErrorJson = Readonly<Record<string, unknown>>;

/** Parses, or answers the PARSE_ERROR that Shopify's parser gives (recorded: graphql-base-validation-unhappy-paths). */
export function parseDocument(text: string): { document: DocumentNode } | { error: ApiErrorJson } {
  try {
    return { document: parse(text) };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const { message, line, column } = describe(text, error);
    return {
      error: {
        message: `syntax error, ${message} at [${line}, ${column}]`,
        locations: [{ line, column }],
        extensions: { code: "PARSE_ERROR" },
      },
    };
  }
}

/** "syntax error, unexpected end of file" — for a bulk query's userError, which has no place (recorded). */
export function syntaxProblem(text: string): string | undefined {
  try {
    parse(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const { message, line, column, end } = describe(text, error);
    return `syntax error, ${message}${end ? "" : ` at [${line}, ${column}]`}`;
  }
}

/** Shopify's parser names the token; at the end of the text it points at the last token that it saw. */
function describe(text: string, error: GraphQLError) {
  const at = error.positions?.[0] ?? text.length;
  const lexer = new Lexer(new Source(text));
  let last: Token = lexer.token;
  let found: Token | undefined;
  try {
    for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
      last = token;
      if (token.start >= at) {
        found = token;
        break;
      }
    }
  } catch {
    found = undefined;
  }
  const end = found === undefined;
  const place = found ?? last;
  const message = found === undefined ? "unexpected end of file" : `unexpected ${tokenName(found)}`;
  return { message, line: Math.max(1, place.line), column: Math.max(1, place.column), end };
}

function tokenName(token: Token): string {
  const names: Readonly<Record<string, string>> = {
    "{": "LCURLY",
    "}": "RCURLY",
    "(": "LPAREN",
    ")": "RPAREN",
    "[": "LBRACKET",
    "]": "RBRACKET",
    ":": "COLON",
    "!": "BANG",
    $: "VAR_SIGN",
    "=": "EQUALS",
    "...": "ELLIPSIS",
    "@": "DIR_SIGN",
    "|": "PIPE",
  };
  const value = token.value ?? token.kind;
  const kind = names[token.kind] ?? (token.kind === TokenKind.NAME ? "IDENTIFIER" : token.kind.toUpperCase());
  return `${kind} (${JSON.stringify(value)})`;
}
