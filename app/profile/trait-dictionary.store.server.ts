import type { Prisma } from "@prisma/client";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import type { TraitDefinition, TraitType } from "./trait-dictionary.ts";

type Row = Prisma.TraitDefinitionGetPayload<object>;

const toDefinition = (row: Row): TraitDefinition => ({
  key: row.key,
  name: row.name,
  type: row.type as TraitType,
  options: JSON.parse(row.options) as TraitDefinition["options"],
  purpose: row.purpose,
  retentionDays: row.retentionDays,
  freshDays: row.freshDays,
});

/** The shop's dictionary by name. */
export async function listTraits(tx: Tx, shop: ShopId): Promise<TraitDefinition[]> {
  const rows = await tx.traitDefinition.findMany({
    where: { shopId: shop },
    orderBy: [{ name: "asc" }, { key: "asc" }],
  });
  return rows.map(toDefinition);
}

export async function findTraits(tx: Tx, shop: ShopId, keys: readonly string[]): Promise<TraitDefinition[]> {
  const rows = await tx.$queryRawUnsafe<Row[]>(
    `SELECT * FROM "TraitDefinition" WHERE "shopId" = ? AND "key" IN (SELECT "value" FROM json_each(?))`,
    ...[shop, JSON.stringify(keys)],
  );
  return rows.map(toDefinition);
}

export async function saveTrait(tx: Tx, shop: ShopId, trait: TraitDefinition, now: Date): Promise<void> {
  const { key, options, ...rest } = trait;
  const data = { ...rest, options: JSON.stringify(options), updatedAt: now };
  const id = { shopId: shop, key };
  await tx.traitDefinition.upsert({ where: { shopId_key: id }, create: { ...id, ...data }, update: data });
}
