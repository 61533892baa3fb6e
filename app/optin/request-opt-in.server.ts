import { createHash } from "node:crypto";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { enqueue } from "../platform/queue.store.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { isMailable } from "./opt-in.ts";
import { addOptIn } from "./opt-in.store.server.ts";
import type { NewOptIn } from "./opt-in.store.server.ts";

export interface OptInWish extends Omit<NewOptIn, "wording" | "mailId" | "createdAt"> {
  /** The statement that was agreed to, word for word. */
  statement: string;
}

/** In the transaction that records the walk: the address is kept sealed, and one mail will ask its owner. */
export async function requestOptIn(tx: Tx, shop: ShopId, key: Key, wish: OptInWish, now: Date): Promise<void> {
  const { statement, ...rest } = wish;
  if (!isMailable(wish.address)) return;
  const wording = { hash: createHash("sha256").update(statement).digest("hex"), text: statement };
  // The same walk and address always name the same mail, whenever this runs again.
  const mailId = createHash("sha256").update(`${shop}/${wish.responseId}/${wish.address}`).digest("hex").slice(0, 32);
  const optInId = await addOptIn(tx, shop, key, { ...rest, wording, mailId, createdAt: now });
  if (optInId === undefined) return;
  await enqueue(tx, shop, "send-opt-in", { optInId }, now);
}
