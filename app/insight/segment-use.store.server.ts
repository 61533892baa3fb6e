import { Rule } from "../contract/rule.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";

/** The rules of all live segments of a shop. */
export async function liveRules(tx: Tx, shop: ShopId): Promise<Rule[]> {
  const rows = await tx.segment.findMany({ where: { shopId: shop, deletedAt: null }, select: { rule: true } });
  return rows.map((row) => Rule.parse(JSON.parse(row.rule)));
}
