import { getNamedType, isCompositeType, isObjectType, Kind } from "graphql";
import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from "graphql";

/**
 * Shopify's published rules (shopify.dev "API limits": scalars and enums 0, objects 1, mutations 10, connections "sized by
 * first and last"), with the sizing that the recorded replies show: a connection costs 2 plus, for each of `edges` and
 * `nodes`, ceil(sqrt(first)) times its item. Exceptions below were read off recordings, named behind each.
 */
const FREE_TYPES = new Set([
  "PageInfo",
  "MoneyBag", // orders/money-bag-presentment-parity
  "MoneyV2",
  "MailingAddress", // customers/customers-sort-keys
  "CustomerPhoneNumber", // customers/customers-search
  "CustomerEmailMarketingConsentState",
  "CustomerSmsMarketingConsentState",
]);
const TYPE_COST: Readonly<Record<string, number>> = { CustomerEmailAddress: 2 }; // customers/customers-catalog
const FIELD_COST: Readonly<Record<string, number>> = {
  "QueryRoot.productsCount": 10, // products/tags-add-parity
  "QueryRoot.segmentsCount": 7, // segments/segments-baseline
  "Mutation.flowTriggerReceive": 1, // admin-platform/flow-trigger-receive-body-schema-gaps
  "Mutation.customerSegmentMembersQueryCreate": 2, // segments/segments-user-errors-shape
};
const MUTATION = 10;

interface Costing {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

export function requestedCost(costing: Costing, operation: OperationDefinitionNode): number {
  const root = costing.schema.getRootType(operation.operation);
  if (!root) return 0;
  return selectionCost(costing, operation.selectionSet, root, undefined);
}

function argumentOf(costing: Costing, field: FieldNode, name: string): number | undefined {
  const value = field.arguments?.find((argument) => argument.name.value === name)?.value;
  if (value?.kind === Kind.INT) return Number(value.value);
  if (value?.kind !== Kind.VARIABLE) return undefined;
  const given = costing.variables[value.name.value];
  return typeof given === "number" ? given : undefined;
}

/** `@include` and `@skip` with the variables of this request: what is left out costs nothing. */
function isSkipped(costing: Costing, selection: SelectionNode): boolean {
  return (selection.directives ?? []).some((directive) => {
    const value = directive.arguments?.find((argument) => argument.name.value === "if")?.value;
    const on =
      value?.kind === Kind.VARIABLE
        ? costing.variables[value.name.value] === true
        : value?.kind === Kind.BOOLEAN && value.value;
    return directive.name.value === "include" ? !on : directive.name.value === "skip" && on;
  });
}

function selectionCost(
  costing: Costing,
  set: SelectionSetNode,
  type: GraphQLCompositeType,
  size: number | undefined,
): number {
  let cost = 0;
  let widest = 0;
  for (const selection of set.selections) {
    if (isSkipped(costing, selection)) continue;
    switch (selection.kind) {
      case Kind.FIELD:
        cost += fieldCost(costing, selection, type, size);
        break;
      case Kind.INLINE_FRAGMENT: {
        const target = selection.typeCondition ? costing.schema.getType(selection.typeCondition.name.value) : type;
        if (isCompositeType(target))
          widest = Math.max(widest, selectionCost(costing, selection.selectionSet, target, size));
        break;
      }
      case Kind.FRAGMENT_SPREAD: {
        const fragment = costing.fragments.get(selection.name.value);
        const target = fragment && costing.schema.getType(fragment.typeCondition.name.value);
        if (fragment && isCompositeType(target)) {
          const inner = selectionCost(costing, fragment.selectionSet, target, size);
          if (isObjectType(type)) cost += inner;
          else widest = Math.max(widest, inner);
        }
        break;
      }
    }
  }
  return cost + widest;
}

function fieldCost(costing: Costing, field: FieldNode, parent: GraphQLCompositeType, size: number | undefined): number {
  if (!("getFields" in parent)) return 0;
  const definition = parent.getFields()[field.name.value];
  if (definition === undefined) return 0;
  const type = getNamedType(definition.type);
  if (!isCompositeType(type) || field.selectionSet === undefined) return 0;
  if (parent.name === "Mutation") {
    return (FIELD_COST[`Mutation.${field.name.value}`] ?? MUTATION) + payloadCost(costing, field.selectionSet, type);
  }
  if (type.name.endsWith("Connection")) {
    const asked = argumentOf(costing, field, "first") ?? argumentOf(costing, field, "last") ?? 0;
    return 2 + selectionCost(costing, field.selectionSet, type, asked);
  }
  if (size !== undefined && parent.name.endsWith("Connection")) {
    if (type.name === "PageInfo") return 0;
    const inner =
      field.name.value === "edges"
        ? edgeCost(costing, field.selectionSet, type)
        : ownCost(costing, field, parent, type);
    return Math.ceil(Math.sqrt(size)) * inner;
  }
  return ownCost(costing, field, parent, type);
}

function edgeCost(costing: Costing, set: SelectionSetNode, edge: GraphQLCompositeType): number {
  return Math.max(1, selectionCost(costing, set, edge, undefined));
}

function ownCost(costing: Costing, field: FieldNode, parent: GraphQLCompositeType, type: GraphQLCompositeType): number {
  const own =
    FIELD_COST[`${parent.name}.${field.name.value}`] ?? TYPE_COST[type.name] ?? (FREE_TYPES.has(type.name) ? 0 : 1);
  return own + selectionCost(costing, field.selectionSet as SelectionSetNode, type, undefined);
}

/** What a mutation gives back is in its 10 points; only what hangs below that object is added (recorded: 12 for an e-mail). */
function payloadCost(costing: Costing, set: SelectionSetNode, payload: GraphQLCompositeType): number {
  if (!("getFields" in payload)) return 0;
  let cost = 0;
  for (const selection of set.selections) {
    if (selection.kind !== Kind.FIELD || selection.selectionSet === undefined) continue;
    if (/[uU]serErrors$/.test(selection.name.value)) continue;
    const definition = payload.getFields()[selection.name.value];
    const type = definition && getNamedType(definition.type);
    if (isCompositeType(type)) cost += selectionCost(costing, selection.selectionSet, type, undefined);
  }
  return cost;
}

/** After the fact, connections count what came back, and absent objects nothing. */
export function actualCost(
  costing: Costing,
  operation: OperationDefinitionNode,
  requested: number,
  data: unknown,
): number {
  if (data === null || data === undefined)
    return operation.operation === "mutation" ? Math.min(requested, MUTATION) : Math.min(requested, 2);
  const root = costing.schema.getRootType(operation.operation);
  if (!root) return requested;
  return Math.min(requested, answeredCost(costing, operation.selectionSet, root, data as object));
}

type Answer = Readonly<Record<string, unknown>>;

function answeredCost(costing: Costing, set: SelectionSetNode, type: GraphQLCompositeType, answer: object): number {
  let cost = 0;
  for (const selection of set.selections) {
    if (selection.kind !== Kind.FIELD) {
      const name = selection.kind === Kind.FRAGMENT_SPREAD ? selection.name.value : undefined;
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? costing.fragments.get(name ?? "") : selection;
      const condition = fragment?.typeCondition?.name.value;
      const target = condition ? costing.schema.getType(condition) : type;
      if (fragment && isCompositeType(target)) cost += answeredCost(costing, fragment.selectionSet, target, answer);
      continue;
    }
    if (isSkipped(costing, selection)) continue;
    const value = (answer as Answer)[selection.alias?.value ?? selection.name.value];
    cost += answeredField(costing, selection, type, value);
  }
  return cost;
}

function answeredField(costing: Costing, field: FieldNode, parent: GraphQLCompositeType, value: unknown): number {
  if (!("getFields" in parent) || field.selectionSet === undefined) return 0;
  const definition = parent.getFields()[field.name.value];
  const type = definition && getNamedType(definition.type);
  if (!isCompositeType(type) || /[uU]serErrors$/.test(field.name.value)) return 0;
  const set = field.selectionSet;
  if (parent.name === "Mutation") {
    const below = value === null || value === undefined ? 0 : answeredPayload(costing, set, type, value as Answer);
    return (FIELD_COST[`Mutation.${field.name.value}`] ?? MUTATION) + below;
  }
  const own =
    FIELD_COST[`${parent.name}.${field.name.value}`] ?? TYPE_COST[type.name] ?? (FREE_TYPES.has(type.name) ? 0 : 1);
  if (value === null || value === undefined) return own;
  if (Array.isArray(value)) {
    // A list that is no connection counts once, as its dearest entry.
    const entries = value.filter((item): item is object => typeof item === "object" && item !== null);
    return own + Math.max(0, ...entries.map((item) => answeredCost(costing, set, type, item)));
  }
  if (!type.name.endsWith("Connection")) return own + answeredCost(costing, set, type, value as object);
  const asked = argumentOf(costing, field, "first") ?? argumentOf(costing, field, "last") ?? 0;
  let cost = 2;
  for (const part of set.selections) {
    if (part.kind !== Kind.FIELD || (part.name.value !== "edges" && part.name.value !== "nodes")) continue;
    const items = (value as Answer)[part.alias?.value ?? part.name.value];
    const count = Array.isArray(items) ? items.length : 0;
    const item = selectionCost(costing, { ...set, selections: [part] }, type, 1);
    cost += Math.ceil(Math.sqrt(count === 0 ? Math.ceil(Math.sqrt(asked)) : count)) * item;
  }
  return cost;
}

function answeredPayload(
  costing: Costing,
  set: SelectionSetNode,
  payload: GraphQLCompositeType,
  answer: Answer,
): number {
  if (!("getFields" in payload)) return 0;
  let cost = 0;
  for (const selection of set.selections) {
    if (selection.kind !== Kind.FIELD || selection.selectionSet === undefined) continue;
    if (/[uU]serErrors$/.test(selection.name.value)) continue;
    const value = answer[selection.alias?.value ?? selection.name.value];
    const definition = payload.getFields()[selection.name.value];
    const type = definition && getNamedType(definition.type);
    if (value === null || typeof value !== "object" || Array.isArray(value) || !isCompositeType(type)) continue;
    cost += answeredCost(costing, selection.selectionSet, type, value);
  }
  return cost;
}
