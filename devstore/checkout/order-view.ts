import type { State } from "../state.ts";
import { centsOf } from "../storefront/money.ts";

export interface OrderView {
  id: number;
  name: string;
  processedAt: string;
  status: string;
  confirmationNumber: string | null;
  statusToken: string | null;
  checkoutToken: string | null;
  attributes: { key: string; value: string }[];
  totalPrice: string;
  totalDiscounts: string;
  discountCode: string | undefined;
  firstName: string | null;
  isFirst: boolean;
  lines: {
    id: number;
    variantId: number | null;
    title: string;
    variant_title: string | null;
    quantity: number;
    image: string | null;
    final_line_price: number;
  }[];
}

interface OrderRow {
  id: number;
  name: string;
  processed_at: string;
  financial_status: string;
  confirmation_number: string | null;
  status_token: string | null;
  checkout_token: string | null;
  custom_attributes_json: string;
  total_price: string;
  total_discounts: string;
  discount_codes_json: string;
  first_name: string | null;
  earlier: number;
}

interface LineRow {
  id: number;
  variant_id: number | null;
  title: string;
  variant_title: string | null;
  quantity: number;
  price: string;
  image: string | null;
}

/** What the thank-you and order-status pages show of an order. */
export function findOrderView(state: State, orderId: number | undefined): OrderView | undefined {
  if (orderId === undefined) return undefined;
  const row = state
    .sql(
      `SELECT orders.*, customers.first_name AS first_name,
         (SELECT count(*) FROM orders AS other WHERE other.customer_id = orders.customer_id AND other.id < orders.id) AS earlier
       FROM orders LEFT JOIN customers ON customers.id = customer_id WHERE orders.id = ?`,
    )
    .get(orderId) as OrderRow | undefined;
  if (!row) return undefined;
  const lines = state
    .sql(
      `SELECT order_lines.*, (SELECT path FROM images WHERE images.product_id = order_lines.product_id ORDER BY position) AS image
       FROM order_lines WHERE order_id = ? ORDER BY position`,
    )
    .all(orderId) as LineRow[];
  return {
    id: row.id,
    name: row.name,
    processedAt: row.processed_at,
    status: row.financial_status.toLowerCase().replace("_", " "),
    confirmationNumber: row.confirmation_number,
    statusToken: row.status_token,
    checkoutToken: row.checkout_token,
    attributes: JSON.parse(row.custom_attributes_json) as { key: string; value: string }[],
    totalPrice: row.total_price,
    totalDiscounts: row.total_discounts,
    discountCode: (JSON.parse(row.discount_codes_json) as string[])[0],
    firstName: row.first_name,
    isFirst: row.earlier === 0,
    lines: lines.map((line) => ({
      id: line.id,
      variantId: line.variant_id,
      title: line.title,
      variant_title: line.variant_title,
      quantity: line.quantity,
      image: line.image,
      final_line_price: centsOf(line.price) * line.quantity,
    })),
  };
}
