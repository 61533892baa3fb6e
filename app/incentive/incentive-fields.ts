import { Incentive } from "../contract/quiz.ts";

/** How the incentive of a quiz stands, for the merchant. */
export interface PoolView {
  free: number;
  issued: number;
  /** Of them to browsers that nobody knows (A28). */
  toUnknown: number;
  redeemed: number;
  /** Walks that wait for a code. */
  waiting: number;
  /** Why no codes come, in Shopify's words. */
  problem: string | null;
}

/** What the form holds: texts as typed. */
export interface IncentiveFields {
  kind: "none" | "discount" | "download";
  unit: "percent" | "amount";
  value: string;
  prefix: string;
  validDays: string;
  for: "identified" | "everyone";
  url: string;
  linkHours: string;
}

export type IncentiveFaults = Partial<Record<keyof IncentiveFields, string>>;

export function fieldsOf(incentive: Incentive | undefined): IncentiveFields {
  const blank: IncentiveFields = {
    ...{ kind: "none", unit: "percent", value: "10", prefix: "", validDays: "30", for: "identified" },
    ...{ url: "", linkHours: "48" },
  };
  if (incentive === undefined) return blank;
  if (incentive.kind === "download") {
    return { ...blank, kind: "download", url: incentive.url, linkHours: String(incentive.linkHours) };
  }
  const { value, prefix, validDays } = incentive;
  const of =
    "percent" in value
      ? { unit: "percent" as const, value: String(value.percent) }
      : { unit: "amount" as const, value: String(value.amount) };
  return { ...blank, kind: "discount", ...of, prefix, validDays: String(validDays), for: incentive.for };
}

const MOST = { validDays: 365, linkHours: 720 };

function faultsOf(fields: IncentiveFields): IncentiveFaults {
  const faults: IncentiveFaults = {};
  const whole = (name: keyof typeof MOST) => {
    const value = Number(fields[name]);
    if (!Number.isInteger(value) || value < 1 || value > MOST[name])
      faults[name] = `A whole number from 1 to ${MOST[name]}.`;
  };
  if (fields.kind === "discount") {
    const value = Number(fields.value);
    const isPercent = fields.unit === "percent";
    if (isPercent && !(Number.isInteger(value) && value >= 1 && value <= 100))
      faults.value = "A whole number from 1 to 100.";
    if (!isPercent && !(value >= 0.01 && value <= 1e6)) faults.value = "An amount from 0.01 on.";
    if (!/^[A-Z0-9]{0,12}$/.test(fields.prefix)) faults.prefix = "Capitals and digits, 12 at most.";
    whole("validDays");
  }
  if (fields.kind === "download") {
    if (!Incentive.safeParse({ kind: "download", url: fields.url.trim() }).success)
      faults.url = "An address that begins with https://";
    whole("linkHours");
  }
  return faults;
}

/** The incentive as typed, or what is wrong beside each field. `undefined` = none is offered. */
export function readFields(
  fields: IncentiveFields,
): { incentive: Incentive | undefined; faults?: undefined } | { faults: IncentiveFaults } {
  const faults = faultsOf(fields);
  if (Object.keys(faults).length > 0) return { faults };
  switch (fields.kind) {
    case "none":
      return { incentive: undefined };
    case "download":
      return { incentive: { kind: "download", url: fields.url.trim(), linkHours: Number(fields.linkHours) } };
    case "discount": {
      const value = fields.unit === "percent" ? { percent: Number(fields.value) } : { amount: Number(fields.value) };
      const { prefix, for: who } = fields;
      return { incentive: { kind: "discount", value, prefix, validDays: Number(fields.validDays), for: who } };
    }
  }
}

export interface Settled {
  incentive: Incentive | undefined;
  /** What is shown beside it and is not kept, as it cannot be. */
  unkept: Partial<IncentiveFields>;
  faults: IncentiveFaults;
}

/** The form as it is left: what cannot be is not kept, and in its place stays what was; never a half typed number. */
export function settleFields(incentive: Incentive | undefined, fields: IncentiveFields): Settled {
  const read = readFields(fields);
  if (read.faults === undefined) return { incentive: read.incentive, unkept: {}, faults: {} };
  const faulty = Object.keys(read.faults) as (keyof IncentiveFields)[];
  const pick = (from: IncentiveFields) => Object.fromEntries(faulty.map((name) => [name, from[name]]));
  const again = readFields({ ...fields, ...pick(fieldsOf(incentive)) });
  const { faults } = read;
  // Nothing was kept that could stand in, as for a download without an address.
  if (again.faults !== undefined) return { incentive: undefined, unkept: fields, faults };
  return { incentive: again.incentive, unkept: pick(fields), faults };
}
