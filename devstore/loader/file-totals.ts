import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";

/** What a reader of the file must arrive at, as exact decimals. */
export interface FileTotals {
  rows: number;
  /** Distinct InvoiceNo without leading C. */
  orders: number;
  guestOrders: number;
  credits: number;
  /** Distinct CustomerID over all rows, credits included. */
  customers: number;
  /** Σ Quantity × UnitPrice over the rows of orders. */
  sales: string;
  /** Σ Quantity × UnitPrice over the rows of C invoices, sign turned: what was given back. */
  refunds: string;
  /** Σ over all rows: sales − refunds. */
  net: string;
}

/** Sums decimals of any length without rounding; on purpose another way than the loader's own arithmetic. */
function exactSum(products: Iterable<readonly [string, string]>): string {
  const byPlaces = new Map<number, bigint>();
  for (const [quantity, price] of products) {
    const places = price.includes(".") ? price.length - price.indexOf(".") - 1 : 0;
    const value = BigInt(Math.trunc(Number(quantity))) * BigInt(price.replace(".", ""));
    byPlaces.set(places, (byPlaces.get(places) ?? 0n) + value);
  }
  const most = Math.max(2, ...byPlaces.keys());
  let sum = 0n;
  for (const [places, value] of byPlaces) sum += value * 10n ** BigInt(most - places);
  const text = String(sum < 0n ? -sum : sum).padStart(most + 1, "0");
  const part = text.slice(-most).replace(/0+$/, "").padEnd(2, "0");
  return `${sum < 0n ? "-" : ""}${text.slice(0, -most)}.${part}`;
}

/** The figures that follow from a file alone; tests and `demo --check` compare them with what an app has read. */
export async function fileTotals(file: string): Promise<FileTotals> {
  const names = new Map(["InvoiceNo", "Quantity", "UnitPrice", "CustomerID"].map((name) => [name.toLowerCase(), name]));
  const parser = parse({
    bom: true,
    columns: (header: string[]) => header.map((name) => names.get(name.trim().toLowerCase()) ?? name),
    record_delimiter: ["\r\n", "\n", "\r"],
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    trim: true,
    relax_column_count: true,
  });
  const source = createReadStream(file);
  (file.endsWith(".gz") ? source.pipe(createGunzip()) : source).pipe(parser);
  const orders = new Set<string>();
  const named = new Set<string>();
  const credits = new Set<string>();
  const customers = new Set<string>();
  const sold: [string, string][] = [];
  const returned: [string, string][] = [];
  for await (const row of parser as AsyncIterable<Record<string, string>>) {
    const { InvoiceNo: invoice = "", Quantity: quantity = "", UnitPrice: price = "", CustomerID: customer = "" } = row;
    const credit = invoice.startsWith("C") || invoice.startsWith("c");
    (credit ? credits : orders).add(invoice);
    (credit ? returned : sold).push([quantity, price]);
    if (customer !== "") customers.add(customer.replace(/^(\d+)\.0+$/, "$1"));
    if (customer !== "" && !credit) named.add(invoice);
  }
  const negated = returned.map(([quantity, price]) => [String(-Number(quantity)), price] as const);
  return {
    rows: sold.length + returned.length,
    orders: orders.size,
    guestOrders: orders.size - named.size,
    credits: credits.size,
    customers: customers.size,
    sales: exactSum(sold),
    refunds: exactSum(negated),
    net: exactSum([...sold, ...returned]),
  };
}
