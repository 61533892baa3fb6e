import { nowIso, nowMs } from "../clock.ts";
import { moneyText, parseUnits } from "../loader/decimal.ts";
import type { State } from "../state.ts";

export type DiscountValue = { percentage: number } | { amount: string };

export interface CodeDiscount {
  id: number;
  code_id: number;
  code: string;
  value: DiscountValue;
}

interface Found {
  id: number;
  code_id: number;
  code: string;
  value_json: string;
  usage_limit: number | null;
  usage_count: number;
  once_per_customer: number;
  starts_at: string;
  ends_at: string | null;
}

/** How long Shopify takes with the codes of one discountRedeemCodeBulkAdd. */
const CREATION_MS = 250;
export const TAKEN = "Code must be unique. Please try a different code.";

export function beginCreation(state: State, discountId: number, codes: readonly string[]): number {
  const { id } = state
    .sql("INSERT INTO code_creations (discount_id, ready_ms, created_at) VALUES (?, ?, ?) RETURNING id")
    .get(discountId, nowMs() + CREATION_MS, nowIso()) as { id: number };
  for (const code of codes)
    state.sql("INSERT INTO code_creation_codes (creation_id, code) VALUES (?, ?)").run(id, code);
  return id;
}

/** What Shopify does in the background is done here when somebody looks: codes whose time has come exist, or are refused. */
export function settleCreations(state: State): void {
  const due = state.sql("SELECT id, discount_id FROM code_creations WHERE done = 0 AND ready_ms <= ?").all(nowMs()) as {
    id: number;
    discount_id: number;
  }[];
  for (const creation of due) {
    const codes = state
      .sql("SELECT id, code FROM code_creation_codes WHERE creation_id = ? ORDER BY id")
      .all(creation.id) as { id: number; code: string }[];
    for (const { id, code } of codes) {
      const made = addCode(state, creation.discount_id, code);
      state
        .sql("UPDATE code_creation_codes SET redeem_code_id = ?, error = ? WHERE id = ?")
        .run(made ?? null, made === undefined ? TAKEN : null, id);
    }
    state.sql("UPDATE code_creations SET done = 1 WHERE id = ?").run(creation.id);
  }
}

/** Undefined when another discount, or this one, has the code already. */
export function addCode(state: State, discountId: number, code: string): number | undefined {
  const row = state
    .sql("INSERT INTO redeem_codes (discount_id, code) VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING id")
    .get(discountId, code.trim()) as { id: number } | undefined;
  return row?.id;
}

/** The checkout's words, as Shopify says them. */
export function findUsable(
  state: State,
  code: string,
  customerId: number | undefined,
): { discount: CodeDiscount } | { fault: string } {
  settleCreations(state);
  const found = state
    .sql(
      `SELECT d.*, c.id AS code_id, c.code, c.usage_count FROM redeem_codes AS c
       JOIN code_discounts AS d ON d.id = c.discount_id WHERE c.code = ?`,
    )
    .get(code.trim()) as Found | undefined;
  const now = nowIso();
  if (found === undefined || found.starts_at > now) return { fault: "Enter a valid discount code or gift card" };
  if (found.ends_at !== null && found.ends_at <= now) return { fault: "This discount code has expired" };
  const spent = found.usage_limit !== null && found.usage_count >= found.usage_limit;
  if (spent) return { fault: "This discount code has reached its usage limit" };
  if (found.once_per_customer === 1 && customerId !== undefined && hasUsed(state, found.id, customerId)) {
    return { fault: "This discount code has already been used by this customer" };
  }
  const { id, code_id } = found;
  return { discount: { id, code_id, code: found.code, value: JSON.parse(found.value_json) as DiscountValue } };
}

const hasUsed = (state: State, discountId: number, customerId: number): boolean =>
  state.sql("SELECT 1 FROM discount_uses WHERE discount_id = ? AND customer_id = ?").get(discountId, customerId) !==
  undefined;

/** Decimal text: what the discount takes off a total, never more than all of it. */
export function takenOff(value: DiscountValue, total: string): string {
  const whole = parseUnits(total) ?? 0n;
  if ("amount" in value) {
    const amount = parseUnits(value.amount) ?? 0n;
    return moneyText(amount < whole ? amount : whole);
  }
  // To the cent, half up, as Shopify rounds.
  const cents = Math.round(Number(moneyText(whole)) * 100 * value.percentage);
  return (cents / 100).toFixed(2);
}

/** In the transaction that makes the order. */
export function redeem(state: State, discount: CodeDiscount, orderId: number, customerId: number): void {
  state.sql("UPDATE redeem_codes SET usage_count = usage_count + 1 WHERE id = ?").run(discount.code_id);
  state
    .sql("INSERT INTO discount_uses (discount_id, code_id, order_id, customer_id) VALUES (?, ?, ?, ?)")
    .run(discount.id, discount.code_id, orderId, customerId);
}
