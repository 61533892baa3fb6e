import { nowIso } from "../../clock.ts";
import { gid, idOfGid } from "../../state.ts";
import { enqueueWebhook } from "../../webhooks/enqueue.ts";
import { requireScope } from "../access.ts";
import { ApiError, userError, withType } from "../context.ts";
import type { Args, Context, Registry } from "../context.ts";
import { normaliseTags } from "../tags.ts";

/** The little that the app and the recordings write to orders and products. */
function updateOrder(args: Args, context: Context): object {
  requireScope(context, "orderUpdate", "write_orders");
  const input = args["input"] as {
    id: string;
    note?: string | null;
    tags?: readonly string[] | null;
    customAttributes?: readonly { key: string; value: string }[] | null;
  };
  const id = idOfGid("Order", input.id) ?? 0;
  const existing = context.state
    .sql("SELECT note, tags_json, custom_attributes_json FROM orders WHERE id = ?")
    .get(id) as { note: string | null; tags_json: string; custom_attributes_json: string } | undefined;
  if (existing === undefined) return { order: null, userErrors: [userError(["id"], "Order does not exist")] };
  const row = context.state
    .sql(
      "UPDATE orders SET note = ?, tags_json = ?, custom_attributes_json = ?, updated_at = ? WHERE id = ? RETURNING *",
    )
    .get(
      input.note === undefined ? existing.note : input.note,
      input.tags ? JSON.stringify(normaliseTags(input.tags)) : existing.tags_json,
      input.customAttributes ? JSON.stringify(input.customAttributes) : existing.custom_attributes_json,
      nowIso(),
      id,
    );
  enqueueWebhook(context.state, "orders/updated", id);
  return { order: withType("Order", row), userErrors: [] };
}

interface ProductInput {
  readonly title?: string | null;
  readonly status?: string | null;
  readonly tags?: readonly string[] | null;
  readonly productType?: string | null;
  readonly vendor?: string | null;
  readonly descriptionHtml?: string | null;
}

const slug = (title: string) =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");

/** Recorded: graphql-base-validation-unhappy-paths (exactly one argument), bulk-operation-run-mutation-created-status. */
function createProduct(args: Args, context: Context): object {
  requireScope(context, "productCreate", "write_products");
  if ((args["input"] === undefined) === (args["product"] === undefined)) {
    throw new ApiError(
      "productCreate must include exactly one of the following arguments: input, product.",
      "INVALID_FIELD_ARGUMENTS",
    );
  }
  const input = (args["product"] ?? args["input"]) as ProductInput;
  const title = input.title ?? "";
  if (title.trim() === "") return { product: null, userErrors: [userError(["title"], "Title can't be blank")] };
  const now = nowIso();
  let handle = slug(title);
  for (let n = 1; context.state.sql("SELECT 1 FROM products WHERE handle = ?").get(handle); n += 1)
    handle = `${slug(title)}-${n}`;
  const row = context.state
    .sql(
      `INSERT INTO products (title, handle, status, tags_json, product_type, vendor, description_html, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *`,
    )
    .get(
      title,
      handle,
      input.status ?? "ACTIVE",
      JSON.stringify(normaliseTags(input.tags ?? [])),
      input.productType ?? "",
      input.vendor ?? "",
      input.descriptionHtml ?? "",
      now,
      now,
    ) as { id: number };
  context.state
    .sql("INSERT INTO variants (product_id, price, created_at, updated_at) VALUES (?, '0.00', ?, ?)")
    .run(row.id, now, now);
  enqueueWebhook(context.state, "products/create", row.id);
  return { product: withType("Product", row), userErrors: [] };
}

function deleteProduct(args: Args, context: Context): object {
  requireScope(context, "productDelete", "write_products");
  const id = idOfGid("Product", String((args["input"] as { id: string }).id)) ?? 0;
  if (context.state.sql("DELETE FROM products WHERE id = ?").run(id).changes === 0) {
    return { deletedProductId: null, userErrors: [userError(["id"], "Product does not exist")] };
  }
  context.state.sql("DELETE FROM variants WHERE product_id = ?").run(id);
  context.state.sql("DELETE FROM images WHERE product_id = ?").run(id);
  enqueueWebhook(context.state, "products/delete", id);
  return { deletedProductId: gid("Product", id), userErrors: [] };
}

export const recordWriteFields: Registry = {
  Mutation: {
    orderUpdate: (_row, args, context) => context.state.db.transaction(() => updateOrder(args, context))(),
    productCreate: (_row, args, context) => context.state.db.transaction(() => createProduct(args, context))(),
    productDelete: (_row, args, context) => context.state.db.transaction(() => deleteProduct(args, context))(),
  },
};
