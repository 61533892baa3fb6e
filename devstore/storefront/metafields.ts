import { findInstallation, gid, type State } from "../state.ts";

interface MetafieldDrop {
  type: string;
  value: unknown;
}

/** What Liquid sees as `.value`: JSON as an object, numbers and booleans as such. */
function typedValue(type: string, value: string): unknown {
  if (type === "json" || type.startsWith("list.")) return JSON.parse(value) as unknown;
  if (type === "boolean") return value === "true";
  if (type === "number_integer" || type === "number_decimal") return Number(value);
  return value;
}

function metafieldsOfOwner(state: State, ownerGid: string): Record<string, Record<string, MetafieldDrop>> {
  const rows = state
    .sql("SELECT namespace, key, type, value FROM metafields WHERE owner_gid = ? ORDER BY namespace, key")
    .all(ownerGid) as { namespace: string; key: string; type: string; value: string }[];
  const found: Record<string, Record<string, MetafieldDrop>> = {};
  for (const { namespace, key, type, value } of rows) {
    (found[namespace] ??= {})[key] = { type, value: typedValue(type, value) };
  }
  return found;
}

export function metafieldsOf(state: State, type: string, id: number): object {
  return metafieldsOfOwner(state, gid(type, id));
}

/** `app.metafields`: the app-data metafields of the current installation; nothing after an uninstall. */
export function appMetafields(state: State): Record<string, Record<string, MetafieldDrop>> {
  const installation = findInstallation(state);
  return installation ? metafieldsOfOwner(state, gid("AppInstallation", installation.id)) : {};
}
