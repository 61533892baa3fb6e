import { enqueueWebhook } from "../../webhooks/enqueue.ts";
import { strikes } from "../../faults/faults.ts";
import { gid, idOfGid } from "../../state.ts";
import { requireScope } from "../access.ts";
import { ApiError, userError, withType } from "../context.ts";
import type { Args, Context, Registry } from "../context.ts";
import { changeTags, TAG_TABLES } from "../tags.ts";
import type { Taggable } from "../tags.ts";

const SCOPES: Readonly<Record<Taggable, string>> = {
  Customer: "write_customers",
  Product: "write_products",
  Order: "write_orders",
};

function isTaggable(type: string): type is Taggable {
  return Object.hasOwn(TAG_TABLES, type);
}

/** Texts recorded in admin-platform/admin-platform-tags-not-found and products/tags-*-parity. */
function changeTagsOf(context: Context, args: Args, field: "tagsAdd" | "tagsRemove"): object {
  const value = String(args["id"]);
  const type = /^gid:\/\/shopify\/(\w+)\//.exec(value)?.[1] ?? "";
  if (!isTaggable(type)) throw new ApiError(`Invalid id: ${value}`, "RESOURCE_NOT_FOUND");
  requireScope(context, field, SCOPES[type]);
  if (strikes(context.state, "user-error")) {
    return { node: null, userErrors: [userError(["tags"], "Tags could not be saved")] };
  }
  const id = idOfGid(type, value) ?? 0;
  const tags = args["tags"] as string[];
  return context.state.db.transaction(() => {
    const change = changeTags(context.state, type, id, field === "tagsAdd" ? { add: tags } : { remove: tags });
    if (change === undefined) return { node: null, userErrors: [userError(["id"], `${type} does not exist`)] };
    if (change.error !== undefined) return { node: null, userErrors: [userError(["tags"], change.error)] };
    announce(context, type, id, change.added, change.removed);
    const node = context.state.sql(`SELECT * FROM ${TAG_TABLES[type]} WHERE id = ?`).get(id);
    return { node: withType(type, node), userErrors: [] };
  })();
}

/** A tag on a customer has topics of its own; on products and orders it is an update (shopify-facts "Webhooks"). */
function announce(
  context: Context,
  type: Taggable,
  id: number,
  added: readonly string[],
  removed: readonly string[],
): void {
  if (added.length === 0 && removed.length === 0) return;
  if (type !== "Customer") {
    enqueueWebhook(context.state, type === "Product" ? "products/update" : "orders/updated", id);
    return;
  }
  if (added.length > 0)
    enqueueWebhook(context.state, "customer.tags_added", id, { tags: added, customerId: gid("Customer", id) });
  if (removed.length > 0)
    enqueueWebhook(context.state, "customer.tags_removed", id, { tags: removed, customerId: gid("Customer", id) });
  enqueueWebhook(context.state, "customers/update", id);
}

export const taggingFields: Registry = {
  Mutation: {
    tagsAdd: (_row, args, context) => changeTagsOf(context, args, "tagsAdd"),
    tagsRemove: (_row, args, context) => changeTagsOf(context, args, "tagsRemove"),
  },
};
