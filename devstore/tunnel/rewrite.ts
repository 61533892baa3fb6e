/** Where the development store stands, and whom it stands for. */
export type Places = {
  /** Origin of the local admin (it stands for admin.shopify.com and for the shop's /admin). */
  adminOrigin: string;
  /** Origin of the local storefront (it stands for https://<shop>/). */
  storefrontOrigin: string;
  shopDomain: string;
};

/** A URL of Shopify's, as the browser of this machine can open it; other URLs stay as they are. */
export function toLocalUrl(url: string, places: Places): string {
  const store = places.shopDomain.replace(".myshopify.com", "");
  const admin = `https://admin.shopify.com/store/${store}`;
  const shop = `https://${places.shopDomain}`;
  const tail = (base: string) =>
    url === base || url.startsWith(`${base}/`) || url.startsWith(`${base}?`) ? url.slice(base.length) : undefined;
  const inAdmin = tail(admin);
  if (inAdmin !== undefined) return `${places.adminOrigin}/store/${store}${inAdmin}`;
  const inShopAdmin = tail(`${shop}/admin`);
  if (inShopAdmin !== undefined) return `${places.adminOrigin}/admin${inShopAdmin}`;
  const inShop = tail(shop);
  if (inShop !== undefined) return `${places.storefrontOrigin}${inShop}`;
  return url;
}

/** Shopify's admin may frame the app; here the local admin stands for it. `'none'` stays none. */
export function allowLocalFrame(policy: string, adminOrigin: string): string {
  return policy
    .split(",")
    .map((one) =>
      one
        .split(";")
        .map((directive) => {
          const words = directive.trim().split(/\s+/);
          if (words[0]?.toLowerCase() !== "frame-ancestors" || words.includes("'none'")) return directive;
          return `${directive.trimEnd()} ${adminOrigin}`;
        })
        .join(";"),
    )
    .join(",");
}
