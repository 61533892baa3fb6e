import { hashText } from "../generator/random.ts";
import type { State } from "../state.ts";
import { gid } from "../state.ts";
import { FIRST_ID, freeHandle, handleize } from "./ids.ts";
import { type PlannedProduct, skuKey } from "./read-products.ts";

export interface KnownVariant {
  productId: number;
  variantId: number;
  title: string;
  variantTitle: string | null;
}

/** Writes products, variants, pictures and collections; answers which variant an article's code stands for. */
export function writeCatalogue(
  state: State,
  products: readonly PlannedProduct[],
  at: string,
): Map<string, KnownVariant> {
  const insertProduct = state.db.prepare(
    `INSERT INTO products (id, title, handle, description_html, vendor, product_type, status, tags_json, published_at, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertImage = state.db.prepare(
    `INSERT INTO images (id, product_id, position, path, alt_text, width, height) VALUES (?, ?, 1, ?, ?, 800, 800)`,
  );
  const insertOccasions = state.db.prepare(
    `INSERT INTO metafields (owner_gid, namespace, key, type, value, created_at, updated_at)
     VALUES (?, 'custom', 'occasion', 'list.single_line_text_field', ?, ?, ?)`,
  );
  const { name: vendor } = state.sql("SELECT name FROM shop").get() as { name: string };
  const variants = new Map<string, KnownVariant>();
  const handles = new Set<string>();
  let variantId: number = FIRST_ID.variant;
  products.forEach((product, index) => {
    const id = FIRST_ID.product + index;
    const { title, type, tags, forSale } = product;
    const handle = freeHandle(handles, handleize(title) || `item-${index}`);
    const words = describe(product);
    insertProduct.run(
      ...[id, title, handle, words, vendor, type, forSale ? "ACTIVE" : "ARCHIVED", JSON.stringify([...tags].sort())],
      ...[forSale ? at : null, at, at],
    );
    insertImage.run(FIRST_ID.image + index, id, `/cdn/shop/products/${id}.svg`, title);
    const occasions = forSale ? occasionsOf(title) : [];
    if (occasions.length > 0) insertOccasions.run(gid("Product", id), JSON.stringify(occasions), at, at);
    for (const [position, variant] of product.variants.entries()) {
      const options = product.variants.length > 1;
      const variantTitle = options ? variant.option || variant.sku : "Default Title";
      insertVariant(state, {
        id: variantId,
        productId: id,
        position: position + 1,
        variantTitle,
        options,
        at,
        ...variant,
      });
      variants.set(skuKey(variant.sku), {
        productId: id,
        variantId,
        title,
        variantTitle: options ? variantTitle : null,
      });
      variantId += 1;
    }
  });
  writeCollections(state, at);
  return variants;
}

const OCCASIONS = ["Birthday", "Housewarming", "Wedding", "Thank you", "New baby", "Retirement"];

/** What this merchant has written into a metafield of the product: up to two occasions, of half of the goods. */
function occasionsOf(title: string): string[] {
  const hash = hashText(`occasion ${title}`);
  return hash % 2 === 0 ? OCCASIONS.filter((_, index) => (hash >>> 3) % 6 === index || (hash >>> 9) % 6 === index) : [];
}

interface VariantToWrite {
  id: number;
  productId: number;
  position: number;
  variantTitle: string;
  options: boolean;
  at: string;
  sku: string;
  price: string;
  stock: number;
}

function insertVariant(state: State, variant: VariantToWrite): void {
  const option = { name: variant.options ? "Size" : "Title", value: variant.variantTitle };
  state
    .sql(
      `INSERT INTO variants (id, product_id, position, title, sku, price, inventory_quantity, options_json, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      ...[variant.id, variant.productId, variant.position, variant.variantTitle, variant.sku, variant.price],
      ...[variant.stock, JSON.stringify([option]), variant.at, variant.at],
    );
}

function describe({ title, type, tags, forSale }: PlannedProduct): string {
  if (!forSale) return "";
  const about = tags.filter((tag) => !/^for-|^home$|^small-gift$/.test(tag)).slice(0, 3);
  const character = about.length > 0 ? ` ${about.join(", ").replaceAll("-", " ")} –` : "";
  const safe = title.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<p>${safe}:${character} chosen for our ${type.toLowerCase().replaceAll("&", "&amp;")} shelf, wrapped with care and ready to give.</p>`;
}

function writeCollections(state: State, at: string): void {
  const types = state
    .sql("SELECT DISTINCT product_type AS type FROM products WHERE status = 'ACTIVE' AND product_type <> '' ORDER BY 1")
    .all() as { type: string }[];
  const insert = state.db.prepare(
    "INSERT INTO collections (id, handle, title, description_html, updated_at) VALUES (?, ?, ?, ?, ?)",
  );
  const handles = new Set<string>();
  types.forEach(({ type }, index) => {
    const id = FIRST_ID.collection + index;
    insert.run(id, freeHandle(handles, handleize(type) || `collection-${index}`), type, "", at);
    state
      .sql(
        `INSERT INTO collection_products (collection_id, product_id, position)
         SELECT ?, id, row_number() OVER (ORDER BY id) FROM products WHERE status = 'ACTIVE' AND product_type = ?`,
      )
      .run(id, type);
  });
}
