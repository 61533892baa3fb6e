import type { FileInvoice } from "./read-orders.ts";
import { skuKey } from "./read-products.ts";

/** A sold line as written, with what of it has not been given back yet. */
export interface SoldLine {
  orderId: number;
  lineId: number;
  at: number;
  left: number;
}

export interface RefundPart {
  line: SoldLine | undefined;
  stockCode: string;
  quantity: number;
  price: bigint;
}

/** Finds, for the rows of credit invoices, the customer's newest earlier sales of that article. */
export class SalesBook {
  readonly #sales = new Map<string, SoldLine[]>();

  add(customer: string, stockCode: string, sold: SoldLine): void {
    if (customer === "" || sold.left <= 0) return;
    const key = `${customer} ${skuKey(stockCode)}`;
    const known = this.#sales.get(key);
    if (known) known.push(sold);
    else this.#sales.set(key, [sold]);
  }

  /**
   * A row gives back at most what each sale still has, the newest sale first; what no sale covers is a part without a
   * line. The quantities of the parts add up to the row's.
   */
  match(invoice: FileInvoice): RefundPart[] {
    return invoice.lines.flatMap(({ stockCode, quantity, price }) => {
      const parts: RefundPart[] = [];
      let left = -quantity;
      const sales = this.#sales.get(`${invoice.customer} ${skuKey(stockCode)}`) ?? [];
      for (let index = sales.length - 1; index >= 0 && left > 0; index -= 1) {
        const line = sales[index];
        if (!line || line.left === 0 || line.at > invoice.at) continue;
        const taken = Math.min(left, line.left);
        line.left -= taken;
        left -= taken;
        parts.push({ line, stockCode, quantity: taken, price });
      }
      if (left !== 0 || quantity === 0) parts.push({ line: undefined, stockCode, quantity: left, price });
      return parts;
    });
  }
}
