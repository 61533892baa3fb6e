import { isoOf, nowMs } from "../clock.ts";
import { hashText } from "../generator/random.ts";
import { readShop, type State } from "../state.ts";
import { findProductOfVariant, type ProductDrop, type VariantDrop } from "./catalogue.ts";

interface CartItem {
  variantId: number;
  quantity: number;
  properties: Record<string, string>;
}

export interface Cart {
  token: string;
  items: CartItem[];
  attributes: Record<string, string>;
  note: string | null;
}

/** What Shopify answers with a status, `message` and `description`. */
export class CartError extends Error {
  readonly status: number;
  readonly description: string;

  constructor(status: number, description: string) {
    super(description);
    this.status = status;
    this.description = description;
  }
}

interface CartRow {
  items_json: string;
  attributes_json: string;
  note: string | null;
}

export function readCart(state: State, token: string): Cart {
  const row = state.sql("SELECT items_json, attributes_json, note FROM carts WHERE token = ?").get(token) as
    CartRow | undefined;
  if (!row) return { token, items: [], attributes: {}, note: null };
  return {
    token,
    items: JSON.parse(row.items_json) as CartItem[],
    attributes: JSON.parse(row.attributes_json) as Record<string, string>,
    note: row.note,
  };
}

export function saveCart(state: State, cart: Cart, customerId: number | undefined): void {
  const now = isoOf(nowMs());
  state
    .sql(
      `INSERT INTO carts (token, items_json, attributes_json, note, customer_id, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (token) DO UPDATE SET items_json = excluded.items_json, attributes_json = excluded.attributes_json,
         note = excluded.note, customer_id = excluded.customer_id, updated_at = excluded.updated_at`,
    )
    .run(
      cart.token,
      JSON.stringify(cart.items),
      JSON.stringify(cart.attributes),
      cart.note,
      customerId ?? null,
      now,
      now,
    );
}

/** `key` of a line: the variant and a hash of its properties. */
function keyOf(item: CartItem): string {
  const properties = JSON.stringify(Object.entries(item.properties).sort());
  return `${item.variantId}:${hashText(properties).toString(16).padStart(8, "0")}`;
}

interface Found {
  product: ProductDrop;
  variant: VariantDrop;
}

function requireVariant(state: State, variantId: number): Found {
  const product = findProductOfVariant(state, variantId);
  const variant = product?.variants.find(({ id }) => id === variantId);
  if (!product || !variant) throw new CartError(404, "Cannot find variant");
  return { product, variant };
}

function titleOf({ product, variant }: Found): string {
  return product.has_only_default_variant ? product.title : `${product.title} - ${variant.title}`;
}

/** How many of a variant may lie in the cart; undefined when stock sets no limit. */
function limitOf(variant: VariantDrop): number | undefined {
  const limited = variant.inventory_management !== null && variant.inventory_policy === "deny";
  return limited ? Math.max(0, variant.inventory_quantity) : undefined;
}

export function addItem(state: State, cart: Cart, wanted: CartItem): CartItem {
  const found = requireVariant(state, wanted.variantId);
  const title = titleOf(found);
  if (!found.variant.available) throw new CartError(422, `The product '${title}' is already sold out.`);
  const limit = limitOf(found.variant);
  const inCart = cart.items
    .filter(({ variantId }) => variantId === wanted.variantId)
    .reduce((sum, { quantity }) => sum + quantity, 0);
  if (limit !== undefined && inCart >= limit) throw new CartError(422, `All ${limit} ${title} are in your cart.`);
  if (limit !== undefined && inCart + wanted.quantity > limit) {
    throw new CartError(422, `You can only add ${limit} ${title} to the cart.`);
  }
  const same = cart.items.find((item) => keyOf(item) === keyOf(wanted));
  if (same) {
    same.quantity += wanted.quantity;
    return { ...same, quantity: same.quantity };
  }
  cart.items.unshift(wanted);
  return wanted;
}

/** `id` is a variant's id or a line's key. Quantity 0 takes the line out; more than the stock is refused. */
export function changeItem(state: State, cart: Cart, id: string, quantity: number): void {
  const index = cart.items.findIndex((item) => keyOf(item) === id || String(item.variantId) === id);
  const item = cart.items[index];
  if (!item) {
    if (quantity > 0 && /^\d+$/.test(id)) addItem(state, cart, { variantId: Number(id), quantity, properties: {} });
    return;
  }
  if (quantity <= 0) {
    cart.items.splice(index, 1);
    return;
  }
  const found = requireVariant(state, item.variantId);
  const limit = limitOf(found.variant);
  if (limit !== undefined && quantity > limit) {
    throw new CartError(422, `You can only add ${limit} ${titleOf(found)} to the cart.`);
  }
  item.quantity = quantity;
}

/** One line as /cart.js shows it; Liquid's `item` has the same fields and the product itself. */
export function itemJson(state: State, item: CartItem): Record<string, unknown> & { final_line_price: number } {
  const { product, variant } = requireVariant(state, item.variantId);
  const line = variant.price * item.quantity;
  const image = product.featured_image;
  return {
    id: variant.id,
    properties: item.properties,
    quantity: item.quantity,
    variant_id: variant.id,
    key: keyOf(item),
    title: titleOf({ product, variant }),
    price: variant.price,
    original_price: variant.price,
    presentment_price: variant.price / 100,
    discounted_price: variant.price,
    final_price: variant.price,
    line_price: line,
    original_line_price: line,
    final_line_price: line,
    total_discount: 0,
    discounts: [],
    line_level_discount_allocations: [],
    line_level_total_discount: 0,
    sku: variant.sku,
    grams: 0,
    vendor: product.vendor,
    taxable: true,
    product_id: product.id,
    product_has_only_default_variant: product.has_only_default_variant,
    gift_card: false,
    url: variant.url,
    image: image?.src ?? null,
    featured_image: image
      ? { aspect_ratio: image.aspect_ratio, alt: image.alt, height: image.height, width: image.width, url: image.src }
      : {},
    handle: product.handle,
    requires_shipping: true,
    product_type: product.type,
    product_title: product.title,
    product_description: product.description.replace(/<[^>]*>/g, ""),
    variant_title: product.has_only_default_variant ? null : variant.title,
    variant_options: variant.options,
    options_with_values: product.options.map((name, index) => ({ name, value: variant.options[index] ?? "" })),
    has_components: false,
  };
}

/** Lines whose product went out of sale meanwhile drop out, as they do on Shopify. */
function sellableItems(state: State, cart: Cart): CartItem[] {
  return cart.items.filter(({ variantId }) => findProductOfVariant(state, variantId) !== undefined);
}

export function cartJson(
  state: State,
  cart: Cart,
): Record<string, unknown> & { total_price: number; item_count: number } {
  const items = sellableItems(state, cart).map((item) => itemJson(state, item));
  const total = items.reduce((sum, { final_line_price: price }) => sum + price, 0);
  return {
    token: cart.token,
    note: cart.note ?? "",
    attributes: cart.attributes,
    original_total_price: total,
    total_price: total,
    total_discount: 0,
    total_weight: 0,
    item_count: sellableItems(state, cart).reduce((sum, { quantity }) => sum + quantity, 0),
    items,
    requires_shipping: items.length > 0,
    currency: readShop(state).currency_code,
    items_subtotal_price: total,
    cart_level_discount_applications: [],
    discount_codes: [],
  };
}
