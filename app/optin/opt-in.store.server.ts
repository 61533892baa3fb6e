import type { Prisma } from "@prisma/client";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { blindIndex, open, seal } from "../platform/secret.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { DAY_MS, HOUR_MS, normalAddress } from "./opt-in.ts";
import type { Sent } from "./opt-in.ts";

export type OptInRow = Prisma.OptInGetPayload<object>;
const place = (shop: ShopId, addressHash: string) => `OptIn.addressSealed/${shop}/${addressHash}`;

/** Under what an address is found without being readable. */
export const addressHashOf = (key: Key, address: string): string =>
  blindIndex(key, `address/${normalAddress(address)}`);

export const addressOf = (key: Key, { shopId, addressHash, addressSealed }: OptInRow): string =>
  open(key, place(shopId as ShopId, addressHash), addressSealed);

export interface NewOptIn {
  quizId: number;
  responseId: string;
  profileId: number | null;
  address: string;
  clientHash: string | null;
  language: string;
  wording: { hash: string; text: string };
  mailId: string;
  createdAt: Date;
}

/** Once per walk and address; undefined when it is there already. */
export async function addOptIn(tx: Tx, shop: ShopId, key: Key, wish: NewOptIn): Promise<number | undefined> {
  const { address, wording, ...rest } = wish;
  const addressHash = addressHashOf(key, address);
  const same = { shopId: shop, responseId: wish.responseId, addressHash };
  if ((await tx.optIn.findUnique({ where: { shopId_responseId_addressHash: same }, select: { id: true } })) !== null) {
    return undefined;
  }
  const wordingKey = { shopId: shop, hash: wording.hash };
  await tx.wording.upsert({
    where: { shopId_hash: wordingKey },
    create: { ...wordingKey, text: wording.text, language: wish.language },
    update: {},
  });
  const addressSealed = seal(key, place(shop, addressHash), address.trim());
  const data = { ...rest, shopId: shop, addressHash, addressSealed, wordingHash: wording.hash };
  return (await tx.optIn.create({ data, select: { id: true } })).id;
}

export async function findOptIn(tx: Tx, shop: ShopId, id: number): Promise<OptInRow | undefined> {
  return (await tx.optIn.findFirst({ where: { shopId: shop, id } })) ?? undefined;
}

/** The token in the mail is the only way in; it is known by its hash. */
export async function findByToken(tx: Tx, tokenHash: string): Promise<OptInRow | undefined> {
  return (await tx.optIn.findUnique({ where: { tokenHash } })) ?? undefined;
}

export async function saveOptIn(
  tx: Tx,
  shop: ShopId,
  id: number,
  change: Prisma.OptInUncheckedUpdateManyInput,
): Promise<void> {
  await tx.optIn.updateMany({ where: { shopId: shop, id }, data: change });
}

export async function countSent(tx: Tx, shop: ShopId, optIn: OptInRow, now: Date): Promise<Sent> {
  const since = (ms: number) => ({ gt: new Date(now.getTime() - ms) });
  const { addressHash, clientHash } = optIn;
  const sent = { shopId: shop, id: { not: optIn.id } };
  return {
    toAddress: await tx.optIn.count({ where: { ...sent, addressHash, sentAt: since(DAY_MS) } }),
    fromClient:
      clientHash === null ? 0 : await tx.optIn.count({ where: { ...sent, clientHash, sentAt: since(DAY_MS) } }),
    ofShop: await tx.optIn.count({ where: { ...sent, sentAt: since(HOUR_MS) } }),
  };
}

/** Hash of the address that this profile confirmed last. */
export async function findConfirmedAddress(tx: Tx, shop: ShopId, profileId: number): Promise<string | undefined> {
  const row = await tx.optIn.findFirst({
    where: { shopId: shop, profileId, confirmedAt: { not: null } },
    orderBy: { confirmedAt: "desc" },
    select: { addressHash: true },
  });
  return row?.addressHash;
}

/** Who confirmed an address that is, or was, this customer's. */
export async function profilesThatConfirmed(
  tx: Tx,
  shop: ShopId,
  key: Key,
  { customerId, address }: { customerId: string; address: string | undefined },
): Promise<number[]> {
  const owner = [{ customerId }, ...(address === undefined ? [] : [{ addressHash: addressHashOf(key, address) }])];
  const rows = await tx.optIn.findMany({
    where: { shopId: shop, confirmedAt: { not: null }, OR: owner },
    select: { profileId: true },
  });
  return rows.flatMap(({ profileId }) => profileId ?? []);
}

/** Who confirmed one of these addresses: so many at most. */
export async function profilesAt(
  tx: Tx,
  shop: ShopId,
  addressHashes: readonly string[],
  most: number,
): Promise<number[]> {
  const rows = await tx.optIn.findMany({
    where: { shopId: shop, addressHash: { in: [...addressHashes] }, profileId: { not: null } },
    select: { profileId: true },
    take: most,
  });
  return rows.flatMap(({ profileId }) => profileId ?? []);
}

export async function findWording(tx: Tx, shop: ShopId, hash: string): Promise<string> {
  const row = await tx.wording.findUnique({ where: { shopId_hash: { shopId: shop, hash } }, select: { text: true } });
  return row?.text ?? "";
}

/** For the merchant: how it went in the last 30 days. */
export async function countOptIns(tx: Tx, shop: ShopId, now: Date) {
  const createdAt = { gt: new Date(now.getTime() - 30 * DAY_MS) };
  const of = (where: object) => tx.optIn.count({ where: { shopId: shop, createdAt, ...where } });
  return {
    sent: await of({ sentAt: { not: null } }),
    confirmed: await of({ confirmedAt: { not: null } }),
    heldBack: await of({ state: "capped" }),
    failed: await of({ state: "failed" }),
  };
}
