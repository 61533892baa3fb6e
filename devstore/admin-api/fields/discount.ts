import { isoOf, nowIso, nowMs } from "../../clock.ts";
import { addCode, beginCreation, settleCreations, TAKEN } from "../../discounts/discounts.ts";
import type { DiscountValue } from "../../discounts/discounts.ts";
import { gid, idOfGid, readShop } from "../../state.ts";
import { listTable } from "../connection.ts";
import { ApiError, json, text, unknownToStore, withType } from "../context.ts";
import type { Args, Context, Registry, Row } from "../context.ts";
import { findRow, gidField, idArgument, money } from "./shared.ts";

const MOST_CODES = 250;

interface Input {
  readonly title?: string | null;
  readonly code?: string | null;
  readonly startsAt?: string | null;
  readonly endsAt?: string | null;
  readonly usageLimit?: number | null;
  readonly appliesOncePerCustomer?: boolean | null;
  readonly combinesWith?: object | null;
  readonly minimumRequirement?: object | null;
  readonly context?: { readonly all?: string } | null;
  readonly customerGets?: {
    readonly value?: {
      readonly percentage?: number | null;
      readonly discountAmount?: { readonly amount?: string | number | null } | null;
    } | null;
    readonly items?: { readonly all?: boolean | null } | null;
  } | null;
}

const discountError = (field: readonly string[], message: string, code: string) => ({
  __typename: "DiscountUserError",
  field,
  message,
  code,
  extraInfo: null,
});
const basicError = (field: string, message: string, code: string) =>
  discountError(["basicCodeDiscount", ...field.split(".")], message, code);

function valueOf(input: Input): DiscountValue | undefined {
  const { percentage, discountAmount } = input.customerGets?.value ?? {};
  if (typeof percentage === "number") return { percentage };
  return discountAmount?.amount == null ? undefined : { amount: Number(discountAmount.amount).toFixed(2) };
}

/** Texts as Shopify's forms say them (README.md, "Assumed"); those of codes are the ones that merchants quote. */
function problems(context: Context, input: Input): object[] {
  const errors: object[] = [];
  if (!input.title) errors.push(basicError("title", "Title can't be blank", "BLANK"));
  if (!input.code) errors.push(basicError("code", "Code can't be blank", "BLANK"));
  const value = valueOf(input);
  if (value !== undefined && "percentage" in value && (value.percentage <= 0 || value.percentage > 1)) {
    errors.push(
      basicError("customerGets.value.percentage", "Value must be between 0.0 and 1.0", "VALUE_OUTSIDE_RANGE"),
    );
  }
  if (input.endsAt && Date.parse(input.endsAt) <= Date.parse(input.startsAt ?? nowIso())) {
    errors.push(basicError("endsAt", "Ends at needs to be after starts_at", "END_DATE_BEFORE_START_DATE"));
  }
  const taken = context.state.sql("SELECT 1 FROM redeem_codes WHERE code = ?").get(input.code ?? "");
  if (taken !== undefined) errors.push(basicError("code", TAKEN, "TAKEN"));
  return errors;
}

function createBasic(args: Args, context: Context): object {
  settleCreations(context.state);
  const input = (args["basicCodeDiscount"] ?? {}) as Input;
  if (
    input.minimumRequirement ||
    (input.context && input.context.all === undefined) ||
    !input.customerGets?.items?.all
  ) {
    throw unknownToStore(context, "discounts with a minimum, for some buyers only or on some products only");
  }
  const errors = problems(context, input);
  const value = valueOf(input);
  if (errors.length > 0 || value === undefined) return { codeDiscountNode: null, userErrors: errors };
  const now = nowIso();
  const row = context.state
    .sql(
      `INSERT INTO code_discounts (title, value_json, usage_limit, once_per_customer, combines_json, starts_at, ends_at, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *`,
    )
    .get(
      ...[input.title, JSON.stringify(value), input.usageLimit ?? null, input.appliesOncePerCustomer ? 1 : 0],
      JSON.stringify(input.combinesWith ?? {}),
      isoOf(input.startsAt ? Date.parse(input.startsAt) : nowMs()),
      input.endsAt ? isoOf(Date.parse(input.endsAt)) : null,
      ...[now, now],
    ) as { id: number };
  addCode(context.state, row.id, input.code ?? "");
  return { codeDiscountNode: withType("DiscountCodeNode", row), userErrors: [] };
}

function bulkAdd(args: Args, context: Context): object {
  const codes = (args["codes"] as { code: string }[]).map(({ code }) => code);
  if (codes.length > MOST_CODES) {
    const message = `The input array size of ${codes.length} is greater than the maximum allowed of ${MOST_CODES}.`;
    throw new ApiError(message, "MAX_INPUT_SIZE_EXCEEDED");
  }
  const discount = findDiscount(context, args["discountId"]);
  const refuse = (field: string, message: string, code: string) => ({
    bulkCreation: null,
    userErrors: [discountError([field], message, code)],
  });
  if (discount === null) return refuse("discountId", "Code discount does not exist.", "INVALID");
  if (codes.length === 0) return refuse("codes", "Codes can't be blank", "BLANK");
  const id = beginCreation(context.state, Number(discount["id"]), codes);
  return { bulkCreation: findCreation(context, id), userErrors: [] };
}

function bulkDelete(args: Args, context: Context): object {
  const discount = findDiscount(context, args["discountId"]);
  if (discount === null) {
    return { job: null, userErrors: [discountError(["discountId"], "Code discount does not exist.", "INVALID")] };
  }
  if (!Array.isArray(args["ids"])) throw unknownToStore(context, "discountCodeRedeemCodeBulkDelete by search");
  for (const id of args["ids"]) {
    const sql = "DELETE FROM redeem_codes WHERE discount_id = ? AND id = ?";
    context.state.sql(sql).run(discount["id"], idOfGid("DiscountRedeemCode", String(id)) ?? 0);
  }
  return { job: { __typename: "Job", done: true }, userErrors: [] };
}

const findDiscount = (context: Context, id: unknown): Row | null =>
  findRow(context, "DiscountCodeNode", "code_discounts", idOfGid("DiscountCodeNode", String(id)));
const findCreation = (context: Context, id: number): Row | null =>
  findRow(context, "DiscountRedeemCodeBulkCreation", "code_creations", id);

function findByCode(args: Args, context: Context): Row | null {
  settleCreations(context.state);
  const found = context.state
    .sql("SELECT d.* FROM code_discounts AS d JOIN redeem_codes AS c ON c.discount_id = d.id WHERE c.code = ?")
    .get(String(args["code"]));
  return withType("DiscountCodeNode", found);
}

function creationCount(row: Row, context: Context, where: string): number {
  const sql = `SELECT count(*) AS n FROM code_creation_codes WHERE creation_id = ? AND ${where}`;
  return (context.state.sql(sql).get(row["id"]) as { n: number }).n;
}

function uses(row: Row, context: Context): number {
  const sql = "SELECT coalesce(sum(usage_count), 0) AS n FROM redeem_codes WHERE discount_id = ?";
  return (context.state.sql(sql).get(row["id"]) as { n: number }).n;
}

/** As recorded: "10% off one-time purchase products". */
function summary(row: Row, context: Context): string {
  const value = json(row, "value_json") as DiscountValue;
  const once = row["once_per_customer"] === 1 ? " • One use per customer" : "";
  const currency = readShop(context.state).currency_code;
  const off =
    "percentage" in value
      ? `${Math.round(value.percentage * 100)}% off`
      : `${new Intl.NumberFormat("en", { style: "currency", currency }).format(Number(value.amount))} off`;
  return `${off} one-time purchase products${once}`;
}

function status(row: Row): string {
  const now = nowIso();
  if (text(row, "starts_at") > now) return "SCHEDULED";
  return row["ends_at"] !== null && text(row, "ends_at") <= now ? "EXPIRED" : "ACTIVE";
}

const customerGets = (row: Row, context: Context) => {
  const value = json(row, "value_json") as DiscountValue;
  return {
    __typename: "DiscountCustomerGets",
    value:
      "percentage" in value
        ? { __typename: "DiscountPercentage", percentage: value.percentage }
        : {
            __typename: "DiscountAmount",
            amount: money(value.amount, readShop(context.state).currency_code),
            appliesOnEachItem: false,
          },
    items: { __typename: "AllDiscountItems", allItems: true },
    appliesOnOneTimePurchase: true,
    appliesOnSubscription: false,
  };
};

const settled =
  (act: (args: Args, context: Context) => unknown) =>
  (_row: Row, args: Args, context: Context): unknown =>
    context.state.db.transaction(() => {
      settleCreations(context.state);
      return act(args, context);
    })();

export const discountFields: Registry = {
  Mutation: {
    discountCodeBasicCreate: settled(createBasic),
    discountRedeemCodeBulkAdd: settled(bulkAdd),
    discountCodeRedeemCodeBulkDelete: settled(bulkDelete),
  },
  QueryRoot: {
    codeDiscountNode: settled((args, context) =>
      findRow(context, "DiscountCodeNode", "code_discounts", idArgument(args, "DiscountCodeNode")),
    ),
    codeDiscountNodeByCode: settled(findByCode),
    discountRedeemCodeBulkCreation: settled((args, context) =>
      findCreation(context, idArgument(args, "DiscountRedeemCodeBulkCreation")),
    ),
  },
  DiscountCodeNode: {
    id: gidField("DiscountCodeNode"),
    codeDiscount: (row) => withType("DiscountCodeBasic", row),
  },
  DiscountCodeBasic: {
    status,
    summary: (row, _args, context) => summary(row, context),
    shortSummary: (row, _args, context) => summary(row, context),
    asyncUsageCount: (row, _args, context) => uses(row, context),
    appliesOncePerCustomer: (row) => row["once_per_customer"] === 1,
    discountClasses: () => ["ORDER"],
    minimumRequirement: () => null,
    context: () => ({ __typename: "DiscountBuyerSelectionAll", all: "ALL" }),
    combinesWith: (row) => ({
      __typename: "DiscountCombinesWith",
      ...{ productDiscounts: false, orderDiscounts: false, shippingDiscounts: false },
      ...(json(row, "combines_json") as object),
    }),
    customerGets: (row, _args, context) => customerGets(row, context),
    codes: (row, args) => {
      const wanted = /^(?:code:)?"?([^"]*)"?$/.exec(String(args["query"] ?? ""))?.[1] ?? "";
      const search = wanted === "" ? [] : [wanted];
      return listTable("DiscountRedeemCode", "redeem_codes", {
        where: ["discount_id = ?", ...search.map(() => "code = ?")],
        params: [row["id"], ...search],
      });
    },
    codesCount: (row, _args, context) => {
      const sql = "SELECT count(*) AS n FROM redeem_codes WHERE discount_id = ?";
      const { n } = context.state.sql(sql).get(row["id"]) as { n: number };
      return { __typename: "Count", count: n, precision: "EXACT" };
    },
  },
  DiscountRedeemCode: {
    id: gidField("DiscountRedeemCode"),
    asyncUsageCount: (row) => row["usage_count"],
  },
  DiscountRedeemCodeBulkCreation: {
    id: gidField("DiscountRedeemCodeBulkCreation"),
    done: (row) => row["done"] === 1,
    codesCount: (row, _args, context) => creationCount(row, context, "1"),
    importedCount: (row, _args, context) => creationCount(row, context, "redeem_code_id IS NOT NULL"),
    failedCount: (row, _args, context) => creationCount(row, context, "error IS NOT NULL"),
    discountCode: (row, _args, context) => findDiscount(context, gid("DiscountCodeNode", text(row, "discount_id"))),
    codes: (row) =>
      listTable("DiscountRedeemCodeBulkCreationCode", "code_creation_codes", {
        where: ["creation_id = ?"],
        params: [row["id"]],
      }),
  },
  DiscountRedeemCodeBulkCreationCode: {
    discountRedeemCode: (row, _args, context) =>
      findRow(context, "DiscountRedeemCode", "redeem_codes", Number(row["redeem_code_id"] ?? 0)),
    errors: (row) => (row["error"] === null ? [] : [discountError(["code"], text(row, "error"), "TAKEN")]),
  },
};
