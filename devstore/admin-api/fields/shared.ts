import { gid, idOfGid, readShop } from "../../state.ts";
import { moneyText } from "../decimal.ts";
import { ApiError, json, text, withType } from "../context.ts";
import type { Args, Context, FieldResolver, Row } from "../context.ts";

export const gidField =
  (type: string): FieldResolver =>
  (row) =>
    gid(type, text(row, "id"));

export const legacyId: FieldResolver = (row) => text(row, "id");

export const tagsField: FieldResolver = (row) => json(row, "tags_json");

export const flag =
  (column: string): FieldResolver =>
  (row) =>
    row[column] === 1;

export function money(amount: string, currencyCode: unknown) {
  return { __typename: "MoneyV2", amount: moneyText(amount), currencyCode };
}

/** MoneyBag of a decimal column; the demo shop sells in its own currency only. */
export const moneyBag =
  (column: string): FieldResolver =>
  (row, _args, context) => {
    const currency = row["currency_code"] ?? readShop(context.state).currency_code;
    const value = money(text(row, column), currency);
    return { __typename: "MoneyBag", shopMoney: value, presentmentMoney: value };
  };

export function findRow(context: Context, typename: string, table: string, id: number | undefined): Row | null {
  return id === undefined ? null : withType(typename, context.state.sql(`SELECT * FROM ${table} WHERE id = ?`).get(id));
}

/** The record that a row refers to; remembered for the length of a bulk operation. */
export function referredRow(context: Context, typename: string, table: string, id: unknown): Row | null {
  if (id === null || id === undefined) return null;
  if (context.referred === undefined) return findRow(context, typename, table, Number(id));
  const key = `${table}/${String(id)}`;
  const known = context.referred.get(key);
  if (known !== undefined) return known;
  const row = findRow(context, typename, table, Number(id));
  context.referred.set(key, row);
  return row;
}

/** `product(id:)` and its like: another type's gid is RESOURCE_NOT_FOUND (recorded: bulk-operations-read-arg-validation). */
export function idArgument(args: Args, type: string): number {
  const value = String(args["id"]);
  const id = idOfGid(type, value);
  if (id === undefined) throw new ApiError(`Invalid id: ${value}`, "RESOURCE_NOT_FOUND");
  return id;
}

export const pathOf = (info: Parameters<FieldResolver>[3]): (string | number)[] => {
  const path: (string | number)[] = [];
  for (let step: typeof info.path | undefined = info.path; step; step = step.prev) path.unshift(step.key);
  return path;
};
