import { isoOf } from "../clock.ts";
import type { State } from "../state.ts";
import { madeUpPerson } from "./customer-names.ts";
import { FIRST_ID } from "./ids.ts";
import type { FileOrders } from "./read-orders.ts";

/** The log-in of every loaded customer on the storefront. */
export const DEMO_PASSWORD = "demo";

export interface KnownCustomer {
  id: number;
  email: string;
  countryCode: string | null;
  locale: string;
}

/** One made-up person per CustomerID; the note keeps the file's number. */
export function writeCustomers(state: State, file: FileOrders, shiftMs: number): Map<string, KnownCustomer> {
  const first = new Map<string, number>();
  const latest = new Map<string, number>();
  for (const { customer, at } of file.invoices) {
    if (!first.has(customer)) first.set(customer, at);
    latest.set(customer, at);
  }
  const insert = state.db.prepare(
    `INSERT INTO customers (id, first_name, last_name, email, password, state, locale, country, country_code, note,
       email_marketing_state, email_marketing_opt_in_level, email_marketing_updated_at, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, 'ENABLED', ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const known = new Map<string, KnownCustomer>();
  let id: number = FIRST_ID.customer;
  for (const [customer, country] of file.customers) {
    const person = madeUpPerson(customer, country);
    const created = isoOf((first.get(customer) ?? file.last) + shiftMs);
    const updated = isoOf((latest.get(customer) ?? file.last) + shiftMs);
    const subscribed = person.subscribed ? ["SUBSCRIBED", "SINGLE_OPT_IN", created] : ["NOT_SUBSCRIBED", null, null];
    insert.run(
      ...[
        id,
        person.firstName,
        person.lastName,
        person.email,
        DEMO_PASSWORD,
        person.locale,
        country || null,
        person.countryCode,
      ],
      ...[`CustomerID ${customer}`, ...subscribed, created, updated],
    );
    known.set(customer, { id, email: person.email, countryCode: person.countryCode, locale: person.locale });
    id += 1;
  }
  return known;
}
