import { execute, getNamedType, GraphQLError, Kind } from "graphql";
import type { DocumentNode, FragmentDefinitionNode, GraphQLFieldResolver, OperationDefinitionNode } from "graphql";
import { accessDenied, requireAccess } from "./access.ts";
import { isListing, pageOf } from "./connection.ts";
import { ApiError, unknownToStore } from "./context.ts";
import type { Args, Context, Registry, Row } from "./context.ts";
import { actualCost, requestedCost } from "./cost.ts";
import { loadAdminSchema } from "./schema.ts";
import { parseDocument } from "./syntax.ts";
import type { ApiErrorJson } from "./syntax.ts";
import { validateDocument } from "./validate.ts";
import { variableErrors } from "./variables.ts";

export interface GraphqlRequest {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A request that passed every static check, with its price; nothing has happened yet. */
export interface Prepared {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly requested: number;
  actual(data: unknown): number;
}

export function operationOf(document: DocumentNode, name: string | undefined): OperationDefinitionNode | undefined {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (name === undefined || name === "") return operations.length === 1 ? operations[0] : undefined;
  return operations.find((operation) => operation.name?.value === name);
}

export function prepare(request: GraphqlRequest): Prepared | { readonly errors: readonly ApiErrorJson[] } {
  const { schema } = loadAdminSchema();
  const parsed = parseDocument(request.query);
  if ("error" in parsed) return { errors: [parsed.error] };
  const { document } = parsed;
  const operation = operationOf(document, request.operationName);
  if (operation === undefined) {
    const message = request.operationName
      ? `No operation named "${request.operationName}"`
      : "An operation name is required";
    return { errors: [{ message }] };
  }
  const errors = validateDocument(schema, document);
  if (errors.length > 0) return { errors };
  const badVariables = variableErrors(schema, operation, request.variables);
  if (badVariables.length > 0) return { errors: badVariables };
  const fragments = new Map(
    document.definitions
      .filter((definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const costing = { schema, fragments, variables: { ...defaults(operation), ...request.variables } };
  const requested = requestedCost(costing, operation);
  return { document, operation, requested, actual: (data) => actualCost(costing, operation, requested, data) };
}

function defaults(operation: OperationDefinitionNode): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const definition of operation.variableDefinitions ?? []) {
    if (definition.defaultValue?.kind === Kind.INT)
      values[definition.variable.name.value] = Number(definition.defaultValue.value);
  }
  return values;
}

const snake = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** One field of one record, as the registry or the row itself tells it; what nobody tells is an error, never a null. */
export function resolveField(
  registry: Registry,
  typeName: string,
  row: Row,
  args: Args,
  context: Context,
  info: Parameters<Registry[string][string]>[3],
): unknown {
  const resolver = registry[typeName]?.[info.fieldName];
  if (resolver !== undefined) return resolver(row, args, context, info);
  if (row !== undefined && row !== null) {
    if (Object.hasOwn(row, info.fieldName) && info.fieldName !== "id") return row[info.fieldName];
    if (info.fieldName === "id" && typeof row["id"] === "string") return row["id"];
    const column = snake(info.fieldName);
    if (Object.hasOwn(row, column) && column !== "id") return row[column];
  }
  throw unknownToStore(context, `${typeName}.${info.fieldName}`);
}

const MOST_PER_PAGE: Readonly<Record<string, number>> = { customerSegmentMembers: 1000 };

function fieldResolverOf(registry: Registry): GraphQLFieldResolver<Row, Context> {
  return (row, args: Args, context, info) => {
    const typeName = info.parentType.name;
    requireAccess(context, typeName, info.fieldName, info.returnType);
    if (context.nulled === `${typeName}.${info.fieldName}`) throw accessDenied(info.fieldName, "approval by Shopify.");
    const value = resolveField(registry, typeName, row, args, context, info);
    if (!isListing(value)) return value;
    const page = pageOf(context.state, value, args, MOST_PER_PAGE[info.fieldName]);
    return { __typename: getNamedType(info.returnType).name, ...value.extra, ...page };
  };
}

export function run(registry: Registry, prepared: Prepared, request: GraphqlRequest, context: Context) {
  const result = execute({
    schema: loadAdminSchema().schema,
    document: prepared.document,
    rootValue: {},
    contextValue: context,
    variableValues: request.variables,
    operationName: prepared.operation.name?.value,
    fieldResolver: fieldResolverOf(registry),
    typeResolver: (value) => (value as Row).__typename,
  });
  if (result instanceof Promise) throw new Error("a resolver of the Admin API was asynchronous");
  const errors = result.errors?.map(errorJson);
  return errors === undefined ? { data: result.data } : { errors, data: result.data };
}

function errorJson(error: GraphQLError): ApiErrorJson {
  const original = error.originalError;
  if (
    original !== undefined &&
    original !== null &&
    !(original instanceof ApiError) &&
    !(original instanceof GraphQLError)
  ) {
    process.stderr.write(`devstore: ${original.stack ?? original.message}\n`);
  }
  const extensions = original instanceof ApiError ? original.extensions : { code: "INTERNAL_SERVER_ERROR" };
  return { message: error.message, locations: error.locations, extensions, path: error.path };
}
