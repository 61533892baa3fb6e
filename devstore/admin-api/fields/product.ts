import { gid } from "../../state.ts";
import { countOf, listRows, listTable } from "../connection.ts";
import type { SortKey, SqlListing } from "../connection.ts";
import { json, text, withType } from "../context.ts";
import type { Args, Context, FieldResolver, Registry, Row } from "../context.ts";
import {
  booleanField,
  compileSearch,
  containsField,
  enumField,
  numberField,
  tagField,
  textField,
  timeField,
} from "../search.ts";
import type { SearchFields } from "../search.ts";
import { metafieldFields } from "./metafield.ts";
import { findRow, gidField, idArgument, legacyId, pathOf, tagsField } from "./shared.ts";

const STOCK =
  "(SELECT COALESCE(SUM(inventory_quantity), 0) FROM variants WHERE product_id = products.id AND tracked = 1)";

const SEARCH: SearchFields = {
  default: containsField("products.title", "products.product_type", "products.vendor", "products.tags_json"),
  id: numberField("products.id"),
  title: containsField("products.title"),
  handle: textField("products.handle"),
  vendor: textField("products.vendor"),
  product_type: textField("products.product_type"),
  tag: tagField("products.tags_json"),
  tag_not: (comparator, value) => {
    const inner = tagField("products.tags_json")(comparator, value);
    return typeof inner === "string" ? inner : { sql: `NOT ${inner.sql}`, params: inner.params };
  },
  status: enumField("products.status", ["ACTIVE", "ARCHIVED", "DRAFT", "UNLISTED"]),
  published_status: (_comparator, value) => ({
    sql: value.startsWith("un") ? "products.published_at IS NULL" : "products.published_at IS NOT NULL",
    params: [],
  }),
  inventory_total: numberField(STOCK),
  out_of_stock_somewhere: booleanField(`(${STOCK} <= 0)`),
  updated_at: timeField("products.updated_at", "updated_at"),
  created_at: timeField("products.created_at", "created_at"),
};

const SORTS: Readonly<Record<string, SortKey>> = {
  ID: { sql: "products.id", kind: "id" },
  RELEVANCE: { sql: "products.id", kind: "id" },
  TITLE: { sql: "products.title", kind: "text" },
  VENDOR: { sql: "products.vendor", kind: "text" },
  PRODUCT_TYPE: { sql: "products.product_type", kind: "text" },
  UPDATED_AT: { sql: "products.updated_at", kind: "time" },
  CREATED_AT: { sql: "products.created_at", kind: "time" },
  INVENTORY_TOTAL: { sql: STOCK, kind: "number" },
};

function listProducts(context: Context, args: Args, path: (string | number)[]): SqlListing {
  const search = compileSearch(context, args["query"], SEARCH, path);
  return listTable("Product", "products", {
    where: search ? [search.sql] : [],
    params: search?.params ?? [],
    sort: SORTS[String(args["sortKey"] ?? "ID")] ?? (SORTS["ID"] as SortKey),
    reverse: args["reverse"] === true,
  });
}

const variantsOf: FieldResolver = (row, args) =>
  listTable("ProductVariant", "variants", {
    where: ["variants.product_id = ?"],
    params: [row["id"]],
    sort: { sql: "variants.position", kind: "number" },
    reverse: args["reverse"] === true,
  });

const imageUrl: FieldResolver = (row, _args, { platform }) =>
  `${platform.pictureOrigin ?? "https://cdn.shopify.com"}${text(row, "path")}`;

const imageRow = (row: unknown): Row | null => withType("Image", row);

const firstImage: FieldResolver = (row, _args, context) =>
  imageRow(context.state.sql("SELECT * FROM images WHERE product_id = ? ORDER BY position, id LIMIT 1").get(row["id"]));

const mediaOf: FieldResolver = (row) =>
  listTable("MediaImage", "images", {
    where: ["images.product_id = ?"],
    params: [row["id"]],
    sort: { sql: "images.position", kind: "number" },
  });

const priceRange: FieldResolver = (row, _args, context) => {
  const prices = context.state.sql("SELECT price FROM variants WHERE product_id = ?").all(row["id"]) as {
    price: string;
  }[];
  const sorted = prices.map((one) => one.price).sort((a, b) => Number(a) - Number(b));
  const shop = context.state.sql("SELECT currency_code FROM shop").get() as { currency_code: string };
  const value = (amount: string | undefined) => ({
    __typename: "MoneyV2",
    amount: amount ?? "0.0",
    currencyCode: shop.currency_code,
  });
  return {
    __typename: "ProductPriceRangeV2",
    minVariantPrice: value(sorted[0]),
    maxVariantPrice: value(sorted.at(-1)),
  };
};

const countField =
  (count: (row: Row, context: Context) => number): FieldResolver =>
  (row, _args, context) => ({
    __typename: "Count",
    count: count(row, context),
    precision: "EXACT",
  });

const available = (row: Row): boolean =>
  row["tracked"] === 0 || row["inventory_policy"] === "CONTINUE" || Number(row["inventory_quantity"]) > 0;

export const productFields: Registry = {
  Product: {
    ...metafieldFields("Product"),
    id: gidField("Product"),
    legacyResourceId: legacyId,
    tags: tagsField,
    description: (row) =>
      text(row, "description_html")
        .replaceAll(/<[^>]*>/g, "")
        .trim(),
    variants: variantsOf,
    variantsCount: countField((row, context) =>
      countOf(context.state, variantsOf(row, {}, context, NO_INFO) as SqlListing),
    ),
    images: mediaOf,
    media: mediaOf,
    featuredImage: firstImage,
    featuredMedia: (row, args, context, info) => withType("MediaImage", firstImage(row, args, context, info)),
    totalInventory: (row, _args, context) =>
      (context.state.sql(`SELECT ${STOCK} AS n FROM products WHERE id = ?`).get(row["id"]) as { n: number }).n,
    tracksInventory: (row, _args, context) =>
      context.state.sql("SELECT 1 FROM variants WHERE product_id = ? AND tracked = 1").get(row["id"]) !== undefined,
    hasOnlyDefaultVariant: (row, _args, context) =>
      (context.state.sql("SELECT COUNT(*) AS n FROM variants WHERE product_id = ?").get(row["id"]) as { n: number })
        .n <= 1,
    hasOutOfStockVariants: (row, _args, context) =>
      context.state
        .sql("SELECT 1 FROM variants WHERE product_id = ? AND tracked = 1 AND inventory_quantity <= 0")
        .get(row["id"]) !== undefined,
    priceRangeV2: priceRange,
    onlineStoreUrl: (row, _args, context) =>
      row["published_at"] === null ? null : `https://${shopDomain(context)}/products/${text(row, "handle")}`,
    isGiftCard: () => false,
    templateSuffix: () => null,
    category: () => null,
    collections: (row) =>
      listTable("Collection", "collections", {
        where: ["collections.id IN (SELECT collection_id FROM collection_products WHERE product_id = ?)"],
        params: [row["id"]],
      }),
  },
  ProductVariant: {
    ...metafieldFields("ProductVariant"),
    id: gidField("ProductVariant"),
    legacyResourceId: legacyId,
    displayName: (row, _args, context) => {
      const product = context.state.sql("SELECT title FROM products WHERE id = ?").get(row["product_id"]) as {
        title: string;
      };
      return `${product.title} - ${text(row, "title")}`;
    },
    availableForSale: available,
    selectedOptions: (row) =>
      (json(row, "options_json") as object[]).map((option) => ({ __typename: "SelectedOption", ...option })),
    product: (row, _args, context) => findRow(context, "Product", "products", Number(row["product_id"])),
    inventoryItem: (row) => ({
      __typename: "InventoryItem",
      id: gid("InventoryItem", text(row, "id")),
      tracked: row["tracked"] === 1,
      sku: row["sku"],
    }),
    image: (row, _args, context) =>
      row["image_id"] === null
        ? null
        : imageRow(context.state.sql("SELECT * FROM images WHERE id = ?").get(row["image_id"])),
    sellableOnlineQuantity: (row) => Number(row["inventory_quantity"]),
    barcode: () => null,
    taxable: () => true,
  },
  Image: { id: gidField("ProductImage"), url: imageUrl, src: imageUrl, altText: (row) => row["alt_text"] },
  MediaImage: {
    id: gidField("MediaImage"),
    image: (row) => imageRow(row),
    preview: (row) => ({ __typename: "MediaPreviewImage", image: imageRow(row), status: "READY" }),
    alt: (row) => row["alt_text"] ?? "",
    status: () => "READY",
    mediaContentType: () => "IMAGE",
  },
  Collection: {
    id: gidField("Collection"),
    legacyResourceId: legacyId,
    productsCount: countField((row, context) =>
      Number(
        (
          context.state.sql("SELECT COUNT(*) AS n FROM collection_products WHERE collection_id = ?").get(row["id"]) as {
            n: number;
          }
        ).n,
      ),
    ),
    products: (row) =>
      listTable("Product", "products", {
        where: ["products.id IN (SELECT product_id FROM collection_products WHERE collection_id = ?)"],
        params: [row["id"]],
      }),
  },
  QueryRoot: {
    product: (_row, args, context) => findRow(context, "Product", "products", idArgument(args, "Product")),
    productByHandle: (_row, args, context) =>
      withType("Product", context.state.sql("SELECT * FROM products WHERE handle = ?").get(args["handle"])),
    productVariant: (_row, args, context) =>
      findRow(context, "ProductVariant", "variants", idArgument(args, "ProductVariant")),
    products: (_row, args, context, info) => listProducts(context, args, pathOf(info)),
    productsCount: (_row, args, context, info) => ({
      __typename: "Count",
      count: countOf(context.state, listProducts(context, args, pathOf(info))),
      precision: "EXACT",
    }),
    productVariants: (_row, args, context, info) => {
      const fields: SearchFields = {
        default: containsField("variants.title", "variants.sku"),
        id: numberField("variants.id"),
        sku: textField("variants.sku"),
        product_id: numberField("variants.product_id"),
        updated_at: timeField("variants.updated_at", "updated_at"),
        inventory_quantity: numberField("variants.inventory_quantity"),
      };
      const search = compileSearch(context, args["query"], fields, pathOf(info));
      return listTable("ProductVariant", "variants", {
        where: search ? [search.sql] : [],
        params: search?.params ?? [],
      });
    },
    collection: (_row, args, context) => findRow(context, "Collection", "collections", idArgument(args, "Collection")),
    collections: (_row, args, context, info) => {
      const fields: SearchFields = {
        default: containsField("collections.title"),
        id: numberField("collections.id"),
        title: containsField("collections.title"),
        handle: textField("collections.handle"),
      };
      const search = compileSearch(context, args["query"], fields, pathOf(info));
      return listTable("Collection", "collections", {
        where: search ? [search.sql] : [],
        params: search?.params ?? [],
      });
    },
    tags: () => listRows([]),
  },
};

const NO_INFO = { fieldName: "variants", path: { key: "variants", prev: undefined, typename: undefined } } as const;
const shopDomain = (context: Context) =>
  (context.state.sql("SELECT domain FROM shop").get() as { domain: string }).domain;
