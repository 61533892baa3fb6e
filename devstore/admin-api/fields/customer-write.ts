import { isoOf, nowIso, nowMs } from "../../clock.ts";
import { gid, idOfGid } from "../../state.ts";
import { enqueueWebhook } from "../../webhooks/enqueue.ts";
import { ApiError, userError, withType } from "../context.ts";
import type { Args, Context, Registry, Row } from "../context.ts";
import { normaliseTags } from "../tags.ts";

const MOST_TAGS = 250;
const MOST_NOTE = 5000;

interface Consent {
  readonly marketingState: string;
  readonly marketingOptInLevel?: string | null;
  readonly consentUpdatedAt?: string | null;
}

interface CustomerInput {
  readonly id?: string | null;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly locale?: string | null;
  readonly note?: string | null;
  readonly tags?: readonly string[] | null;
  readonly taxExempt?: boolean | null;
  readonly emailMarketingConsent?: Consent | null;
  readonly smsMarketingConsent?: object | null;
  readonly whatsAppMarketingConsent?: object | null;
}

const find = (context: Context, id: unknown): Row | null =>
  withType(
    "Customer",
    context.state.sql("SELECT * FROM customers WHERE id = ?").get(idOfGid("Customer", String(id)) ?? 0),
  );

/** Texts recorded in customers/customer-tag-note-limits-parity and customer-input-inline-consent-parity. */
function problems(context: Context, input: CustomerInput, existing: Row | null): object[] {
  const errors: object[] = [];
  if (existing === null && !input.email && !input.phone && !input.firstName && !input.lastName) {
    errors.push(userError(null, "A name, phone number, or email address must be present"));
  }
  if (input.email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(input.email))
    errors.push(userError(["email"], "Email is invalid"));
  const taken = (column: "email" | "phone", value: string) =>
    context.state
      .sql(`SELECT 1 FROM customers WHERE ${column} = ? COLLATE NOCASE AND id <> ?`)
      .get(value, existing?.["id"] ?? 0) !== undefined;
  if (input.email && taken("email", input.email)) errors.push(userError(["email"], "Email has already been taken"));
  if (input.phone && taken("phone", input.phone)) errors.push(userError(["phone"], "Phone has already been taken"));
  if (input.tags && normaliseTags(input.tags).length > MOST_TAGS)
    errors.push(userError(["tags"], `Tags cannot be more than ${MOST_TAGS}`));
  if (input.note && input.note.length > MOST_NOTE)
    errors.push(userError(["note"], `Note is too long (maximum is ${MOST_NOTE} characters)`));
  return [...errors, ...consentProblems(input, existing)];
}

function consentProblems(input: CustomerInput, existing: Row | null): object[] {
  const kinds: [keyof CustomerInput, string][] = [
    ["emailMarketingConsent", "customerEmailMarketingConsentUpdate"],
    ["smsMarketingConsent", "customerSmsMarketingConsentUpdate"],
    ["whatsAppMarketingConsent", "customerWhatsAppMarketingConsentUpdate"],
  ];
  if (existing !== null) {
    return kinds
      .filter(([key]) => input[key])
      .map(([key, mutation]) => userError([key], `To update ${key}, please use the ${mutation} Mutation instead`));
  }
  const missing: object[] = [];
  if (input.emailMarketingConsent && !input.email) {
    missing.push(
      userError(["emailMarketingConsent"], "An email address is required to set the email marketing consent state."),
    );
  }
  if (input.smsMarketingConsent && !input.phone) {
    missing.push(userError(["smsMarketingConsent"], "A phone number is required to set the SMS consent state."));
  }
  if (input.whatsAppMarketingConsent && !input.phone) {
    missing.push(
      userError(["whatsAppMarketingConsent"], "A phone number is required to set the WhatsApp consent state."),
    );
  }
  return missing;
}

function refuseState(state: string): void {
  if (["NOT_SUBSCRIBED", "REDACTED", "INVALID"].includes(state)) {
    throw new ApiError(`Cannot specify ${state} as a marketing state input`, "INVALID");
  }
}

const blank = (value: string | null | undefined): string | null =>
  value === undefined || value === null || value === "" ? null : value;

function createCustomer(args: Args, context: Context): object {
  const input = (args["input"] ?? {}) as CustomerInput;
  if (input.emailMarketingConsent) refuseState(input.emailMarketingConsent.marketingState);
  if (input.whatsAppMarketingConsent) refuseState(String((input.whatsAppMarketingConsent as { state?: string }).state));
  const errors = problems(context, input, null);
  if (errors.length > 0) return { customer: null, userErrors: errors };
  const now = nowIso();
  const consent = input.emailMarketingConsent;
  const row = context.state
    .sql(
      `INSERT INTO customers (first_name, last_name, email, phone, tags_json, locale, note, tax_exempt, email_marketing_state,
         email_marketing_opt_in_level, email_marketing_updated_at, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *`,
    )
    .get(
      blank(input.firstName),
      blank(input.lastName),
      blank(input.email),
      blank(input.phone),
      JSON.stringify(normaliseTags(input.tags ?? [])),
      input.locale ?? "en",
      blank(input.note),
      input.taxExempt ? 1 : 0,
      consent?.marketingState ?? "NOT_SUBSCRIBED",
      consent?.marketingOptInLevel ?? null,
      consent ? (consent.consentUpdatedAt ?? now) : null,
      now,
      now,
    ) as { id: number };
  enqueueWebhook(context.state, "customers/create", row.id);
  return { customer: withType("Customer", row), userErrors: [] };
}

function updateCustomer(args: Args, context: Context): object {
  const input = (args["input"] ?? {}) as CustomerInput;
  const existing = find(context, input.id);
  if (existing === null) return { customer: null, userErrors: [userError(["id"], "Customer does not exist")] };
  const errors = problems(context, input, existing);
  if (errors.length > 0) return { customer: null, userErrors: errors };
  const keep = <T>(value: T | undefined, column: string) => (value === undefined ? existing[column] : value);
  const row = context.state
    .sql(
      `UPDATE customers SET first_name = ?, last_name = ?, email = ?, phone = ?, note = ?, locale = ?, tags_json = ?, updated_at = ?
       WHERE id = ? RETURNING *`,
    )
    .get(
      keep(input.firstName, "first_name"),
      keep(input.lastName, "last_name"),
      keep(input.email, "email"),
      keep(input.phone, "phone"),
      keep(input.note, "note"),
      keep(input.locale ?? undefined, "locale"),
      input.tags ? JSON.stringify(normaliseTags(input.tags)) : existing["tags_json"],
      nowIso(),
      existing["id"],
    );
  enqueueWebhook(context.state, "customers/update", Number(existing["id"]));
  return { customer: withType("Customer", row), userErrors: [] };
}

/** Texts and codes recorded in customers/customer-email-marketing-consent-update-parity. */
function updateConsent(args: Args, context: Context): object {
  const input = args["input"] as { customerId: string; emailMarketingConsent: Consent };
  const { marketingState, marketingOptInLevel, consentUpdatedAt } = input.emailMarketingConsent;
  refuseState(marketingState);
  const customer = find(context, input.customerId);
  const refuse = (found: Row | null, path: readonly string[], message: string, code: string) => ({
    customer: found,
    userErrors: [
      { __typename: "CustomerEmailMarketingConsentUpdateUserError", field: ["input", ...path], message, code },
    ],
  });
  if (customer === null) return refuse(null, ["customerId"], "Customer not found", "INVALID");
  if (customer["email"] === null) return { customer, userErrors: [] };
  const level = ["emailMarketingConsent", "marketingOptInLevel"];
  if (!marketingOptInLevel) return refuse(customer, level, "Marketing opt in level must exist", "MISSING_ARGUMENT");
  if (marketingState === "PENDING" && marketingOptInLevel !== "CONFIRMED_OPT_IN") {
    return refuse(
      customer,
      level,
      "Marketing opt in level must be confirmed opt-in for pending consent state",
      "INVALID",
    );
  }
  if (consentUpdatedAt && Date.parse(consentUpdatedAt) > nowMs()) {
    return refuse(
      customer,
      ["emailMarketingConsent", "consentUpdatedAt"],
      "Consent updated at must not be in the future",
      "INVALID",
    );
  }
  const row = context.state
    .sql(
      `UPDATE customers SET email_marketing_state = ?, email_marketing_opt_in_level = ?, email_marketing_updated_at = ?, updated_at = ?
       WHERE id = ? RETURNING *`,
    )
    .get(
      marketingState,
      marketingOptInLevel,
      isoOf(consentUpdatedAt ? Date.parse(consentUpdatedAt) : nowMs()),
      nowIso(),
      customer["id"],
    );
  enqueueWebhook(context.state, "customers_email_marketing_consent/update", Number(customer["id"]));
  return { customer: withType("Customer", row), userErrors: [] };
}

function deleteCustomer(args: Args, context: Context): object {
  const customer = find(context, (args["input"] as { id: string }).id);
  if (customer === null) return { deletedCustomerId: null, userErrors: [userError(["id"], "Customer can't be found")] };
  const id = Number(customer["id"]);
  if (context.state.sql("SELECT 1 FROM orders WHERE customer_id = ?").get(id) !== undefined) {
    return {
      deletedCustomerId: null,
      userErrors: [userError(["id"], "Customer can’t be deleted because they have associated orders")],
    };
  }
  context.state.sql("DELETE FROM customers WHERE id = ?").run(id);
  enqueueWebhook(context.state, "customers/delete", id);
  return { deletedCustomerId: gid("Customer", id), userErrors: [] };
}

const inTransaction =
  (act: (args: Args, context: Context) => object) =>
  (_row: Row, args: Args, context: Context): object =>
    context.state.db.transaction(() => act(args, context))();

export const customerWriteFields: Registry = {
  Mutation: {
    customerCreate: inTransaction(createCustomer),
    customerUpdate: inTransaction(updateCustomer),
    customerEmailMarketingConsentUpdate: inTransaction(updateConsent),
    customerDelete: inTransaction(deleteCustomer),
  },
};
