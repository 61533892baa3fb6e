import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";

const DAY_MS = 86_400_000;

type Due = number | string;

/** What goes after so many days. */
export interface Kept {
  /** Tables, and columns where the row itself stays. */
  what: readonly string[];
  days: number;
  /** Rows that go with each key, about: by so many fewer make up a slice. */
  weight?: number;
  /** Not every row is of a shop that is still there: one look for all of them. */
  ofAll?: true;
  /** Keys of what is due, by an index: of `k."shop"`, up to `k."since"`. */
  due: string;
  /** In this order; each takes the shop (unless `ofAll`) and the keys. */
  forget: readonly string[];
}

const KEYS = `(SELECT "value" FROM json_each(?))`;
/** `+`: with many numbers SQLite would rather go through all rows of the shop. */
const NUMBERED = `+"shopId" = ? AND "id" IN ${KEYS}`;
const OF_WALKS = `"shopId" = ? AND "responseId" IN ${KEYS}`;

const rowsOf = (table: string, days: number, at = "at"): Kept => ({
  what: [table],
  days,
  due: `SELECT r."id" AS "key" FROM k CROSS JOIN "${table}" r WHERE r."shopId" = k."shop" AND r."${at}" <= k."since"`,
  forget: [`DELETE FROM "${table}" WHERE ${NUMBERED}`],
});

/** Tables that go with the walk they belong to. A test compares with the schema. */
export const OF_A_WALK = ["Answer", "CartAdd", "PollVote", "IncentiveClaim"] as const;

/** What goes by the clock alone. A test compares with all that the schema declares. */
export const KEPT: readonly Kept[] = [
  {
    what: ["InboxDead"],
    days: 30,
    ofAll: true,
    due: `SELECT r."seq" AS "key" FROM k CROSS JOIN "InboxDead" r WHERE r."at" <= k."since"`,
    forget: [`DELETE FROM "InboxDead" WHERE "seq" IN ${KEYS}`],
  },
  {
    what: ["ComplianceRequest.fileSealed"],
    days: 30,
    ofAll: true,
    due: `SELECT r."id" AS "key" FROM k CROSS JOIN "ComplianceRequest" r WHERE r."fileSealed" IS NOT NULL AND r."doneAt" <= k."since"`,
    // With the number by which the file would be found when the person is erased.
    forget: [
      `UPDATE "ComplianceRequest" SET "fileSealed" = NULL, "receipt" = json_remove("receipt", '$.customerId') WHERE "id" IN ${KEYS}`,
    ],
  },
  {
    what: ["ComplianceRequest"],
    days: 1_095,
    ofAll: true,
    due: `SELECT r."id" AS "key" FROM k CROSS JOIN "ComplianceRequest" r WHERE r."receivedAt" <= k."since"`,
    forget: [`DELETE FROM "ComplianceRequest" WHERE "id" IN ${KEYS}`],
  },
  rowsOf("AccessLog", 365),
  rowsOf("AskRecord", 400),
  // Never one that is owed to somebody: those are not set aside.
  { ...rowsOf("Job", 30, "deadAt"), what: ["Job.deadAt", "Job.error"] },
  {
    what: ["OptIn.clientHash", "OptIn.tokenHash"],
    days: 30,
    due: `SELECT r."id" AS "key" FROM k CROSS JOIN "OptIn" r WHERE r."shopId" = k."shop" AND r."createdAt" <= k."since"
      AND (r."confirmedAt" IS NULL OR r."clientHash" > '' OR r."tokenHash" > '')`,
    weight: 4,
    // Of an address that was confirmed only the way there goes. Of any other all of it, and out of the walk's answer too.
    forget: [
      `WITH typed AS (SELECT "shopId", "responseId", "addressHash" FROM "OptIn" WHERE ${NUMBERED} AND "confirmedAt" IS NULL)
       UPDATE "Answer" SET "options" = 'null', "textSealed" = NULL, "contactHash" = NULL FROM typed
       WHERE "Answer"."shopId" = typed."shopId" AND "Answer"."responseId" = typed."responseId" AND +"Answer"."contactHash" = typed."addressHash"`,
      `DELETE FROM "OptIn" WHERE ${NUMBERED} AND "confirmedAt" IS NULL`,
      `UPDATE "OptIn" SET "clientHash" = NULL, "tokenHash" = NULL WHERE ${NUMBERED}`,
    ],
  },
  {
    what: ["IncentiveClaim.clientHash"],
    days: 30,
    due: `SELECT r."responseId" AS "key" FROM k CROSS JOIN "IncentiveClaim" r
      WHERE r."shopId" = k."shop" AND r."clientHash" > '' AND r."at" <= k."since"`,
    forget: [`UPDATE "IncentiveClaim" SET "clientHash" = NULL WHERE ${OF_WALKS}`],
  },
  {
    what: ["Order.checkoutToken"],
    days: 90,
    due: `SELECT r."id" AS "key" FROM k CROSS JOIN "Order" r WHERE r."shopId" = k."shop" AND r."processedAt" <= k."since" AND r."checkoutToken" > ''`,
    forget: [`UPDATE "Order" SET "checkoutToken" = NULL WHERE ${NUMBERED}`],
  },
  {
    what: ["Order.responseId"],
    days: 730,
    due: `SELECT r."id" AS "key" FROM k CROSS JOIN "Order" r
      WHERE r."shopId" = k."shop" AND r."processedAt" <= k."since" AND r."responseId" > ''`,
    forget: [`UPDATE "Order" SET "responseId" = NULL WHERE ${NUMBERED}`],
  },
  {
    what: ["QuizResponse"],
    days: 730,
    weight: 8,
    // An index says when it began; hardly any goes on for long after that.
    due: `SELECT r."id" AS "key" FROM k CROSS JOIN "Quiz" q CROSS JOIN "QuizResponse" r
      WHERE q."shopId" = k."shop" AND r."shopId" = k."shop" AND r."quizId" = q."id" AND r."startedAt" <= k."since" AND r."updatedAt" <= k."since"`,
    forget: [
      ...OF_A_WALK.map((table) => `DELETE FROM "${table}" WHERE ${OF_WALKS}`),
      `DELETE FROM "QuizResponse" WHERE "shopId" = ? AND "id" IN ${KEYS}`,
    ],
  },
];

export async function allShops(tx: Tx): Promise<ShopId[]> {
  return (await tx.shop.findMany({ select: { id: true } })).map(({ id }) => id as ShopId);
}

/** `shop` is not looked at for what is `ofAll`. */
export async function findDue(tx: Tx, shop: ShopId, { days, due }: Kept, now: Date, limit: number) {
  const since = new Date(now.getTime() - days * DAY_MS);
  const text = `WITH k AS (SELECT ? AS "shop", ? AS "since") ${due} LIMIT ?`;
  const rows = await tx.$queryRawUnsafe<{ key: Due }[]>(text, shop, since, limit);
  return rows.map(({ key }) => key);
}

/** One slice of `limit` rows, about. Returns how many keys went, and whether there may be more. */
export async function forgetDue(tx: Tx, shop: ShopId, kept: Kept, now: Date, limit: number) {
  const most = Math.ceil(limit / (kept.weight ?? 1));
  const keys = await findDue(tx, shop, kept, now, most);
  const values = [...(kept.ofAll ? [] : [shop]), JSON.stringify(keys)];
  if (keys.length > 0) for (const text of kept.forget) await tx.$executeRawUnsafe(text, ...values);
  return { gone: keys.length, more: keys.length === most };
}
