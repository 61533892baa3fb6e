import { createHash } from "node:crypto";
import { nowIso } from "../../clock.ts";
import { gid, idOfGid } from "../../state.ts";
import { requireScope } from "../access.ts";
import { listTable } from "../connection.ts";
import { text, withType } from "../context.ts";
import type { Args, Context, Registry, Row, TypeFields } from "../context.ts";
import { checkMetafieldValue, isMetafieldType, jsonValueOf } from "../metafield-values.ts";

/** The app's own number in `app--<number>` namespaces; any fixed number will do here. */
const APP_NUMBER = "347082227713";
const MOST_INPUTS = 25;

/** `$app` and `$app:x` are the app's reserved namespace (shopify.dev "Reserved prefixes"; recorded: `app--347082227713`). */
function resolveNamespace(namespace: unknown): string {
  if (namespace === undefined || namespace === null || namespace === "$app") return `app--${APP_NUMBER}`;
  const name = String(namespace);
  return name.startsWith("$app:") ? `app--${APP_NUMBER}--${name.slice(5)}` : name;
}

const OWNER_TABLES: Readonly<Record<string, string>> = {
  Product: "products",
  ProductVariant: "variants",
  Customer: "customers",
  Order: "orders",
  Collection: "collections",
  Shop: "shop",
};
const OWNER_SCOPES: Readonly<Record<string, string>> = {
  Product: "write_products",
  ProductVariant: "write_products",
  Collection: "write_products",
  Customer: "write_customers",
  Order: "write_orders",
};

export function metafieldFields(ownerType: string): TypeFields {
  const owner = (row: Row) => gid(ownerType, text(row, "id"));
  return {
    metafield: (row, args, context) =>
      withType(
        "Metafield",
        context.state
          .sql("SELECT * FROM metafields WHERE owner_gid = ? AND namespace = ? AND key = ?")
          .get(owner(row), ...qualifiedKey(args)),
      ),
    metafields: (row, args) => {
      const where = ["metafields.owner_gid = ?"];
      const params: unknown[] = [owner(row)];
      if (typeof args["namespace"] === "string") {
        where.push("metafields.namespace = ?");
        params.push(resolveNamespace(args["namespace"]));
      }
      const keys = Array.isArray(args["keys"]) ? (args["keys"] as string[]) : undefined;
      if (keys !== undefined) {
        where.push(`metafields.namespace || '.' || metafields.key IN (${keys.map(() => "?").join(", ")})`);
        params.push(...keys.map((key) => (key.includes(".") ? key : `${resolveNamespace(args["namespace"])}.${key}`)));
      }
      return listTable("Metafield", "metafields", { where, params, reverse: args["reverse"] === true });
    },
  };
}

/** `metafield(key: "candor.quiz_x")` names the namespace in the key. */
function qualifiedKey(args: Args): [string, string] {
  const key = String(args["key"]);
  const dot = key.lastIndexOf(".");
  if (args["namespace"] === undefined && dot > 0) return [key.slice(0, dot), key.slice(dot + 1)];
  return [resolveNamespace(args["namespace"]), key];
}

interface Input {
  readonly ownerId: string;
  readonly namespace?: string | null;
  readonly key: string;
  readonly type?: string | null;
  readonly value: string;
  readonly compareDigest?: string | null;
}

interface SetError {
  readonly __typename: "MetafieldsSetUserError";
  readonly field: readonly string[];
  readonly message: string;
  readonly code: string;
  readonly elementIndex: null;
}

const setError = (field: readonly string[], message: string, code: string): SetError => ({
  __typename: "MetafieldsSetUserError",
  field,
  message,
  code,
  elementIndex: null,
});

const digestOf = (value: string) => createHash("sha256").update(value).digest("hex");

function ownerProblem(context: Context, ownerId: string): string | undefined {
  const type = /^gid:\/\/shopify\/(\w+)\//.exec(ownerId)?.[1] ?? "";
  if (type === "AppInstallation") {
    return idOfGid("AppInstallation", ownerId) === context.installationId ? undefined : "Owner does not exist.";
  }
  const table = OWNER_TABLES[type];
  const known =
    table !== undefined &&
    context.state.sql(`SELECT 1 FROM ${table} WHERE id = ?`).get(idOfGid(type, ownerId)) !== undefined;
  return known ? undefined : "Owner does not exist.";
}

function currentOf(context: Context, input: Input): Row | null {
  return withType(
    "Metafield",
    context.state
      .sql("SELECT * FROM metafields WHERE owner_gid = ? AND namespace = ? AND key = ?")
      .get(input.ownerId, resolveNamespace(input.namespace), input.key),
  );
}

function checkInput(context: Context, input: Input, index: number): { value: string; type: string } | SetError {
  const at = (field: string) => ["metafields", String(index), field];
  const owner = ownerProblem(context, input.ownerId);
  if (owner !== undefined) return setError(at("ownerId"), owner, "INVALID");
  if (input.key.trim() === "") return setError(at("key"), "Key can't be blank.", "BLANK");
  if (input.key.length < 2) return setError(at("key"), "Key is too short (minimum is 2 characters).", "TOO_SHORT");
  if (input.key.length > 64) return setError(at("key"), "Key is too long (maximum is 64 characters).", "TOO_LONG");
  if (!/^[\w-]+$/.test(input.key))
    return setError(at("key"), "Key contains one or more invalid characters.", "INVALID");
  const current = currentOf(context, input);
  const type = input.type ?? (current === null ? undefined : text(current, "type"));
  if (type === undefined || type === "") return setError(at("type"), "Type can't be blank.", "BLANK");
  if (!isMetafieldType(type))
    return setError(at("type"), `Type must be one of the following: ${type} is not a valid type.`, "INVALID_TYPE");
  if (input.compareDigest !== undefined) {
    const digest = current === null ? null : digestOf(text(current, "value"));
    if (input.compareDigest !== digest) {
      return setError(
        ["metafields", String(index)],
        "The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.",
        "STALE_OBJECT",
      );
    }
  }
  const checked = checkMetafieldValue(type, input.value);
  return "problem" in checked
    ? setError(at("value"), checked.problem, "INVALID_VALUE")
    : { value: checked.value, type };
}

function setMetafields(args: Args, context: Context): object {
  const inputs = args["metafields"] as Input[];
  if (inputs.length > MOST_INPUTS) {
    const error = setError(
      ["metafields"],
      `Exceeded the maximum metafields input limit of ${MOST_INPUTS}.`,
      "LESS_THAN_OR_EQUAL_TO",
    );
    return { metafields: null, userErrors: [error] };
  }
  for (const input of inputs) {
    const scope = OWNER_SCOPES[/^gid:\/\/shopify\/(\w+)\//.exec(input.ownerId)?.[1] ?? ""];
    if (scope !== undefined) requireScope(context, "metafieldsSet", scope);
  }
  const checked = inputs.map((input, index) => checkInput(context, input, index));
  const errors = checked.filter((one): one is SetError => "message" in one);
  if (errors.length > 0) return { metafields: [], userErrors: errors };
  const now = nowIso();
  const rows = context.state.db.transaction(() =>
    inputs.map((input, index) => {
      const { value, type } = checked[index] as { value: string; type: string };
      return withType(
        "Metafield",
        context.state
          .sql(
            `INSERT INTO metafields (owner_gid, namespace, key, type, value, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (owner_gid, namespace, key) DO UPDATE SET type = excluded.type, value = excluded.value, updated_at = excluded.updated_at
             RETURNING *`,
          )
          .get(input.ownerId, resolveNamespace(input.namespace), input.key, type, value, now, now),
      );
    }),
  )();
  return { metafields: rows, userErrors: [] };
}

function deleteMetafields(args: Args, context: Context): object {
  const inputs = args["metafields"] as { ownerId: string; namespace: string; key: string }[];
  const deleted = context.state.db.transaction(() =>
    inputs.map((input) => {
      const namespace = resolveNamespace(input.namespace);
      const gone = context.state
        .sql("DELETE FROM metafields WHERE owner_gid = ? AND namespace = ? AND key = ?")
        .run(input.ownerId, namespace, input.key);
      return gone.changes === 0
        ? null
        : { __typename: "MetafieldIdentifier", ownerId: input.ownerId, namespace, key: input.key };
    }),
  )();
  return { deletedMetafields: deleted, userErrors: [] };
}

export const metafieldRegistry: Registry = {
  Metafield: {
    id: (row) => gid("Metafield", text(row, "id")),
    legacyResourceId: (row) => text(row, "id"),
    jsonValue: (row) => jsonValueOf(text(row, "type"), text(row, "value")),
    compareDigest: (row) => digestOf(text(row, "value")),
    ownerType: (row) => {
      const type = /^gid:\/\/shopify\/(\w+)\//.exec(text(row, "owner_gid"))?.[1] ?? "";
      return { AppInstallation: "API_PERMISSION", ProductVariant: "PRODUCTVARIANT" }[type] ?? type.toUpperCase();
    },
    description: () => null,
  },
  Mutation: {
    metafieldsSet: (_row, args, context) => setMetafields(args, context),
    metafieldsDelete: (_row, args, context) => deleteMetafields(args, context),
  },
};
