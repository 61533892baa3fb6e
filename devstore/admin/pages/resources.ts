import { Router } from "express";
import type { Request } from "express";
import { gid, readShop } from "../../state.ts";
import { field } from "../desk.ts";
import type { Desk } from "../desk.ts";
import { contains, money } from "../list.ts";

type Row = { id: string; heading: string; note: string; image: string; resource: object };
type Variant = {
  id: number;
  product_id: number;
  title: string;
  sku: string | null;
  price: string;
  compare_at_price: string | null;
  inventory_quantity: number;
  inventory_policy: string;
  tracked: number;
  created_at: string;
  updated_at: string;
  product_title: string;
};
type Product = {
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
  updated_at: string;
};

/** What `shopify.resourcePicker` lists, in the shapes of @shopify/app-bridge-types (Product, ProductVariant, Collection). */
export function resourceRoutes(desk: Desk): Router {
  const router = Router();
  router.get("/frame/resources", (request, reply) => {
    switch (field(request.query, "type")) {
      case "product":
        return void reply.json(products(desk, request));
      case "variant":
        return void reply.json(variants(desk, request));
      case "collection":
        return void reply.json(collections(desk, request));
      default:
        return void reply.status(422).json({ error: "type must be product, variant or collection" });
    }
  });
  return router;
}

function imageOf(desk: Desk, productId: number): { id: string; altText?: string; originalSrc: string }[] {
  const rows = desk.state
    .sql("SELECT id, path, alt_text FROM images WHERE product_id = ? ORDER BY position")
    .all(productId) as { id: number; path: string; alt_text: string | null }[];
  return rows.map((row) => ({
    id: gid("ProductImage", row.id),
    altText: row.alt_text ?? "",
    originalSrc: desk.places.storefrontOrigin + row.path,
  }));
}

function statuses(request: Request): string {
  const off = [
    field(request.query, "draft") === "0" && "DRAFT",
    field(request.query, "archived") === "0" && "ARCHIVED",
  ];
  return off
    .filter((status) => status !== false)
    .map((status) => `AND products.status <> '${status}'`)
    .join(" ");
}

/** What was chosen before comes first, so that it can be seen and unticked. */
function chosenFirst(request: Request, type: string): string {
  const ids = ([] as unknown[]).concat(request.query["id"] ?? []).map(String);
  const known = ids
    .map((id) => new RegExp(`^gid://shopify/${type}/(\\d+)$`).exec(id)?.[1])
    .filter((id) => id !== undefined);
  return known.length === 0
    ? "NULL"
    : `CASE WHEN ${type === "Product" ? "products" : type === "Collection" ? "collections" : "variants"}.id IN (${known.join(",")}) THEN 0 ELSE 1 END`;
}

function products(desk: Desk, request: Request): Row[] {
  const text = contains(`${field(request.query, "query")}`);
  const rows = desk.state
    .sql(
      `SELECT * FROM products WHERE (title LIKE ? ESCAPE '\\' OR product_type LIKE ? ESCAPE '\\' OR tags_json LIKE ? ESCAPE '\\') ${statuses(request)} ORDER BY ${chosenFirst(request, "Product")}, title LIMIT 50`,
    )
    .all(text, text, text) as Product[];
  const currency = readShop(desk.state).currency_code;
  return rows.map((row) => {
    const own = desk.state
      .sql("SELECT variants.*, ? AS product_title FROM variants WHERE product_id = ? ORDER BY position")
      .all(row.title, row.id) as Variant[];
    const images = imageOf(desk, row.id);
    const stock = own.reduce((sum, variant) => sum + variant.inventory_quantity, 0);
    const resource = {
      id: gid("Product", row.id),
      availablePublicationCount: row.status === "ACTIVE" ? 1 : 0,
      createdAt: row.created_at,
      descriptionHtml: row.description_html,
      handle: row.handle,
      hasOnlyDefaultVariant: own.length === 1,
      images,
      options: [],
      productType: row.product_type,
      publishedAt: row.published_at,
      status: row.status,
      tags: JSON.parse(row.tags_json) as string[],
      title: row.title,
      totalInventory: stock,
      totalVariants: own.length,
      tracksInventory: own.some((variant) => variant.tracked === 1),
      updatedAt: row.updated_at,
      variants: own.map((variant) => variantResource(variant)),
      vendor: row.vendor,
    };
    return {
      id: resource.id,
      heading: row.title,
      note: `${stock} in stock · ${money(own[0]?.price ?? 0, currency)}`,
      image: images[0]?.originalSrc ?? "",
      resource,
    };
  });
}

function variantResource(row: Variant): object {
  return {
    id: gid("ProductVariant", row.id),
    availableForSale: row.tracked === 0 || row.inventory_quantity > 0 || row.inventory_policy === "CONTINUE",
    compareAtPrice: row.compare_at_price,
    createdAt: row.created_at,
    displayName: `${row.product_title} - ${row.title}`,
    inventoryPolicy: row.inventory_policy,
    inventoryQuantity: row.inventory_quantity,
    price: row.price,
    product: { id: gid("Product", row.product_id) },
    sku: row.sku,
    title: row.title,
    updatedAt: row.updated_at,
  };
}

function variants(desk: Desk, request: Request): Row[] {
  const text = contains(field(request.query, "query"));
  const rows = desk.state
    .sql(
      `SELECT variants.*, products.title AS product_title FROM variants JOIN products ON products.id = product_id WHERE (products.title LIKE ? ESCAPE '\\' OR variants.title LIKE ? ESCAPE '\\') ${statuses(request)} ORDER BY ${chosenFirst(request, "ProductVariant")}, products.title, variants.position LIMIT 50`,
    )
    .all(text, text) as Variant[];
  const currency = readShop(desk.state).currency_code;
  return rows.map((row) => ({
    id: gid("ProductVariant", row.id),
    heading: row.title === "Default Title" ? row.product_title : `${row.product_title} – ${row.title}`,
    note: money(row.price, currency),
    image: imageOf(desk, row.product_id)[0]?.originalSrc ?? "",
    resource: variantResource(row),
  }));
}

function collections(desk: Desk, request: Request): Row[] {
  const rows = desk.state
    .sql(
      `SELECT collections.*, (SELECT COUNT(*) FROM collection_products WHERE collection_id = collections.id) AS products FROM collections WHERE title LIKE ? ESCAPE '\\' ORDER BY ${chosenFirst(request, "Collection")}, title LIMIT 50`,
    )
    .all(contains(field(request.query, "query"))) as {
    id: number;
    handle: string;
    title: string;
    description_html: string;
    updated_at: string;
    products: number;
  }[];
  return rows.map((row) => ({
    id: gid("Collection", row.id),
    heading: row.title,
    note: `${row.products} products`,
    image: "",
    resource: {
      id: gid("Collection", row.id),
      handle: row.handle,
      title: row.title,
      descriptionHtml: row.description_html,
      productsCount: row.products,
      updatedAt: row.updated_at,
    },
  }));
}
