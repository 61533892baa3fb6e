import { getNamedType } from "graphql";
import type { GraphQLOutputType } from "graphql";
import { ApiError } from "./context.ts";
import type { Context } from "./context.ts";
import { connectionNodeType, loadAdminSchema } from "./schema.ts";
import type { AccessRule } from "./schema.ts";

/** A scope to write includes the one to read. */
export function effectiveScopes(granted: readonly string[]): Set<string> {
  const scopes = new Set(granted);
  for (const scope of granted) if (scope.startsWith("write_")) scopes.add(`read_${scope.slice(6)}`);
  return scopes;
}

function holds(context: Context, rule: AccessRule): boolean {
  const has = (scope: string) => context.scopes.has(scope);
  return rule.any ? rule.scopes.some(has) : rule.scopes.every(has);
}

function ruleOfType(type: GraphQLOutputType): AccessRule | undefined {
  const { access } = loadAdminSchema();
  const named = getNamedType(type);
  const own = access.get(named.name);
  if (own !== undefined || !named.name.endsWith("Connection")) return own;
  return access.get(connectionNodeType(named)?.name ?? "");
}

const checked = new Map<string, AccessRule[]>();

/** Throws Shopify's ACCESS_DENIED when the field, or the type that it returns, asks for a scope that was not granted. */
export function requireAccess(context: Context, typeName: string, fieldName: string, returns: GraphQLOutputType): void {
  const key = `${typeName}.${fieldName}`;
  let rules = checked.get(key);
  if (rules === undefined) {
    const { access } = loadAdminSchema();
    const payload = typeName === "Mutation" ? undefined : ruleOfType(returns);
    rules = [access.get(key), payload].filter((rule) => rule !== undefined);
    checked.set(key, rules);
  }
  for (const rule of rules) if (!holds(context, rule)) throw accessDenied(fieldName, rule.requiredAccess);
}

export function accessDenied(fieldName: string, requiredAccess: string): ApiError {
  return new ApiError(`Access denied for ${fieldName} field. Required access: ${requiredAccess}`, "ACCESS_DENIED", {
    documentation: "https://shopify.dev/api/usage/access-scopes",
    requiredAccess,
  });
}

/** For mutations whose published access is empty because it depends on the record (tagsAdd, metafieldsSet). */
export function requireScope(context: Context, fieldName: string, scope: string): void {
  if (!context.scopes.has(scope)) throw accessDenied(fieldName, `\`${scope}\` access scope.`);
}
