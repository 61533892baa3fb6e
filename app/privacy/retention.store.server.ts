import type { Tx } from "../platform/db.server.ts";

const DAY_MS = 86_400_000;

interface Kept {
  /** Table, and column where the row itself stays. */
  what: string;
  days: number;
  /** Keys of what is older than `?`, by an index. */
  older: string;
  /** Up to the keys. */
  forget: string;
}

/** Their index begins with the shop: one look for each. */
const ofEachShop = (table: string, days: number): Kept => ({
  what: table,
  days,
  older: `SELECT r."id" FROM "Shop" s CROSS JOIN "${table}" r ON r."shopId" = s."id" WHERE r."at" <= ?`,
  forget: `DELETE FROM "${table}" WHERE "id"`,
});

/** What goes by the clock alone. A test compares the days with those that the schema declares. */
export const KEPT: readonly Kept[] = [
  {
    what: "InboxDead",
    days: 30,
    older: `SELECT "seq" AS "id" FROM "InboxDead" WHERE "at" <= ?`,
    forget: `DELETE FROM "InboxDead" WHERE "seq"`,
  },
  {
    what: "ComplianceRequest.fileSealed",
    days: 30,
    older: `SELECT "id" FROM "ComplianceRequest" WHERE "fileSealed" IS NOT NULL AND "doneAt" <= ?`,
    // With the number by which the file would be found when the person is erased.
    forget: `UPDATE "ComplianceRequest" SET "fileSealed" = NULL, "receipt" = json_remove("receipt", '$.customerId') WHERE "id"`,
  },
  {
    what: "ComplianceRequest",
    days: 1_095,
    older: `SELECT "id" FROM "ComplianceRequest" WHERE "receivedAt" <= ?`,
    forget: `DELETE FROM "ComplianceRequest" WHERE "id"`,
  },
  ofEachShop("AccessLog", 365),
  ofEachShop("AskRecord", 400),
];

/** Across all shops; returns how many went. */
export async function forgetOlder(tx: Tx, { days, older, forget }: Kept, now: Date, limit: number): Promise<number> {
  const since = new Date(now.getTime() - days * DAY_MS);
  const rows = await tx.$queryRawUnsafe<{ id: number | bigint }[]>(`${older} LIMIT ?`, since, limit);
  if (rows.length === 0) return 0;
  const ids = JSON.stringify(rows.map(({ id }) => Number(id)));
  await tx.$executeRawUnsafe(`${forget} IN (SELECT "value" FROM json_each(?))`, ids);
  return rows.length;
}
