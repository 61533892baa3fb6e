import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { buildClientSchema, getNamedType, isCompositeType, isObjectType } from "graphql";
import type { GraphQLCompositeType, GraphQLNamedType, GraphQLSchema, IntrospectionQuery } from "graphql";
import { API_VERSION } from "../state.ts";

interface ScopeItem {
  readonly type: "type" | "field";
  readonly typeName: string;
  readonly fieldName?: string;
  readonly requiredAccess: string;
  readonly offlineScopes: readonly string[];
}

export interface AccessRule {
  /** Shopify's own words, repeated in the ACCESS_DENIED error. */
  readonly requiredAccess: string;
  readonly scopes: readonly string[];
  readonly any: boolean;
}

export interface AdminSchema {
  readonly schema: GraphQLSchema;
  /** Keys: `Customer` for a type, `QueryRoot.themes` for a field. */
  readonly access: ReadonlyMap<string, AccessRule>;
}

let cached: AdminSchema | undefined;

/** Shopify's own published schema, as it comes with @shopify/dev-mcp (ISC): read once, about a third of a second. */
export function loadAdminSchema(): AdminSchema {
  if (cached) return cached;
  const file = new URL(`../../node_modules/@shopify/dev-mcp/dist/data/admin_${API_VERSION}.json.gz`, import.meta.url);
  const published = JSON.parse(gunzipSync(readFileSync(file)).toString()) as {
    data: IntrospectionQuery;
    offline_scopes: { items: ScopeItem[] };
  };
  const access = new Map<string, AccessRule>();
  for (const item of published.offline_scopes.items) {
    if (item.offlineScopes.length === 0) continue;
    access.set(item.type === "type" ? item.typeName : `${item.typeName}.${item.fieldName}`, {
      requiredAccess: item.requiredAccess,
      scopes: item.offlineScopes,
      any: / or /.test(item.requiredAccess) || /^Any of/.test(item.requiredAccess),
    });
  }
  cached = { schema: buildClientSchema(published.data, { assumeValid: true }), access };
  return cached;
}

/** `ProductConnection` → `Product`, by way of edges and node. */
export function connectionNodeType(connection: GraphQLNamedType): GraphQLCompositeType | undefined {
  if (!isObjectType(connection)) return undefined;
  const edges = connection.getFields()["edges"];
  const edge = edges && getNamedType(edges.type);
  const node = isObjectType(edge) ? edge.getFields()["node"] : undefined;
  const type = node && getNamedType(node.type);
  return isCompositeType(type) ? type : undefined;
}
