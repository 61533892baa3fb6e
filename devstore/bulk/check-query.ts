import { getNamedType, getNullableType, isCompositeType, isListType, isObjectType, Kind, parse } from "graphql";
import type { DocumentNode, FieldNode, GraphQLCompositeType, OperationDefinitionNode, SelectionSetNode } from "graphql";
import { connectionNodeType, loadAdminSchema } from "../admin-api/schema.ts";
import { syntaxProblem } from "../admin-api/syntax.ts";
import { validateDocument } from "../admin-api/validate.ts";

const MOST_CONNECTIONS = 5;
const MOST_DEPTH = 2;

export interface CheckedQuery {
  readonly problems: readonly string[];
  readonly document: DocumentNode | undefined;
}

/** What Shopify refuses in a bulk query, in its words (recorded: bulk-operation-run-query-validators, -user-error-codes). */
export function checkBulkQuery(query: string): CheckedQuery {
  const syntax = syntaxProblem(query);
  if (syntax !== undefined) return { problems: [`Invalid bulk query: ${syntax}`], document: undefined };
  const document = parse(query);
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined || operation.operation !== "query") {
    return { problems: ["Invalid operation type. Only `query` operations are supported."], document: undefined };
  }
  const { schema } = loadAdminSchema();
  const errors = validateDocument(schema, document);
  if (errors.length > 0) {
    return { problems: errors.map((error) => `Invalid bulk query: ${String(error["message"])}`), document: undefined };
  }
  const problems = shapeProblems(document, operation);
  return { problems, document: problems.length === 0 ? document : undefined };
}

interface Shape {
  readonly fragments: ReadonlyMap<string, SelectionSetNode>;
  readonly withNodes: string[];
  readonly withoutId: string[];
  connections: number;
  depth: number;
  inList: boolean;
}

function shapeProblems(document: DocumentNode, operation: OperationDefinitionNode): string[] {
  const fragments = new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((definition) => [definition.name.value, definition.selectionSet]),
  );
  const shape: Shape = { fragments, withNodes: [], withoutId: [], connections: 0, depth: 0, inList: false };
  const root = loadAdminSchema().schema.getQueryType();
  if (!root) return [];
  walk(shape, operation.selectionSet, root, { depth: 0, list: false });
  const problems: string[] = [];
  for (const name of ["node", "nodes"]) {
    if (fieldsOf(shape, operation.selectionSet).some((field) => field.name.value === name)) {
      problems.push(`Bulk queries cannot contain a top level \`${name}\` field.`);
    }
  }
  if (shape.connections === 0) problems.push("Bulk queries must contain at least one connection.");
  if (shape.connections > MOST_CONNECTIONS)
    problems.push(`Bulk queries cannot contain more than ${MOST_CONNECTIONS} connections.`);
  if (shape.depth > MOST_DEPTH) {
    problems.push(`Bulk queries cannot contain connections with a nesting depth greater than ${MOST_DEPTH}.`);
  }
  if (shape.inList)
    problems.push("Queries that contain a connection field within a list field are not currently supported.");
  if (shape.withNodes.length > 0) {
    const names = shape.withNodes.map((name) => `'${name}'`).join(", ");
    const example = `'${shape.withNodes[0]} { edges { node {'`;
    problems.push(
      `All connection fields in a bulk query must select their contents using 'edges' > 'node', e.g: ${example}. ` +
        `Selecting via 'nodes' is not supported. Invalid connection fields: ${names}.`,
    );
  }
  if (shape.withoutId.length > 0) {
    problems.push(
      "The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type. " +
        `Connection fields without 'id': ${shape.withoutId.join(", ")}.`,
    );
  }
  return problems;
}

function fieldsOf(shape: Shape, set: SelectionSetNode): FieldNode[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(shape, selection.selectionSet);
    const fragment = shape.fragments.get(selection.name.value);
    return fragment ? fieldsOf(shape, fragment) : [];
  });
}

function walk(
  shape: Shape,
  set: SelectionSetNode,
  type: GraphQLCompositeType,
  at: { depth: number; list: boolean },
): boolean {
  let nested = false;
  for (const selection of set.selections) {
    if (selection.kind !== Kind.FIELD) {
      const inner =
        selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : shape.fragments.get(selection.name.value);
      const condition = selection.kind === Kind.INLINE_FRAGMENT ? selection.typeCondition?.name.value : undefined;
      const target = condition === undefined ? type : loadAdminSchema().schema.getType(condition);
      if (inner && isCompositeType(target)) nested = walk(shape, inner, target, at) || nested;
      continue;
    }
    if (!("getFields" in type) || selection.selectionSet === undefined) continue;
    const definition = type.getFields()[selection.name.value];
    const named = definition && getNamedType(definition.type);
    if (definition === undefined || !isCompositeType(named)) continue;
    if (named.name.endsWith("Connection") && isObjectType(named)) {
      nested = true;
      walkConnection(shape, selection, named, at);
    } else {
      const list = at.list || isListType(getNullableType(definition.type));
      nested = walk(shape, selection.selectionSet, named, { depth: at.depth, list }) || nested;
    }
  }
  return nested;
}

function walkConnection(
  shape: Shape,
  field: FieldNode,
  type: GraphQLCompositeType,
  at: { depth: number; list: boolean },
): void {
  shape.connections += 1;
  shape.depth = Math.max(shape.depth, at.depth);
  if (at.list) shape.inList = true;
  const set = field.selectionSet as SelectionSetNode;
  const parts = fieldsOf(shape, set);
  if (parts.some((part) => part.name.value === "nodes")) shape.withNodes.push(field.name.value);
  const nodeType = connectionNodeType(type);
  if (nodeType === undefined) return;
  for (const edges of parts.filter((part) => part.name.value === "edges")) {
    for (const node of edges.selectionSet ? fieldsOf(shape, edges.selectionSet) : []) {
      if (node.name.value !== "node" || node.selectionSet === undefined) continue;
      const nested = walk(shape, node.selectionSet, nodeType, { depth: at.depth + 1, list: false });
      const hasId = fieldsOf(shape, node.selectionSet).some((one) => one.name.value === "id" && !one.alias);
      if (nested && !hasId) shape.withoutId.push(field.name.value);
    }
  }
}
