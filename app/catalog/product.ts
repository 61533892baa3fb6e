import type { Micros } from "../contract/shop.ts";
import { fromGid } from "../shopify/gid.ts";
import { toMicros } from "../contract/money.ts";

export interface VariantRecord {
  id: string;
  title: string;
  priceMicros: Micros;
  /** In stock, not tracked, or sold without stock. */
  available: boolean;
  imageUrl: string | undefined;
  position: number;
}

export interface ProductRecord {
  id: string;
  handle: string;
  title: string;
  type: string;
  vendor: string;
  tags: string[];
  /** What metafields say of it in a few words: a material, an occasion. */
  details: string[];
  status: string;
  imageUrl: string | undefined;
  /** In the online store. */
  published: boolean;
  updatedAt: number;
  variants: VariantRecord[];
}

interface AdminImage {
  preview: { image: { url: string } | null } | null;
}

export interface AdminProduct {
  id: string;
  handle: string;
  title: string;
  productType: string;
  vendor: string;
  tags: string[];
  status: string;
  publishedAt: string | null;
  updatedAt: string;
  featuredMedia: AdminImage | null;
}

export interface AdminMetafield {
  namespace: string;
  type: string;
  value: string;
}

export interface AdminVariant {
  id: string;
  title: string;
  price: string;
  position: number;
  availableForSale: boolean;
}

export function readAdminVariant(variant: AdminVariant): VariantRecord {
  return {
    id: requireId("ProductVariant", variant.id),
    // Shopify calls the only variant of a product so; nobody wants to read it.
    title: variant.title === "Default Title" ? "" : variant.title,
    priceMicros: toMicros(variant.price),
    available: variant.availableForSale,
    imageUrl: undefined,
    position: variant.position,
  };
}

const MOST_DETAILS = 40;
const LONGEST_DETAIL = 60;

/** The texts that a metafield holds; of numbers, references and long texts none: no shopper chooses these. */
function textsOf({ type, value }: AdminMetafield): string[] {
  if (type === "single_line_text_field") return [value];
  if (type !== "list.single_line_text_field") return [];
  try {
    const list: unknown = JSON.parse(value);
    return Array.isArray(list) ? list.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

/** Of apps (`app--…`) and search engines (`global`) the shop's words are not made. */
const isOfShop = ({ namespace }: AdminMetafield): boolean => !namespace.startsWith("app--") && namespace !== "global";

function readDetails(metafields: readonly AdminMetafield[]): string[] {
  const texts = metafields.filter(isOfShop).flatMap(textsOf);
  const short = texts.map((text) => text.trim()).filter((text) => text !== "" && text.length <= LONGEST_DETAIL);
  return [...new Set(short)].slice(0, MOST_DETAILS);
}

export function readAdminProduct(
  product: AdminProduct,
  metafields: readonly AdminMetafield[],
  variants: VariantRecord[],
): ProductRecord {
  return {
    id: requireId("Product", product.id),
    handle: product.handle,
    title: product.title,
    type: product.productType,
    vendor: product.vendor,
    tags: product.tags,
    details: readDetails(metafields),
    status: product.status,
    imageUrl: product.featuredMedia?.preview?.image?.url,
    // Set when it was put into the online store, null when it was taken out of it.
    published: product.publishedAt !== null,
    updatedAt: Date.parse(product.updatedAt),
    variants,
  };
}

function requireId(kind: "Product" | "ProductVariant", gid: string): string {
  const id = fromGid(kind, gid);
  if (id === undefined) throw new TypeError(`not the id of a ${kind}`);
  return id;
}
