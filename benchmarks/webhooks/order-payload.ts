const money = (amount: number) => amount.toFixed(2);
const priceSet = (amount: string) => ({
  shop_money: { amount, currency_code: "USD" },
  presentment_money: { amount, currency_code: "USD" },
});

function line(order: number, position: number) {
  const price = money(4 + ((order * 7 + position * 13) % 60));
  return {
    id: 9_000_000_000 + order * 10 + position,
    admin_graphql_api_id: `gid://shopify/LineItem/${9_000_000_000 + order * 10 + position}`,
    product_id: 8_000_000_000 + ((order + position) % 1200),
    variant_id: 8_100_000_000 + ((order + position) % 1200),
    title: "Hanging heart light holder",
    variant_title: "White",
    sku: `SKU-${(order + position) % 1200}`,
    vendor: "Candor Demo",
    quantity: 1 + (order % 3),
    price,
    price_set: priceSet(price),
    total_discount: "0.00",
    taxable: true,
    requires_shipping: true,
    fulfillment_status: null,
    gift_card: false,
    properties: [],
  };
}

/** The body of orders/create as Shopify sends it: about 3 kB. */
export function orderPayload(number: number) {
  const id = 6_000_000_000 + number;
  const lines = [0, 1, 2].map((position) => line(number, position));
  const total = money(lines.reduce((sum, one) => sum + Number(one.price) * one.quantity, 0));
  const email = `shopper${number}@example.com`;
  return {
    id,
    admin_graphql_api_id: `gid://shopify/Order/${id}`,
    buyer_accepts_marketing: false,
    cancel_reason: null,
    cancelled_at: null,
    cart_token: `c1-${id.toString(16)}`,
    checkout_token: `t${id.toString(16)}`,
    confirmed: true,
    contact_email: email,
    created_at: "2026-07-01T08:00:00-04:00",
    currency: "USD",
    current_total_price: total,
    current_total_price_set: priceSet(total),
    customer: {
      id: 7_000_000_000 + number,
      admin_graphql_api_id: `gid://shopify/Customer/${7_000_000_000 + number}`,
      email,
      first_name: "Robin",
      last_name: "Example",
      currency: "USD",
      tags: "",
    },
    email,
    financial_status: "paid",
    fulfillment_status: null,
    line_items: lines,
    name: `#${1000 + number}`,
    note: null,
    note_attributes: [],
    order_number: 1000 + number,
    presentment_currency: "USD",
    processed_at: "2026-07-01T08:00:00-04:00",
    refunds: [],
    source_name: "web",
    subtotal_price: total,
    tags: "",
    test: false,
    total_price: total,
    total_price_set: priceSet(total),
    updated_at: "2026-07-01T08:00:01-04:00",
  };
}
