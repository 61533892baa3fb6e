import { getNullableType, isEnumType, isInputObjectType, isListType, isNonNullType, Kind, print } from "graphql";
import type { ASTNode, GraphQLInputType, ValueNode } from "graphql";
import { isGlobalId } from "./variables.ts";

interface LiteralProblem {
  readonly message: string;
  readonly node: ASTNode | undefined;
  /** Reported at the field's place, as Shopify does for whole arguments. */
  readonly onField: boolean;
  readonly path: readonly string[];
  extensions(argument: string): object;
}

const incompatible = (message: string): LiteralProblem => ({
  message,
  node: undefined,
  onField: true,
  path: [],
  extensions: (argument) => ({ code: "argumentLiteralsIncompatible", typeName: "Field", argumentName: argument }),
});

/** What is wrong with a literal argument; variables are judged when their values are known. */
export function literalProblem(type: GraphQLInputType, value: ValueNode, subject: string): LiteralProblem | undefined {
  if (value.kind === Kind.VARIABLE) return undefined;
  const invalid = () =>
    incompatible(`${subject} has an invalid value (${print(value)}). Expected type '${String(type)}'.`);
  if (value.kind === Kind.NULL) return isNonNullType(type) ? invalid() : undefined;
  const inner = getNullableType(type);
  if (isListType(inner)) {
    const items = value.kind === Kind.LIST ? value.values : [value];
    const bad = items.some((item) => literalProblem(inner.ofType as GraphQLInputType, item, subject) !== undefined);
    return bad ? invalid() : undefined;
  }
  if (isEnumType(inner)) {
    return value.kind === Kind.ENUM && inner.getValue(value.value) ? undefined : invalid();
  }
  if (isInputObjectType(inner)) {
    if (value.kind !== Kind.OBJECT) return invalid();
    return objectProblem(inner.name, inner.getFields(), value);
  }
  if (inner.name === "ID" && value.kind === Kind.STRING && !isGlobalId(value.value)) {
    return {
      ...incompatible(`Invalid global id '${value.value}'`),
      extensions: () => ({ code: "argumentLiteralsIncompatible", typeName: "CoercionError" }),
    };
  }
  const accepts: Readonly<Record<string, readonly string[]>> = {
    Int: [Kind.INT],
    Float: [Kind.INT, Kind.FLOAT],
    Boolean: [Kind.BOOLEAN],
    String: [Kind.STRING],
    ID: [Kind.STRING, Kind.INT],
  };
  const kinds = accepts[inner.name];
  return kinds === undefined || kinds.includes(value.kind) ? undefined : invalid();
}

function objectProblem(
  typeName: string,
  fields: Readonly<Record<string, { readonly type: GraphQLInputType; readonly defaultValue?: unknown }>>,
  value: ValueNode & { readonly kind: Kind.OBJECT },
): LiteralProblem | undefined {
  for (const entry of value.fields) {
    const field = fields[entry.name.value];
    if (field === undefined) {
      return {
        message: `InputObject '${typeName}' doesn't accept argument '${entry.name.value}'`,
        node: entry,
        onField: false,
        path: [entry.name.value],
        extensions: () => ({
          code: "argumentNotAccepted",
          name: typeName,
          typeName: "InputObject",
          argumentName: entry.name.value,
        }),
      };
    }
    const problem = literalProblem(
      field.type,
      entry.value,
      `Argument '${entry.name.value}' on InputObject '${typeName}'`,
    );
    if (problem) {
      return { ...problem, node: problem.node ?? value, onField: false, path: [entry.name.value, ...problem.path] };
    }
  }
  const given = new Set(value.fields.map((entry) => entry.name.value));
  const missing = Object.entries(fields).find(
    ([name, field]) => isNonNullType(field.type) && field.defaultValue === undefined && !given.has(name),
  );
  if (missing === undefined) return undefined;
  const [name, field] = missing;
  return {
    message: `Argument '${name}' on InputObject '${typeName}' is required. Expected type ${String(field.type)}`,
    node: value,
    onField: false,
    path: [name],
    extensions: () => ({
      code: "missingRequiredInputObjectAttribute",
      argumentName: name,
      argumentType: String(field.type),
      inputObjectType: typeName,
    }),
  };
}
