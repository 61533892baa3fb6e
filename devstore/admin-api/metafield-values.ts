/**
 * How Shopify stores and refuses metafield values, per type; texts recorded in metafields/metafieldsSet-value-type-fidelity.
 * Types without a rule here are kept as given (README.md, "Assumed").
 */
export type Checked = { readonly value: string } | { readonly problem: string };

const URL_SCHEMES = ["http", "https", "mailto", "sms", "tel"];

const METAFIELD_TYPES = [
  "boolean",
  "color",
  "date",
  "date_time",
  "dimension",
  "id",
  "json",
  "language",
  "link",
  "money",
  "multi_line_text_field",
  "number_decimal",
  "number_integer",
  "rating",
  "rich_text_field",
  "single_line_text_field",
  "url",
  "volume",
  "weight",
  "customer_reference",
  "collection_reference",
  "file_reference",
  "metaobject_reference",
  "mixed_reference",
  "page_reference",
  "product_reference",
  "variant_reference",
];

export function isMetafieldType(type: string): boolean {
  return METAFIELD_TYPES.includes(type.replace(/^list\./, ""));
}

export function checkMetafieldValue(type: string, value: string): Checked {
  if (value.trim() === "") return { problem: "Value can't be blank." };
  if (type.startsWith("list.")) return checkList(type.slice(5), value);
  switch (type) {
    case "boolean":
      return checkBoolean(value);
    case "number_integer":
      return checkInteger(value);
    case "number_decimal":
      return checkDecimal(value);
    case "single_line_text_field":
      return /[\r\n]/.test(value) ? { problem: "Value must be a single line text string." } : { value };
    case "json":
    case "rich_text_field":
      return checkJson(value);
    case "money":
      return checkMoney(value);
    case "url":
      return checkUrl(value);
    case "date":
      return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
        ? { value }
        : { problem: "Value must be in “YYYY-MM-DD” format. For example: 2022-06-01" };
    case "date_time":
      return checkDateTime(value);
    case "color":
      return /^#[0-9a-fA-F]{6}$/.test(value) ? { value } : { problem: "Value must be in the format #RRGGBB." };
    default:
      return { value };
  }
}

function checkBoolean(value: string): Checked {
  const word = value.trim().toLowerCase();
  if (["true", "t", "1"].includes(word)) return { value: "true" };
  if (["false", "f", "0"].includes(word)) return { value: "false" };
  return { problem: "Value must be true or false." };
}

function checkInteger(value: string): Checked {
  const match = /^(-?\d+)(?:\.0+)?$/.exec(value.trim());
  if (match === null) return { problem: "Value must be an integer." };
  const number = BigInt(match[1] ?? "0");
  if (number > 9007199254740991n || number < -9007199254740991n) {
    return { problem: "Value must be within +/-9007199254740991." };
  }
  return { value: number.toString() };
}

function checkDecimal(value: string): Checked {
  const match = /^(-?\d+)(?:\.(\d+))?$/.exec(value.trim());
  if (match === null) return { problem: "Value must be a decimal." };
  const fraction = (match[2] ?? "0").slice(0, 9);
  return { value: `${match[1]}.${fraction}` };
}

function checkJson(value: string): Checked {
  try {
    JSON.parse(value);
    return { value };
  } catch (error) {
    return { problem: `Value is invalid JSON: ${error instanceof Error ? error.message : String(error)}.` };
  }
}

function checkMoney(value: string): Checked {
  const shape =
    "Value must be a stringified JSON object with amount (numeric) and currency_code (string matching the shop's currency) fields.";
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    return { problem: shape };
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return { problem: shape };
  const { amount, currency_code: currency } = parsed as { amount?: unknown; currency_code?: unknown };
  if (amount === undefined || currency === undefined) return { problem: shape };
  if (currency === "") return { problem: "Value must have a currency code." };
  if (typeof currency !== "string" || !isCurrency(currency)) {
    return { problem: `Value contains an invalid currency, ${String(currency)}.` };
  }
  if (!/^-?\d+(\.\d+)?$/.test(String(amount))) return { problem: "Value must have a numeric amount." };
  if (Math.abs(Number(amount)) > 1e18 || BigInt(String(amount).split(".")[0] ?? "0") > 10n ** 18n) {
    return { problem: "Value must be within +/-1000000000000000000." };
  }
  const [whole = "0", fraction = ""] = String(amount).split(".");
  return { value: JSON.stringify({ amount: `${whole}.${fraction.padEnd(2, "0")}`, currency_code: currency }) };
}

function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf("currency").includes(code);
}

function checkUrl(value: string): Checked {
  const scheme = /^([a-zA-Z][\w+.-]*):/.exec(value)?.[1]?.toLowerCase();
  if (scheme === undefined) {
    const list = URL_SCHEMES.map((one) => JSON.stringify(one)).join(", ");
    return {
      problem: `Value cannot have an empty scheme (protocol), must include one of the following URL schemes: [${list}].'`,
    };
  }
  return URL_SCHEMES.includes(scheme)
    ? { value }
    : { problem: `Value must be one of the following URL schemes: ${URL_SCHEMES.join(", ")}.` };
}

function checkDateTime(value: string): Checked {
  const problem = "Value must be in “YYYY-MM-DDTHH:MM:SS” format. For example: 2022-06-01T15:30:00";
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/.test(value)) return { problem };
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(value) ? value : `${value}Z`;
  const time = Date.parse(zoned);
  return Number.isNaN(time) ? { problem } : { value: `${new Date(time).toISOString().slice(0, 19)}+00:00` };
}

function checkList(itemType: string, value: string): Checked {
  let items: unknown;
  try {
    items = JSON.parse(value);
  } catch {
    return { problem: "Value must be an array." };
  }
  if (!Array.isArray(items)) return { problem: "Value must be an array." };
  for (const item of items) {
    const text = typeof item === "string" ? item : JSON.stringify(item);
    const checked = checkMetafieldValue(itemType, text);
    if ("problem" in checked) return checked;
  }
  return { value: JSON.stringify(items) };
}

/** Recorded: "true" and integers come parsed, "false" and decimals stay text. */
export function jsonValueOf(type: string, value: string): unknown {
  if (type === "boolean") return value === "true" ? true : value;
  if (type === "number_integer") return Number(value);
  if (type === "json" || type === "money" || type === "rich_text_field" || type.startsWith("list."))
    return JSON.parse(value);
  return value;
}
