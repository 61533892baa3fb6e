import type { ShopId } from "../contract/shop.ts";
import { addressHashOf } from "../optin/opt-in.store.server.ts";
import type { Tx } from "../platform/db.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { answersOf, emptyAnswers } from "../response/response.store.server.ts";

/** Takes addresses out of those answers of a walk that spell them: sealed as they are, opening them is the only way to find out. */
export async function takeAddressesOut(
  tx: Tx,
  shop: ShopId,
  responseId: string,
  addressHashes: readonly string[],
  key: Key,
): Promise<void> {
  const spelled = (await answersOf(tx, shop, responseId, key)).filter(
    ({ value }) => typeof value === "string" && addressHashes.includes(addressHashOf(key, value)),
  );
  await emptyAnswers(
    tx,
    shop,
    spelled.map(({ answerId }) => answerId),
  );
}
