import { getNullableType, isEnumType, isInputObjectType, isListType, isNonNullType, print, typeFromAST } from "graphql";
import type { GraphQLInputType, GraphQLSchema, OperationDefinitionNode } from "graphql";
import type { ApiErrorJson } from "./syntax.ts";

interface Problem {
  readonly path: readonly (string | number)[];
  readonly explanation: string;
  /** Repeats the explanation when the scalar itself refused (recorded: customer-email-marketing-consent-update-parity). */
  readonly message?: string;
}

/** INVALID_VARIABLE errors in Shopify's words (recorded: graphql-base-validation-unhappy-paths, webhook-subscription-*). */
export function variableErrors(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
): ApiErrorJson[] {
  return (operation.variableDefinitions ?? []).flatMap((definition) => {
    const name = definition.variable.name.value;
    const type = typeFromAST(schema, definition.type as never) as GraphQLInputType | undefined;
    if (type === undefined) return [];
    const present = Object.hasOwn(given, name) && given[name] !== undefined;
    if (!present && (definition.defaultValue !== undefined || !isNonNullType(type))) return [];
    const value = present ? given[name] : null;
    const problems = problemsOf(type, value, []);
    if (problems.length === 0) return [];
    const where = problems.map((problem) => `${problem.path.join(".")} (${problem.explanation})`);
    const at = problems.some((problem) => problem.path.length > 0) ? ` for ${where.join(", ")}` : "";
    const location = definition.loc?.startToken;
    return [
      {
        message: `Variable $${name} of type ${print(definition.type)} was provided invalid value${at}`,
        locations: [{ line: location?.line ?? 1, column: location?.column ?? 1 }],
        extensions: { code: "INVALID_VARIABLE", value, problems },
      },
    ];
  });
}

function problemsOf(type: GraphQLInputType, value: unknown, path: readonly (string | number)[]): Problem[] {
  if (value === null || value === undefined) {
    return isNonNullType(type) ? [{ path, explanation: "Expected value to not be null" }] : [];
  }
  const inner = getNullableType(type);
  if (isListType(inner)) {
    const items = Array.isArray(value) ? value : [value];
    return items.flatMap((item, index) =>
      problemsOf(inner.ofType as GraphQLInputType, item, Array.isArray(value) ? [...path, index] : path),
    );
  }
  if (isInputObjectType(inner)) {
    if (typeof value !== "object" || Array.isArray(value)) {
      return [
        {
          path,
          explanation: `Expected ${JSON.stringify(value)} to be a key-value object responding to \`to_h\` or \`to_unsafe_h\`.`,
        },
      ];
    }
    const fields = inner.getFields();
    const known = Object.values(fields).flatMap((field) => {
      const entry = (value as Record<string, unknown>)[field.name];
      if (entry === undefined && field.defaultValue !== undefined) return [];
      return problemsOf(field.type, entry, [...path, field.name]);
    });
    const foreign = Object.keys(value)
      .filter((key) => fields[key] === undefined)
      .map((key) => ({ path: [...path, key], explanation: `Field is not defined on ${inner.name}` }));
    return [...foreign, ...known];
  }
  if (isEnumType(inner)) {
    if (typeof value === "string" && inner.getValue(value)) return [];
    const names = inner.getValues().map((entry) => entry.name);
    return [{ path, explanation: `Expected ${JSON.stringify(value)} to be one of: ${names.join(", ")}` }];
  }
  const explanation = scalarProblem(inner.name, value);
  if (explanation === undefined) return [];
  const refusedByScalar = inner.name === "ID" || inner.name === "DateTime";
  return [refusedByScalar ? { path, explanation, message: explanation } : { path, explanation }];
}

function scalarProblem(scalar: string, value: unknown): string | undefined {
  const bad = `Could not coerce value ${JSON.stringify(value)} to ${scalar}`;
  switch (scalar) {
    case "Int":
      return Number.isInteger(value) ? undefined : bad;
    case "Float":
      return typeof value === "number" ? undefined : bad;
    case "Boolean":
      return typeof value === "boolean" ? undefined : bad;
    case "String":
      return typeof value === "string" ? undefined : bad;
    case "ID":
      return (typeof value === "string" && isGlobalId(value)) || Number.isInteger(value)
        ? undefined
        : `Invalid global id '${String(value)}'`;
    case "DateTime":
      return typeof value === "string" && !Number.isNaN(Date.parse(value))
        ? undefined
        : `invalid DateTime '${String(value)}'`;
    default:
      return undefined;
  }
}

/** Shopify refuses ids that are no gid (recorded: bulk-operations-read-arg-validation). */
export function isGlobalId(value: string): boolean {
  return /^gid:\/\/[\w-]+\/\w+\/.+$/.test(value);
}
