import { isoOf } from "../clock.ts";
import type { State } from "../state.ts";
import { countryCodeOf } from "./customer-names.ts";
import { moneyText } from "./decimal.ts";
import { FIRST_ID } from "./ids.ts";
import { type RefundPart, SalesBook } from "./match-refunds.ts";
import type { FileInvoice } from "./read-orders.ts";
import { skuKey } from "./read-products.ts";
import type { KnownVariant } from "./write-catalogue.ts";
import type { KnownCustomer } from "./write-customers.ts";

const ORDER = `INSERT INTO orders (id, name, customer_id, email, currency_code, subtotal_price, total_price, current_total_price,
    processed_at, created_at, updated_at, closed_at, country_code, locale, confirmation_number)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const LINE = `INSERT INTO order_lines (id, order_id, position, product_id, variant_id, title, variant_title, sku, vendor, quantity,
    current_quantity, price) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const REFUND = `INSERT INTO refunds (id, order_id, name, customer_id, total_refunded, note, processed_at, created_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;
const REFUND_LINE = `INSERT INTO refund_lines (id, refund_id, order_line_id, product_id, variant_id, sku, title, quantity, price)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const GIVEN_BACK = `UPDATE orders SET total_refunded = ?, current_total_price = ?, updated_at = ?,
    financial_status = CASE WHEN ? THEN 'REFUNDED' ELSE 'PARTIALLY_REFUNDED' END WHERE id = ?`;

interface Known {
  variants: ReadonlyMap<string, KnownVariant>;
  customers: ReadonlyMap<string, KnownCustomer>;
  shiftMs: number;
}

/** Writes invoices one after another, oldest first: sales become orders, credits become refunds. */
export class OrderWriter {
  readonly #state: State;
  readonly #known: Known;
  readonly #sales = new SalesBook();
  readonly #totals = new Map<number, { total: bigint; refunded: bigint }>();
  readonly #shop: { currency_code: string; name: string };
  #order: number = FIRST_ID.order;
  #line: number = FIRST_ID.line;
  #refund: number = FIRST_ID.refund;
  #refundLine: number = FIRST_ID.refundLine;

  constructor(state: State, known: Known) {
    this.#state = state;
    this.#known = known;
    this.#shop = state.sql("SELECT currency_code, name FROM shop").get() as { currency_code: string; name: string };
  }

  write(invoice: FileInvoice): void {
    if (invoice.credit) this.#writeCredit(invoice);
    else this.#writeSale(invoice);
  }

  #writeSale(invoice: FileInvoice): void {
    const id = this.#order++;
    const at = isoOf(invoice.at + this.#known.shiftMs);
    const customer = this.#known.customers.get(invoice.customer);
    const total = invoice.lines.reduce((sum, { quantity, price }) => sum + BigInt(quantity) * price, 0n);
    const money = moneyText(total);
    this.#totals.set(id, { total, refunded: 0n });
    this.#state
      .sql(ORDER)
      .run(
        ...[
          id,
          invoice.number,
          customer?.id ?? null,
          customer?.email ?? null,
          this.#shop.currency_code,
          money,
          money,
          money,
        ],
        ...[
          at,
          at,
          at,
          at,
          countryCodeOf(invoice.country),
          customer?.locale ?? "en",
          `CN${id.toString(36).toUpperCase()}`,
        ],
      );
    invoice.lines.forEach((line, index) => {
      const lineId = this.#line++;
      const { quantity, stockCode, price } = line;
      const variant = this.#known.variants.get(skuKey(stockCode));
      this.#state
        .sql(LINE)
        .run(
          ...[
            lineId,
            id,
            index + 1,
            variant?.productId ?? null,
            variant?.variantId ?? null,
            variant?.title ?? stockCode,
          ],
          ...[variant?.variantTitle ?? null, stockCode, this.#shop.name, quantity, quantity, moneyText(price)],
        );
      this.#sales.add(invoice.customer, stockCode, { orderId: id, lineId, at: invoice.at, left: quantity });
    });
  }

  #writeCredit(invoice: FileInvoice): void {
    const byOrder = new Map<number | null, RefundPart[]>();
    for (const part of this.#sales.match(invoice)) {
      const orderId = part.line?.orderId ?? null;
      byOrder.set(orderId, [...(byOrder.get(orderId) ?? []), part]);
    }
    for (const [orderId, parts] of byOrder) this.#writeRefund(invoice, orderId, parts);
  }

  #writeRefund(invoice: FileInvoice, orderId: number | null, parts: readonly RefundPart[]): void {
    const id = this.#refund++;
    const at = isoOf(invoice.at + this.#known.shiftMs);
    const amount = parts.reduce((sum, { quantity, price }) => sum + BigInt(quantity) * price, 0n);
    const customerId = this.#known.customers.get(invoice.customer)?.id ?? null;
    this.#state.sql(REFUND).run(id, orderId, invoice.number, customerId, moneyText(amount), null, at, at);
    for (const { line, stockCode, quantity, price } of parts) {
      const variant = this.#known.variants.get(skuKey(stockCode));
      this.#state
        .sql(REFUND_LINE)
        .run(
          ...[this.#refundLine++, id, line?.lineId ?? null, variant?.productId ?? null, variant?.variantId ?? null],
          ...[stockCode, variant?.title ?? stockCode, quantity, moneyText(price)],
        );
      if (!line) continue;
      this.#state
        .sql("UPDATE order_lines SET current_quantity = current_quantity - ? WHERE id = ?")
        .run(quantity, line.lineId);
    }
    const totals = orderId === null ? undefined : this.#totals.get(orderId);
    if (!totals) return;
    totals.refunded += amount;
    const { total, refunded } = totals;
    this.#state
      .sql(GIVEN_BACK)
      .run(moneyText(refunded), moneyText(total - refunded), at, refunded >= total ? 1 : 0, orderId);
  }
}
