import type { State } from "../state.ts";
import { metafieldsOf } from "./metafields.ts";
import { centsOf } from "./money.ts";

interface ProductRow {
  id: number;
  title: string;
  handle: string;
  description_html: string;
  vendor: string;
  product_type: string;
  status: string;
  tags_json: string;
  published_at: string | null;
  created_at: string;
}

interface VariantRow {
  id: number;
  product_id: number;
  title: string;
  sku: string | null;
  price: string;
  compare_at_price: string | null;
  inventory_quantity: number;
  inventory_policy: string;
  tracked: number;
  options_json: string;
}

/** `image` of Liquid. `src` is the path under /cdn; filters add the width. */
interface ImageDrop {
  id: number;
  src: string;
  alt: string;
  width: number;
  height: number;
  aspect_ratio: number;
}

export interface VariantDrop {
  id: number;
  product_id: number;
  title: string;
  sku: string | null;
  price: number;
  compare_at_price: number | null;
  available: boolean;
  inventory_quantity: number;
  inventory_policy: string;
  inventory_management: string | null;
  options: string[];
  option1: string | null;
  option2: string | null;
  option3: string | null;
  url: string;
  featured_image: ImageDrop | null;
  requires_shipping: boolean;
  taxable: boolean;
  weight: number;
}

export interface ProductDrop {
  id: number;
  title: string;
  handle: string;
  url: string;
  description: string;
  content: string;
  vendor: string;
  type: string;
  tags: string[];
  available: boolean;
  price: number;
  price_min: number;
  price_max: number;
  price_varies: boolean;
  compare_at_price: number | null;
  variants: VariantDrop[];
  selected_or_first_available_variant: VariantDrop | null;
  first_available_variant: VariantDrop | null;
  has_only_default_variant: boolean;
  options: string[];
  options_with_values: { name: string; position: number; values: string[] }[];
  featured_image: ImageDrop | null;
  featured_media: ImageDrop | null;
  images: ImageDrop[];
  created_at: string;
  published_at: string | null;
  gift_card: boolean;
  metafields: object;
}

function variantDrop(row: VariantRow, handle: string, image: ImageDrop | null): VariantDrop {
  const options = (JSON.parse(row.options_json) as { name: string; value: string }[]).map(({ value }) => value);
  return {
    id: row.id,
    product_id: row.product_id,
    title: row.title,
    sku: row.sku,
    price: centsOf(row.price),
    compare_at_price: row.compare_at_price === null ? null : centsOf(row.compare_at_price),
    available: row.tracked === 0 || row.inventory_policy === "CONTINUE" || row.inventory_quantity > 0,
    inventory_quantity: row.inventory_quantity,
    inventory_policy: row.inventory_policy.toLowerCase(),
    inventory_management: row.tracked ? "shopify" : null,
    options,
    option1: options[0] ?? null,
    option2: options[1] ?? null,
    option3: options[2] ?? null,
    url: `/products/${handle}?variant=${row.id}`,
    featured_image: image,
    requires_shipping: true,
    taxable: true,
    weight: 0,
  };
}

function productDrop(state: State, row: ProductRow): ProductDrop {
  const images = (
    state
      .sql("SELECT id, path, alt_text, width, height FROM images WHERE product_id = ? ORDER BY position")
      .all(row.id) as { id: number; path: string; alt_text: string | null; width: number; height: number }[]
  ).map(({ id, path, alt_text, width, height }) => {
    return { id, src: path, alt: alt_text ?? row.title, width, height, aspect_ratio: width / height };
  });
  const rows = state.sql("SELECT * FROM variants WHERE product_id = ? ORDER BY position").all(row.id) as VariantRow[];
  const featured = images[0] ?? null;
  const variants = rows.map((variant) => variantDrop(variant, row.handle, featured));
  const prices = variants.map(({ price }) => price);
  const firstAvailable = variants.find(({ available }) => available) ?? null;
  const names = (JSON.parse(rows[0]?.options_json ?? "[]") as { name: string }[]).map(({ name }) => name);
  return {
    id: row.id,
    title: row.title,
    handle: row.handle,
    url: `/products/${row.handle}`,
    description: row.description_html,
    content: row.description_html,
    vendor: row.vendor,
    type: row.product_type,
    tags: JSON.parse(row.tags_json) as string[],
    available: firstAvailable !== null,
    price: Math.min(...prices),
    price_min: Math.min(...prices),
    price_max: Math.max(...prices),
    price_varies: new Set(prices).size > 1,
    compare_at_price: variants[0]?.compare_at_price ?? null,
    variants,
    selected_or_first_available_variant: firstAvailable ?? variants[0] ?? null,
    first_available_variant: firstAvailable,
    has_only_default_variant: variants.length === 1 && variants[0]?.title === "Default Title",
    options: names,
    options_with_values: names.map((name, index) => ({
      name,
      position: index + 1,
      values: [...new Set(variants.map(({ options }) => options[index] ?? ""))],
    })),
    featured_image: featured,
    featured_media: featured,
    images,
    created_at: row.created_at,
    published_at: row.published_at,
    gift_card: false,
    metafields: metafieldsOf(state, "Product", row.id),
  };
}

const ON_SALE = "status = 'ACTIVE' AND published_at IS NOT NULL";

/** A product that the storefront shows; drafts and archived ones are not found. */
export function findProduct(state: State, handle: string): ProductDrop | undefined {
  const row = state.sql(`SELECT * FROM products WHERE handle = ? AND ${ON_SALE}`).get(handle) as ProductRow | undefined;
  return row && productDrop(state, row);
}

function findProductById(state: State, id: number): ProductDrop | undefined {
  const row = state.sql(`SELECT * FROM products WHERE id = ? AND ${ON_SALE}`).get(id) as ProductRow | undefined;
  return row && productDrop(state, row);
}

export function findProductOfVariant(state: State, variantId: number): ProductDrop | undefined {
  const row = state.sql("SELECT product_id FROM variants WHERE id = ?").get(variantId) as
    { product_id: number } | undefined;
  return row && findProductById(state, row.product_id);
}

export interface Listing {
  products: ProductDrop[];
  count: number;
}

export type SortOrder =
  "best-selling" | "price-ascending" | "price-descending" | "title-ascending" | "created-descending";

const CHEAPEST = "(SELECT min(CAST(price AS REAL)) FROM variants WHERE product_id = products.id)";
const SORTED: Readonly<Record<SortOrder, string>> = {
  "best-selling": "sold DESC, id",
  "price-ascending": `${CHEAPEST}, id`,
  "price-descending": `${CHEAPEST} DESC, id`,
  "title-ascending": "title COLLATE NOCASE, id",
  "created-descending": "created_at DESC, id DESC",
};

export function isSortOrder(text: string): text is SortOrder {
  return text in SORTED;
}

interface Filter {
  type?: string | undefined;
  text?: string | undefined;
  sort?: SortOrder;
  limit: number;
  offset?: number;
}

/** Products on sale of a type, or with all the words of a search in title, type or tags. */
export function listProducts(state: State, filter: Filter): Listing {
  const words = (filter.text ?? "").toLowerCase().split(/\s+/).filter(Boolean).slice(0, 6);
  const like = words.map((word) => `%${word.replace(/[%_\\]/g, "\\$&")}%`);
  const where = [
    ON_SALE,
    ...(filter.type === undefined ? [] : ["product_type = ?"]),
    ...like.map(() => "lower(title || ' ' || product_type || ' ' || tags_json) LIKE ? ESCAPE '\\'"),
  ].join(" AND ");
  const values = [...(filter.type === undefined ? [] : [filter.type]), ...like];
  const sold = filter.sort === "best-selling" ? bestSelling(state) : "";
  const rows = state
    .sql(
      `SELECT products.* FROM products ${sold} WHERE ${where} ORDER BY ${SORTED[filter.sort ?? "created-descending"]} LIMIT ? OFFSET ?`,
    )
    .all(...values, filter.limit, filter.offset ?? 0) as ProductRow[];
  const { count } = state.sql(`SELECT count(*) AS count FROM products WHERE ${where}`).get(...values) as {
    count: number;
  };
  return { products: rows.map((row) => productDrop(state, row)), count };
}

/** How often each product sold, counted once per process and store: the join is too slow for each page. */
function bestSelling(state: State): string {
  const made = state.db.prepare("SELECT 1 FROM temp.sqlite_master WHERE name = 'best_selling'").get();
  if (!made) {
    state.db.exec(`CREATE TEMP TABLE best_selling (product_id INTEGER PRIMARY KEY, sold INTEGER);
      INSERT INTO best_selling SELECT product_id, count(*) FROM order_lines WHERE product_id IS NOT NULL GROUP BY product_id`);
  }
  return "LEFT JOIN temp.best_selling ON best_selling.product_id = products.id";
}

export interface CollectionRow {
  handle: string;
  title: string;
}

export function listCollections(state: State): CollectionRow[] {
  return state.sql("SELECT handle, title FROM collections ORDER BY title").all() as CollectionRow[];
}
