import { countOf, listTable } from "../connection.ts";
import type { SortKey, SqlListing } from "../connection.ts";
import { text, withType } from "../context.ts";
import type { Args, Context, FieldResolver, Registry, Row } from "../context.ts";
import { sumDecimals } from "../decimal.ts";
import { compileSearch, containsField, enumField, numberField, tagField, textField, timeField } from "../search.ts";
import type { SearchFields } from "../search.ts";
import { metafieldFields } from "./metafield.ts";
import { listOrders } from "./order.ts";
import { findRow, flag, gidField, idArgument, legacyId, money, pathOf, tagsField } from "./shared.ts";

/** Lifetime figures: every order that was not cancelled, whatever the 60-day window hides (README.md, "Assumed"). */
export const ORDER_COUNT =
  "(SELECT COUNT(*) FROM orders WHERE orders.customer_id = customers.id AND orders.cancelled_at IS NULL)";
export const AMOUNT_SPENT =
  "(SELECT COALESCE(SUM(CAST(current_total_price AS REAL)), 0) FROM orders WHERE orders.customer_id = customers.id AND orders.cancelled_at IS NULL)";

const SEARCH: SearchFields = {
  default: containsField("customers.first_name", "customers.last_name", "customers.email", "customers.phone"),
  id: numberField("customers.id"),
  email: textField("customers.email"),
  first_name: textField("customers.first_name"),
  last_name: textField("customers.last_name"),
  phone: textField("customers.phone"),
  tag: tagField("customers.tags_json"),
  tag_not: (comparator, value) => {
    const inner = tagField("customers.tags_json")(comparator, value);
    return typeof inner === "string" ? inner : { sql: `NOT ${inner.sql}`, params: inner.params };
  },
  state: enumField("customers.state", ["DISABLED", "ENABLED", "INVITED", "DECLINED"]),
  country: textField("customers.country"),
  orders_count: numberField(ORDER_COUNT),
  total_spent: numberField(AMOUNT_SPENT),
  customer_date: timeField("customers.created_at", "customer_date"),
  created_at: timeField("customers.created_at", "created_at"),
  updated_at: timeField("customers.updated_at", "updated_at"),
  accepts_marketing: (_comparator, value) => ({
    sql: `(customers.email_marketing_state = 'SUBSCRIBED') = ?`,
    params: [value === "true" ? 1 : 0],
  }),
};

/** Sorts by "last, first" in lower case, as the recorded cursor `", "` of nameless customers shows (customers-sort-keys). */
const NAME = "lower(COALESCE(customers.last_name, '') || ', ' || COALESCE(customers.first_name, ''))";
const SORTS: Readonly<Record<string, SortKey>> = {
  ID: { sql: "customers.id", kind: "id" },
  RELEVANCE: { sql: "customers.id", kind: "id" },
  NAME: { sql: NAME, kind: "text" },
  UPDATED_AT: { sql: "customers.updated_at", kind: "time" },
  CREATED_AT: { sql: "customers.created_at", kind: "time" },
  LOCATION: { sql: "lower(COALESCE(customers.country, ''))", kind: "text" },
};

function listCustomers(context: Context, args: Args, path: (string | number)[]): SqlListing {
  const search = compileSearch(context, args["query"], SEARCH, path);
  return listTable("Customer", "customers", {
    where: search ? [search.sql] : [],
    params: search?.params ?? [],
    sort: SORTS[String(args["sortKey"] ?? "ID")] ?? (SORTS["ID"] as SortKey),
    reverse: args["reverse"] === true,
  });
}

const name = (row: Row): string =>
  [row["first_name"], row["last_name"]].filter((part) => typeof part === "string" && part !== "").join(" ");

export const displayName: FieldResolver = (row) => name(row) || row["email"] || row["phone"] || "";

export const numberOfOrders: FieldResolver = (row, _args, context) =>
  String(
    (
      context.state
        .sql("SELECT COUNT(*) AS n FROM orders WHERE customer_id = ? AND cancelled_at IS NULL")
        .get(row["id"]) as { n: number }
    ).n,
  );

function spentBy(context: Context, customerId: unknown): string {
  const rows = context.state
    .sql("SELECT current_total_price AS price FROM orders WHERE customer_id = ? AND cancelled_at IS NULL")
    .all(customerId) as { price: string }[];
  return sumDecimals(rows.map((row) => row.price));
}

const currency = (context: Context) =>
  (context.state.sql("SELECT currency_code FROM shop").get() as { currency_code: string }).currency_code;

export const amountSpent: FieldResolver = (row, _args, context) =>
  money(spentBy(context, row["id"]), currency(context));

export const emailAddress: FieldResolver = (row) =>
  row["email"] === null
    ? null
    : {
        __typename: "CustomerEmailAddress",
        emailAddress: row["email"],
        marketingState: row["email_marketing_state"],
        marketingOptInLevel: row["email_marketing_opt_in_level"] ?? "SINGLE_OPT_IN",
        marketingUpdatedAt: row["email_marketing_updated_at"],
        validFormat: true,
        openTrackingLevel: "UNKNOWN",
      };

export const phoneNumber: FieldResolver = (row) =>
  row["phone"] === null
    ? null
    : {
        __typename: "CustomerPhoneNumber",
        phoneNumber: row["phone"],
        marketingState: row["sms_marketing_state"],
        marketingOptInLevel: "SINGLE_OPT_IN",
        marketingUpdatedAt: null,
        marketingCollectedFrom: null,
      };

/** The store keeps a customer's country only; the rest of the address is not part of the demo (README.md, "Assumed"). */
const defaultAddress: FieldResolver = (row) =>
  row["country"] === null
    ? null
    : {
        __typename: "MailingAddress",
        id: `gid://shopify/MailingAddress/${text(row, "id")}?model_name=CustomerAddress`,
        firstName: row["first_name"],
        lastName: row["last_name"],
        name: name(row),
        address1: null,
        address2: null,
        city: null,
        province: null,
        provinceCode: null,
        zip: null,
        phone: null,
        company: null,
        country: row["country"],
        countryCodeV2: row["country_code"],
        formattedArea: row["country"],
      };

function edgeOrder(row: Row, context: Context): Row | null {
  return withType(
    "Order",
    context.state
      .sql("SELECT * FROM orders WHERE customer_id = ? ORDER BY processed_at DESC, id DESC LIMIT 1")
      .get(row["id"]),
  );
}

export const customerFields: Registry = {
  Customer: {
    ...metafieldFields("Customer"),
    id: gidField("Customer"),
    legacyResourceId: legacyId,
    displayName,
    tags: tagsField,
    numberOfOrders,
    amountSpent,
    verifiedEmail: flag("verified_email"),
    taxExempt: flag("tax_exempt"),
    defaultEmailAddress: emailAddress,
    defaultPhoneNumber: phoneNumber,
    defaultAddress,
    emailMarketingConsent: (row) =>
      row["email"] === null
        ? null
        : {
            __typename: "CustomerEmailMarketingConsentState",
            marketingState: row["email_marketing_state"],
            marketingOptInLevel: row["email_marketing_opt_in_level"] ?? "SINGLE_OPT_IN",
            consentUpdatedAt: row["email_marketing_updated_at"],
          },
    canDelete: (row, _args, context) =>
      context.state.sql("SELECT 1 FROM orders WHERE customer_id = ?").get(row["id"]) === undefined,
    dataSaleOptOut: () => false,
    lifetimeDuration: () => "",
    multipassIdentifier: () => null,
    image: () => ({ __typename: "Image", url: "https://cdn.shopify.com/s/images/no-image.gif" }),
    lastOrder: (row, _args, context) => edgeOrder(row, context),
    orders: (row, args, context, info) =>
      listOrders(context, args, pathOf(info), { sql: "orders.customer_id = ?", params: [row["id"]] }),
  },
  QueryRoot: {
    customer: (_row, args, context) => findRow(context, "Customer", "customers", idArgument(args, "Customer")),
    customers: (_row, args, context, info) => listCustomers(context, args, pathOf(info)),
    customersCount: (_row, args, context, info) => {
      const count = countOf(context.state, listCustomers(context, args, pathOf(info)));
      const limit = args["limit"] === null ? Infinity : Number(args["limit"] ?? 10_000);
      return { __typename: "Count", count: Math.min(count, limit), precision: count > limit ? "AT_LEAST" : "EXACT" };
    },
    customerByIdentifier: (_row, args, context) => {
      const identifier = args["identifier"] as { id?: string; emailAddress?: string; phoneNumber?: string };
      const found =
        identifier.id !== undefined
          ? context.state.sql("SELECT * FROM customers WHERE id = ?").get(Number(identifier.id.split("/").at(-1)))
          : identifier.emailAddress !== undefined
            ? context.state.sql("SELECT * FROM customers WHERE email = ? COLLATE NOCASE").get(identifier.emailAddress)
            : context.state.sql("SELECT * FROM customers WHERE phone = ?").get(identifier.phoneNumber);
      return withType("Customer", found);
    },
  },
};
