import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import type { ConsentState, Purpose } from "./consent.ts";

export interface ProfileRow {
  id: number;
  customerId: string | null;
  consent: ConsentState;
}

const columns = { id: true, customerId: true, consent: true, mergedIntoId: true } as const;
type Row = { id: number; customerId: string | null; consent: string; mergedIntoId: number | null };
const toProfile = (row: Row): ProfileRow => ({
  id: row.id,
  customerId: row.customerId,
  consent: row.consent as ConsentState,
});

/** Raw: every arrival passes here. */
async function findRow(tx: Tx, where: string, ...values: (number | string)[]): Promise<Row | undefined> {
  const text = `SELECT "id", "customerId", "consent", "mergedIntoId" FROM "Profile" WHERE ${where}`;
  return (await tx.$queryRawUnsafe<Row[]>(text, ...values))[0];
}

/** Follows the pointers of merges. */
export async function findProfile(tx: Tx, shop: ShopId, profileId: number): Promise<ProfileRow | undefined> {
  const row = await findRow(tx, `"shopId" = ? AND "id" = ?`, shop, profileId);
  if (row === undefined) return undefined;
  return row.mergedIntoId === null ? toProfile(row) : findProfile(tx, shop, row.mergedIntoId);
}

export async function findProfileOfCustomer(tx: Tx, shop: ShopId, customerId: string): Promise<ProfileRow | undefined> {
  const found = await findRow(tx, `"shopId" = ? AND "customerId" = ?`, shop, customerId);
  // Two customers that Shopify made one: the former number may still be named.
  if (found !== undefined && found.mergedIntoId !== null) return findProfile(tx, shop, found.mergedIntoId);
  return found && toProfile(found);
}

/** The profile of a Shopify customer, made when missing. */
export async function profileOfCustomer(tx: Tx, shop: ShopId, customerId: string, now: Date): Promise<ProfileRow> {
  const found = await findProfileOfCustomer(tx, shop, customerId);
  if (found !== undefined) return found;
  return toProfile(await tx.profile.create({ data: { shopId: shop, customerId, createdAt: now }, select: columns }));
}

/** The profile behind a browser that agreed to be remembered. */
export async function findProfileOfVisitor(tx: Tx, shop: ShopId, visitorId: string): Promise<ProfileRow | undefined> {
  const [visitor] = await tx.$queryRawUnsafe<{ profileId: number }[]>(
    `SELECT "profileId" FROM "Visitor" WHERE "shopId" = ? AND "id" = ?`,
    shop,
    visitorId,
  );
  return visitor && findProfile(tx, shop, visitor.profileId);
}

export async function createAnonymousProfile(
  tx: Tx,
  shop: ShopId,
  now: Date,
  kind: "shopper" | "test" = "shopper",
): Promise<ProfileRow> {
  return toProfile(await tx.profile.create({ data: { shopId: shop, kind, createdAt: now }, select: columns }));
}

export async function pointVisitorTo(
  tx: Tx,
  shop: ShopId,
  visitorId: string,
  profileId: number,
  now: Date,
): Promise<void> {
  await tx.$executeRawUnsafe(
    `INSERT INTO "Visitor" ("shopId", "id", "profileId", "createdAt") VALUES (?, ?, ?, ?)
     ON CONFLICT ("shopId", "id") DO UPDATE SET "profileId" = excluded."profileId" WHERE "profileId" <> excluded."profileId"`,
    ...[shop, visitorId, profileId, now],
  );
}

export interface ConsentEntry {
  purpose: Purpose;
  state: "granted" | "withdrawn";
  wording: { hash: string; text: string; language: string } | null;
  place: string;
  identity: "visitor" | "customer" | "email";
  answerId: string | null;
  at: Date;
}

/** Whether the ledger has what this answer said. */
export async function isInLedger(tx: Tx, shop: ShopId, answerId: string): Promise<boolean> {
  const text = `SELECT "id" FROM "Consent" WHERE "shopId" = ? AND "answerId" = ?`;
  return (await tx.$queryRawUnsafe<unknown[]>(text, shop, answerId)).length > 0;
}

/** Appends to the ledger (an answer counts once) and moves the profile's newest state. Returns whether anything was new. */
export async function appendConsent(tx: Tx, shop: ShopId, profileId: number, entry: ConsentEntry): Promise<boolean> {
  const { wording } = entry;
  if (entry.answerId !== null && (await isInLedger(tx, shop, entry.answerId))) return false;
  if (wording !== null) {
    const key = { shopId: shop, hash: wording.hash };
    await tx.wording.upsert({ where: { shopId_hash: key }, create: { shopId: shop, ...wording }, update: {} });
  }
  await tx.consent.create({
    data: {
      shopId: shop,
      profileId,
      purpose: entry.purpose,
      state: entry.state,
      wordingHash: wording?.hash ?? null,
      language: wording?.language ?? null,
      place: entry.place,
      identity: entry.identity,
      answerId: entry.answerId,
      at: entry.at,
    },
  });
  await refreshConsent(tx, shop, profileId);
  return true;
}

/** The newest word on one purpose. */
export async function findNewestConsent(
  tx: Tx,
  shop: ShopId,
  profileId: number,
  purpose: Purpose,
): Promise<{ state: ConsentState; at: Date } | undefined> {
  const newest = await tx.consent.findFirst({
    where: { shopId: shop, profileId, purpose },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    select: { state: true, at: true },
  });
  return newest === null ? undefined : { state: newest.state as ConsentState, at: newest.at };
}

/** The projection of the ledger's newest entry onto the profile. */
export async function refreshConsent(tx: Tx, shop: ShopId, profileId: number): Promise<ConsentState> {
  const consent = (await findNewestConsent(tx, shop, profileId, "personalise"))?.state ?? "none";
  await tx.profile.updateMany({ where: { shopId: shop, id: profileId }, data: { consent } });
  return consent;
}

/** What a withdrawal ends at once: told traits and visitors go, responses stay as nobody's. The ledger remains as evidence. */
export async function forgetTold(tx: Tx, shop: ShopId, profileId: number): Promise<void> {
  const where = { shopId: shop, profileId };
  await tx.trait.deleteMany({ where });
  await tx.visitor.deleteMany({ where });
  await tx.askRecord.deleteMany({ where });
  await tx.quizResponse.updateMany({ where, data: { profileId: null } });
}
