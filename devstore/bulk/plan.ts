import { getNamedType, isAbstractType, isCompositeType, isObjectType, Kind } from "graphql";
import type { FieldNode, FragmentDefinitionNode, GraphQLCompositeType, GraphQLField, SelectionSetNode } from "graphql";
import { getArgumentValues } from "graphql";
import { requireAccess } from "../admin-api/access.ts";
import { everyRow, isListing } from "../admin-api/connection.ts";
import type { Listing } from "../admin-api/connection.ts";
import type { Args, Context, Registry, Row } from "../admin-api/context.ts";
import { resolveField } from "../admin-api/execute.ts";
import { connectionNodeType, loadAdminSchema } from "../admin-api/schema.ts";

/** One field of a selection, prepared once and applied to every record: what makes a bulk export fast. */
interface Step {
  readonly key: string;
  readonly field: GraphQLField<unknown, unknown>;
  readonly name: string;
  readonly parent: string;
  readonly args: Args;
  readonly inner: Plan | undefined;
  /** The node's plan when this field is a connection. */
  readonly node: Plan | undefined;
}
export type Plan = (row: Row) => readonly Step[];

export interface Planner {
  readonly registry: Registry;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

export function planOf(planner: Planner, set: SelectionSetNode, type: GraphQLCompositeType): Plan {
  const byType = new Map<string, readonly Step[]>();
  return (row) => {
    const concrete = isAbstractType(type) ? row.__typename : type.name;
    let steps = byType.get(concrete);
    if (steps === undefined) {
      const object = loadAdminSchema().schema.getType(concrete);
      steps = isObjectType(object) ? [...stepsOf(planner, set, object, concrete).values()] : [];
      byType.set(concrete, steps);
    }
    return steps;
  };
}

function stepsOf(
  planner: Planner,
  set: SelectionSetNode,
  type: GraphQLCompositeType,
  concrete: string,
): Map<string, Step> {
  const steps = new Map<string, Step>();
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      const step = stepOf(planner, selection, type);
      if (step) steps.set(step.key, step);
      continue;
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : planner.fragments.get(selection.name.value);
    const condition = fragment?.typeCondition?.name.value;
    if (fragment === undefined || (condition !== undefined && !applies(condition, concrete))) continue;
    for (const [key, step] of stepsOf(planner, fragment.selectionSet, type, concrete)) steps.set(key, step);
  }
  return steps;
}

function applies(condition: string, concrete: string): boolean {
  if (condition === concrete) return true;
  const { schema } = loadAdminSchema();
  const abstract = schema.getType(condition);
  const object = schema.getType(concrete);
  return isAbstractType(abstract) && isObjectType(object) && schema.isSubType(abstract, object);
}

function stepOf(planner: Planner, node: FieldNode, type: GraphQLCompositeType): Step | undefined {
  const name = node.name.value;
  if (!("getFields" in type) || name === "__typename") return undefined;
  const field = type.getFields()[name];
  if (field === undefined) return undefined;
  const named = getNamedType(field.type);
  const connection = named.name.endsWith("Connection") && isObjectType(named);
  return {
    key: node.alias?.value ?? name,
    field,
    name,
    parent: type.name,
    args: getArgumentValues(field, node, {}),
    inner:
      !connection && isCompositeType(named) && node.selectionSet
        ? planOf(planner, node.selectionSet, named)
        : undefined,
    node: connection && node.selectionSet ? nodePlan(planner, node.selectionSet, named) : undefined,
  };
}

/** `edges { node { … } }` → the plan of the node. */
function nodePlan(planner: Planner, set: SelectionSetNode, type: GraphQLCompositeType): Plan | undefined {
  const edges = set.selections.find((one): one is FieldNode => one.kind === Kind.FIELD && one.name.value === "edges");
  const node = edges?.selectionSet?.selections.find(
    (one): one is FieldNode => one.kind === Kind.FIELD && one.name.value === "node",
  );
  const nodeType = connectionNodeType(type);
  return nodeType && node?.selectionSet ? planOf(planner, node.selectionSet, nodeType) : undefined;
}

export interface Child {
  readonly listing: Listing;
  readonly node: Plan;
}

const PATH = { key: "bulk", prev: undefined, typename: undefined } as const;

/** Applies a plan to one record: its own fields, and the connections that hang below it. */
export function project(
  planner: Planner,
  context: Context,
  plan: Plan,
  row: Row,
  children: Child[],
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const step of plan(row)) {
    requireAccess(context, step.parent, step.name, step.field.type);
    const info = { fieldName: step.name, path: PATH };
    const value = resolveField(planner.registry, step.parent, row, step.args, context, info);
    if (isListing(value)) {
      if (step.node) children.push({ listing: value, node: step.node });
      continue;
    }
    result[step.key] = step.inner === undefined ? value : projectValue(planner, context, step.inner, value, children);
  }
  return result;
}

function projectValue(planner: Planner, context: Context, plan: Plan, value: unknown, children: Child[]): unknown {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map((item) => projectValue(planner, context, plan, item, children));
  return project(planner, context, plan, value as Row, children);
}

export interface Line {
  readonly text: string;
  readonly root: boolean;
}

/** Roots in batches, each batch followed by its children: a child need not follow its parent (shopify-facts "Bulk"). */
const BATCH = 20;

export function* lines(planner: Planner, context: Context, root: Child, grouped: boolean): Generator<Line> {
  let below: Line[] = [];
  let held = 0;
  for (const row of everyRow(context.state, root.listing)) {
    const children: Child[] = [];
    const record = project(planner, context, root.node, row, children);
    yield { text: JSON.stringify(record), root: true };
    for (const child of children) childLines(planner, context, child, record["id"], below);
    held += 1;
    if (grouped || held >= BATCH) {
      yield* below;
      below = [];
      held = 0;
    }
  }
  yield* below;
}

function childLines(planner: Planner, context: Context, child: Child, parentId: unknown, into: Line[]): void {
  for (const row of everyRow(context.state, child.listing)) {
    const nested: Child[] = [];
    const record = project(planner, context, child.node, row, nested);
    into.push({ text: JSON.stringify({ ...record, __parentId: parentId }), root: false });
    for (const inner of nested) childLines(planner, context, inner, record["id"], into);
  }
}
