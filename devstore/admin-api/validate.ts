import {
  getNamedType,
  isCompositeType,
  isLeafType,
  isRequiredArgument,
  Kind,
  specifiedRules,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from "graphql";
import type { ASTNode, DocumentNode, FieldNode, GraphQLArgument, GraphQLSchema, ValueNode } from "graphql";
import { literalProblem } from "./literals.ts";
import type { ApiErrorJson } from "./syntax.ts";

interface Walk {
  readonly schema: GraphQLSchema;
  readonly types: TypeInfo;
  readonly errors: ApiErrorJson[];
  readonly path: string[];
}

/**
 * Static errors in the words of Shopify's server (recorded: graphql-base-validation-unhappy-paths, webhook-subscription-*,
 * bulk-operations-read-arg-validation). Whatever graphql-js finds beyond those is reported in its own words.
 */
export function validateDocument(schema: GraphQLSchema, document: DocumentNode): ApiErrorJson[] {
  const walk: Walk = { schema, types: new TypeInfo(schema), errors: [], path: [] };
  visit(
    document,
    visitWithTypeInfo(walk.types, {
      enter(node) {
        const name = pathName(node);
        if (name !== undefined) walk.path.push(name);
        if (node.kind === Kind.FIELD) return enterField(walk, node) ? undefined : leave(walk, node);
        if (node.kind === Kind.INLINE_FRAGMENT || node.kind === Kind.FRAGMENT_DEFINITION) checkCondition(walk, node);
        return undefined;
      },
      leave(node) {
        if (pathName(node) !== undefined) walk.path.pop();
      },
    }),
  );
  const errors = [...walk.errors, ...variableUse(document)];
  if (errors.length > 0) return errors;
  return validate(schema, document, specifiedRules).map((error) => ({
    message: error.message,
    locations: error.locations ?? [],
    extensions: { code: "GRAPHQL_VALIDATION_FAILED" },
  }));
}

/** Skips the children of a field that does not exist; undoes the path entry that `leave` will not undo. */
function leave(walk: Walk, _node: ASTNode): false {
  walk.path.pop();
  return false;
}

function pathName(node: ASTNode): string | undefined {
  switch (node.kind) {
    case Kind.OPERATION_DEFINITION:
      return node.name ? `${node.operation} ${node.name.value}` : node.operation;
    case Kind.FRAGMENT_DEFINITION:
      return `fragment ${node.name.value}`;
    case Kind.INLINE_FRAGMENT:
      return node.typeCondition ? `... on ${node.typeCondition.name.value}` : "...";
    case Kind.FIELD:
      return node.alias?.value ?? node.name.value;
    default:
      return undefined;
  }
}

function place(node: ASTNode) {
  const token = node.loc?.startToken;
  return [{ line: token?.line ?? 1, column: token?.column ?? 1 }];
}

function report(walk: Walk, node: ASTNode, message: string, extensions: object, extraPath: string[] = []): void {
  walk.errors.push({ message, locations: place(node), path: [...walk.path, ...extraPath], extensions });
}

function enterField(walk: Walk, node: FieldNode): boolean {
  const parent = walk.types.getParentType();
  const definition = walk.types.getFieldDef();
  const name = node.name.value;
  if (!parent) return false;
  if (!definition) {
    const extensions = { code: "undefinedField", typeName: parent.name, fieldName: name };
    report(walk, node, `Field '${name}' doesn't exist on type '${parent.name}'`, extensions);
    return false;
  }
  const named = getNamedType(definition.type);
  if (isCompositeType(named) && node.selectionSet === undefined) {
    const hint = `Did you mean '${name} { ... }'?`;
    const message = `Field must have selections (field '${name}' returns ${named.name} but has no selections. ${hint})`;
    report(walk, node, message, { code: "selectionMismatch", nodeName: `field '${name}'`, typeName: named.name });
  }
  if (isLeafType(named) && node.selectionSet !== undefined) {
    const inner = node.selectionSet.selections.map((one) => (one.kind === Kind.FIELD ? one.name.value : "..."));
    const message = `Selections can't be made on scalars (field '${name}' returns ${named.name} but has selections [${inner
      .map((one) => JSON.stringify(one))
      .join(", ")}])`;
    report(walk, node, message, { code: "selectionMismatch", nodeName: `field '${name}'`, typeName: named.name });
    return false;
  }
  checkArguments(walk, node, definition.args);
  return true;
}

function checkArguments(walk: Walk, node: FieldNode, args: readonly GraphQLArgument[]): void {
  const name = node.name.value;
  const given = new Map((node.arguments ?? []).map((argument) => [argument.name.value, argument]));
  for (const [key, argument] of given) {
    const definition = args.find((candidate) => candidate.name === key);
    if (definition === undefined) {
      const message = `Field '${name}' doesn't accept argument '${key}'`;
      report(walk, argument, message, { code: "argumentNotAccepted", name, typeName: "Field", argumentName: key }, [
        key,
      ]);
      continue;
    }
    checkLiteral(walk, node, definition, argument.value);
  }
  const missing = args.filter((arg) => isRequiredArgument(arg) && !given.has(arg.name)).map((arg) => arg.name);
  if (missing.length > 0) {
    const message = `Field '${name}' is missing required arguments: ${missing.join(", ")}`;
    const extensions = { code: "missingRequiredArguments", className: "Field", name, arguments: missing.join(", ") };
    report(walk, node, message, extensions);
  }
}

function checkLiteral(walk: Walk, node: FieldNode, definition: GraphQLArgument, value: ValueNode): void {
  const problem = literalProblem(definition.type, value, `Argument '${definition.name}' on Field '${node.name.value}'`);
  if (problem === undefined) return;
  const at = problem.node ?? node;
  report(walk, problem.onField ? node : at, problem.message, problem.extensions(definition.name), [
    definition.name,
    ...problem.path,
  ]);
}

function checkCondition(walk: Walk, node: ASTNode & { readonly typeCondition?: unknown }): void {
  if (node.kind !== Kind.INLINE_FRAGMENT && node.kind !== Kind.FRAGMENT_DEFINITION) return;
  const name = node.typeCondition?.name.value;
  if (name === undefined || walk.schema.getType(name)) return;
  report(walk, node, `No such type ${name}, so it can't be a fragment condition`, {
    code: "undefinedType",
    typeName: name,
  });
}

/** Variables that are declared and not used, or used and not declared, per operation (fragments included). */
function variableUse(document: DocumentNode): ApiErrorJson[] {
  const errors: ApiErrorJson[] = [];
  const fragments = new Map(
    document.definitions.filter((d) => d.kind === Kind.FRAGMENT_DEFINITION).map((d) => [d.name.value, d]),
  );
  for (const operation of document.definitions) {
    if (operation.kind !== Kind.OPERATION_DEFINITION) continue;
    const used = new Map<string, ASTNode>();
    const seen = new Set<string>();
    const collect = (root: ASTNode) =>
      visit(root, {
        VariableDefinition: () => false,
        Variable: (node) => void (used.has(node.name.value) || used.set(node.name.value, node)),
        FragmentSpread: (node) => {
          const fragment = fragments.get(node.name.value);
          if (fragment === undefined || seen.has(node.name.value)) return;
          seen.add(node.name.value);
          collect(fragment);
        },
      });
    collect(operation);
    const label = operation.name?.value ?? `anonymous ${operation.operation}`;
    const path = [operation.name ? `${operation.operation} ${operation.name.value}` : operation.operation];
    const declared = new Set((operation.variableDefinitions ?? []).map((definition) => definition.variable.name.value));
    for (const name of declared) {
      if (used.has(name)) continue;
      const message = `Variable $${name} is declared by ${label} but not used`;
      errors.push({
        message,
        locations: place(operation),
        path,
        extensions: { code: "variableNotUsed", variableName: name },
      });
    }
    for (const [name, node] of used) {
      if (declared.has(name)) continue;
      const message = `Variable $${name} is used by ${label} but not declared`;
      errors.push({
        message,
        locations: place(node),
        path,
        extensions: { code: "variableNotDefined", variableName: name },
      });
    }
  }
  return errors;
}
