interface PickedProduct {
  productId: string;
  title: string;
  picture?: string;
}

interface Picked {
  id: string;
  title?: string;
  images?: { originalSrc?: string }[];
}

/** The admin's own picker; nothing was chosen when it was closed. Shopify's numbers of the products, and how they look. */
export async function pickProducts(chosen: readonly string[], most: number): Promise<PickedProduct[]> {
  if (!("shopify" in window)) return [];
  const selectionIds = chosen.map((id) => ({ id: `gid://shopify/Product/${id}` }));
  const picked = await window.shopify.resourcePicker({
    type: "product",
    action: "select",
    multiple: most,
    selectionIds,
  });
  return ((picked ?? []) as Picked[]).map(({ id, title, images }) => {
    const picture = images?.[0]?.originalSrc;
    return {
      productId: id.split("/").at(-1) ?? "",
      title: title ?? "",
      ...(picture?.startsWith("https://") && { picture }),
    };
  });
}
