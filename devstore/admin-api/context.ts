import type { GraphQLResolveInfo } from "graphql";
import type { Platform } from "../platform.ts";
import type { State } from "../state.ts";

/** A row of a table with the GraphQL type that it is shown as. Columns are snake_case. */
export interface Row {
  readonly __typename: string;
  readonly [column: string]: unknown;
}

export type Args = Readonly<Record<string, unknown>>;

interface SearchWarning {
  readonly path: readonly (string | number)[];
  readonly query: string;
  readonly parsed: object;
  readonly warnings: readonly { field: string; message: string; code: string }[];
}

/** One request: who asks, with which scopes, and what is to be told beside the data. */
export interface Context {
  readonly platform: Platform;
  readonly state: State;
  readonly scopes: ReadonlySet<string>;
  readonly installationId: number;
  readonly search: SearchWarning[];
  /** Names of fields that the store does not resolve; any makes the reply a loud 501. */
  readonly unknown: string[];
  /** A field that a fault wants to be null, with an error (shopify-facts: data that the app may not read). */
  readonly nulled?: string | undefined;
  /** Bulk operations meet the same product on thousands of lines: records referred to, by table and id. */
  readonly referred?: Map<string, Row | null>;
}

export type FieldResolver = (
  row: Row,
  args: Args,
  context: Context,
  info: Pick<GraphQLResolveInfo, "fieldName" | "path">,
) => unknown;
export type TypeFields = Readonly<Record<string, FieldResolver>>;
export type Registry = Readonly<Record<string, TypeFields>>;

/** An error of the API itself (not a userError): becomes an entry of `errors` with this code. */
export class ApiError extends Error {
  readonly extensions: Readonly<Record<string, unknown>>;
  constructor(message: string, code: string, extra: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.extensions = { code, ...extra };
  }
}

export class UnknownToStore extends ApiError {
  constructor(what: string) {
    super(`The development store does not know ${what} yet`, "DEVSTORE_UNKNOWN");
  }
}

export function unknownToStore(context: Context, what: string): UnknownToStore {
  if (!context.unknown.includes(what)) {
    context.unknown.push(what);
    process.stderr.write(`devstore: the Admin API does not know ${what} yet\n`);
  }
  return new UnknownToStore(what);
}

/** Names a row's type. A row fresh from the database is named in place: bulk operations name hundreds of thousands. */
export function withType(typename: string, row: unknown): Row | null {
  if (row === undefined || row === null) return null;
  if (Object.hasOwn(row, "__typename")) return { ...row, __typename: typename };
  return Object.assign(row, { __typename: typename });
}

export const text = (row: Row, column: string): string => String(row[column]);
export const json = (row: Row, column: string): unknown => JSON.parse(String(row[column]));

export function userError(field: readonly string[] | null, message: string, extra: object = {}) {
  return { __typename: "UserError", field, message, ...extra };
}
