import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { enqueue } from "../platform/queue.store.server.ts";
import type { Topic } from "../shopify/webhook.ts";
import { bumpCatalogRevision, saveDeletedProduct } from "./catalog.store.server.ts";

type ProductTopic = Extract<Topic, `products/${string}`>;

/**
 * From a verified webhook. Its body neither says of which shop it is (A12), nor whether a variant can be bought, nor lists
 * more than 100 variants: it is news that the product changed, and the product is fetched.
 */
export async function recordProductWebhook(
  tx: Tx,
  shop: ShopId,
  topic: ProductTopic,
  payload: unknown,
  now: Date,
): Promise<void> {
  const productId = String(((payload ?? {}) as Record<string, unknown>).id);
  if (!/^\d{1,20}$/.test(productId)) return;
  if (topic !== "products/delete") return enqueue(tx, shop, "refresh-product", { productId }, now);
  await saveDeletedProduct(tx, shop, productId, now);
  await bumpCatalogRevision(tx, shop);
}
