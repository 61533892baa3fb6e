import { z } from "zod";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { dataKeyOf } from "../shop/shop.store.server.ts";
import { codeHashOf, markRedeemed } from "./incentive.store.server.ts";

const Codes = z.object({ discount_codes: z.array(z.object({ code: z.string().max(255) })).max(50) });

/** An order names the codes that it used; those of ours count as redeemed, whoever's order it is. */
export async function noteRedemptions(
  tx: Tx,
  shop: ShopId,
  payload: unknown,
  now: Date,
  masterKey: Key,
): Promise<void> {
  const parsed = Codes.safeParse(payload);
  if (!parsed.success || parsed.data.discount_codes.length === 0) return;
  const key = await dataKeyOf(tx, shop, masterKey);
  const hashes = parsed.data.discount_codes.map(({ code }) => codeHashOf(key, code));
  await markRedeemed(tx, shop, hashes, now);
}
