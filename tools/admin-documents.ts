import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { buildClientSchema } from "graphql";
import type { GraphQLSchema, IntrospectionQuery } from "graphql";
import type { TypedDocument } from "../app/shopify/admin.ts";

/** One entry of Shopify's own list of which type or field needs which scopes (any of them suffices). */
export interface ScopeEntry {
  type: "type" | "field";
  typeName: string;
  fieldName?: string;
  offlineScopes: string[];
}

export interface AdminSchema {
  schema: GraphQLSchema;
  scopes: ScopeEntry[];
}

/** Shopify's published Admin schema of the version that shopify.app.toml and the client speak. */
export function readAdminSchema(): AdminSchema {
  // Not among the package's exports, therefore by its path.
  const file = path.resolve("node_modules/@shopify/dev-mcp/dist/data/admin_2026-07.json.gz");
  const content = JSON.parse(gunzipSync(readFileSync(file)).toString("utf8")) as {
    data: IntrospectionQuery;
    offline_scopes: { items: ScopeEntry[] };
  };
  return { schema: buildClientSchema(content.data), scopes: content.offline_scopes.items };
}

export interface FoundDocument {
  file: string;
  document: TypedDocument<unknown, unknown>;
}

const isDocument = (value: unknown): value is TypedDocument<unknown, unknown> =>
  typeof value === "object" && value !== null && "source" in value && "kind" in value;

/** Every document of every room: what `*.documents.ts` files export. */
export async function findDocuments(): Promise<FoundDocument[]> {
  const found: FoundDocument[] = [];
  for (const file of globSync("app/**/*.documents.ts").sort()) {
    const exported = (await import(pathToFileURL(path.resolve(file)).href)) as Record<string, unknown>;
    for (const document of Object.values(exported).filter(isDocument)) found.push({ file, document });
  }
  return found;
}
