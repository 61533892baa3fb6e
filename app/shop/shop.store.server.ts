import type { Prisma } from "@prisma/client";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { keyFrom, mintKey, open, seal } from "../platform/secret.server.ts";
import type { Key } from "../platform/secret.server.ts";
import type { ParkedReason } from "../shopify/admin.ts";

export type Shop = Omit<Prisma.ShopGetPayload<object>, "id" | "dataKey"> & { id: ShopId };

const place = (domain: string) => `Shop.dataKey/${domain}`;

function toShop({ dataKey: _, ...row }: Prisma.ShopGetPayload<object>): Shop {
  return { ...row, id: row.id as ShopId };
}

/** The shop behind a domain that was proven by a signature or a token, whether installed or not. Raw: every webhook passes here. */
export async function findShop(tx: Tx, domain: string): Promise<Shop | undefined> {
  const [row] = await tx.$queryRawUnsafe<Prisma.ShopGetPayload<object>[]>(
    `SELECT * FROM "Shop" WHERE "domain" = ?`,
    domain,
  );
  return row && toShop(row);
}

/** Its number alone, which is what an arrival needs. */
export async function findShopId(tx: Tx, domain: string): Promise<ShopId | undefined> {
  const [row] = await tx.$queryRawUnsafe<{ id: ShopId }[]>(`SELECT "id" FROM "Shop" WHERE "domain" = ?`, domain);
  return row?.id;
}

export async function requireShop(tx: Tx, shop: ShopId): Promise<Shop> {
  return toShop(await tx.shop.findUniqueOrThrow({ where: { id: shop } }));
}

/** The key that encrypts this shop's personal columns. */
export async function dataKeyOf(tx: Tx, shop: ShopId, master: Key): Promise<Key> {
  const row = await tx.shop.findUniqueOrThrow({ where: { id: shop }, select: { domain: true, dataKey: true } });
  return keyFrom(Buffer.from(open(master, place(row.domain), row.dataKey), "base64"));
}

/** First install, or an install after an uninstall. Settings of an earlier install are kept until shop/redact. */
export async function saveInstall(tx: Tx, domain: string, scopes: string, master: Key, now: Date): Promise<Shop> {
  const dataKey = seal(master, place(domain), mintKey().export().toString("base64"));
  const row = await tx.shop.upsert({
    where: { domain },
    create: { domain, dataKey, scopes, installedAt: now },
    update: { scopes, parkedReason: null },
  });
  if (row.uninstalledAt === null) return toShop(row);
  return toShop(await tx.shop.update({ where: { domain }, data: { installedAt: now, uninstalledAt: null } }));
}

export async function saveUninstall(tx: Tx, shop: ShopId, now: Date): Promise<void> {
  await tx.shop.update({ where: { id: shop }, data: { uninstalledAt: now, parkedReason: "uninstalled" } });
}

/** Where an installed shop is, and why calls to it are paused, if they are. Undefined once it has left. */
export async function findReachable(
  tx: Tx,
  shop: ShopId,
): Promise<{ domain: string; parked: ParkedReason | null } | undefined> {
  const row = await tx.shop.findFirst({
    where: { id: shop, uninstalledAt: null },
    select: { domain: true, parkedReason: true },
  });
  return row === null ? undefined : { domain: row.domain, parked: row.parkedReason as ParkedReason | null };
}

export async function saveParked(tx: Tx, shop: ShopId, reason: ParkedReason): Promise<void> {
  await tx.shop.updateMany({ where: { id: shop, uninstalledAt: null }, data: { parkedReason: reason } });
}

export async function clearParked(tx: Tx, shop: ShopId): Promise<void> {
  await tx.shop.updateMany({ where: { id: shop, uninstalledAt: null }, data: { parkedReason: null } });
}

export type ShopFacts = Partial<Pick<Shop, "name" | "currency" | "timezone" | "scopes" | "parkedReason">>;
export type ShopSettings = Partial<
  Pick<Shop, "tagPrefix" | "showContacts" | "privacyFloor" | "marketingSync" | "askQuestions" | "askDays">
>;

export async function saveShop(tx: Tx, shop: ShopId, change: ShopFacts & ShopSettings): Promise<Shop> {
  return toShop(await tx.shop.update({ where: { id: shop }, data: change }));
}
