import { parsePrice, PRICE_FIX } from "./price.ts";
import { parseDate } from "./parse-date.ts";
import { type CsvRow, readCsv } from "./read-csv.ts";

interface FileLine {
  stockCode: string;
  quantity: number;
  price: bigint;
}

/** All rows of one InvoiceNo. */
export interface FileInvoice {
  number: string;
  credit: boolean;
  at: number;
  customer: string;
  country: string;
  lines: FileLine[];
}

export interface FileOrders {
  invoices: FileInvoice[];
  /** Distinct CustomerIDs with the country of the first row, credits included. */
  customers: Map<string, string>;
  rows: number;
  /** The newest date of all rows. */
  last: number;
}

const COLUMNS = ["InvoiceNo", "StockCode", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"] as const;
const MAX_QUANTITY = 1_000_000_000;

/** `17850`, and what a spreadsheet makes of it: `17850.0`. */
const idOf = (text: string): string => (/^\d+\.0+$/.test(text) ? text.slice(0, text.indexOf(".")) : text);

function readLine(row: CsvRow): { number: string; at: number; line: FileLine } {
  const number = row.cell("InvoiceNo") || row.fail("InvoiceNo", "");
  const stockCode = row.cell("StockCode") || row.fail("StockCode", "");
  const quantityText = row.cell("Quantity");
  const quantity = /^[+-]?\d+(\.0*)?$/.test(quantityText) ? Number(quantityText) : Number.NaN;
  if (!(Math.abs(quantity) <= MAX_QUANTITY)) {
    row.fail("Quantity", `is not a whole number (at most ${MAX_QUANTITY}): write it as 6 or -6`);
  }
  const price = parsePrice(row.cell("UnitPrice")) ?? row.fail("UnitPrice", `is not a decimal number${PRICE_FIX}`);
  const at =
    parseDate(row.cell("InvoiceDate")) ??
    row.fail("InvoiceDate", "is not a date from 1970 to 2100: write it as 2010-12-01 08:26");
  return { number, at, line: { stockCode, quantity, price } };
}

/** Reads the whole file, grouped by invoice, oldest first. An invoice is dated by its earliest row. */
export async function readOrders(file: string, onProgress?: (rows: number) => void): Promise<FileOrders> {
  const invoices = new Map<string, FileInvoice>();
  const customers = new Map<string, string>();
  let rows = 0;
  let last = Number.NEGATIVE_INFINITY;
  for await (const row of readCsv(file, COLUMNS)) {
    const { number, at, line } = readLine(row);
    const customer = idOf(row.cell("CustomerID"));
    if (customer !== "" && !customers.has(customer)) customers.set(customer, row.cell("Country"));
    const known = invoices.get(number);
    if (known) {
      known.lines.push(line);
      known.at = Math.min(known.at, at);
      // Should an invoice name two customers, it belongs to the first; the other still exists.
      known.customer ||= customer;
    } else {
      const country = row.cell("Country");
      invoices.set(number, { number, credit: /^c/i.test(number), at, customer, country, lines: [line] });
    }
    last = Math.max(last, at);
    rows += 1;
    if (rows % 20_000 === 0) onProgress?.(rows);
  }
  onProgress?.(rows);
  const ordered = [...invoices.values()].sort((left, right) => left.at - right.at);
  return { invoices: ordered, customers, rows, last };
}
