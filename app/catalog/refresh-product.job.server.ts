import type { JobRun } from "../platform/job.ts";
import type { AdminFor } from "../shop/shop-admin.server.ts";
import type { AdminClient } from "../shopify/admin.ts";
import type { FindProductQuery } from "../shopify/documents.generated.ts";
import { toGid } from "../shopify/gid.ts";
import { FindProduct } from "./catalog.documents.ts";
import { bumpCatalogRevision, saveProduct } from "./catalog.store.server.ts";
import { readAdminProduct, readAdminVariant } from "./product.ts";
import type { ProductRecord, VariantRecord } from "./product.ts";

/** Fetches one product again and records what Shopify says now. */
export async function refreshProduct(run: JobRun<"refresh-product">, adminFor: AdminFor): Promise<void> {
  const product = await fetchProduct(await adminFor(run.shop), run.payload.productId, run.signal);
  // Not there any more: products/delete tells.
  if (product === undefined) return;
  await run.transaction(async (tx) => {
    if (await saveProduct(tx, run.shop, product)) await bumpCatalogRevision(tx, run.shop);
  });
}

async function fetchProduct(
  admin: AdminClient,
  productId: string,
  signal: AbortSignal,
): Promise<ProductRecord | undefined> {
  const variants: VariantRecord[] = [];
  for (let after: string | null = null; ;) {
    const product = await fetchPage(admin, productId, after, signal);
    if (!product) return undefined;
    variants.push(...product.variants.nodes.map(readAdminVariant));
    if (!product.variants.pageInfo.hasNextPage) return readAdminProduct(product, product.metafields.nodes, variants);
    after = product.variants.pageInfo.endCursor;
  }
}

async function fetchPage(
  admin: AdminClient,
  productId: string,
  after: string | null,
  signal: AbortSignal,
): Promise<FindProductQuery["product"]> {
  return (await admin.request(FindProduct, { id: toGid("Product", productId), after }, { signal })).data.product;
}
