import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import type { Counts } from "./erasure.store.server.ts";
import { OF_A_WALK } from "./retention.store.server.ts";

/** Rows that one transaction takes by their key, and what hangs on them with them. */
interface Slice {
  /** Keys of what is still there: some milliseconds' worth. */
  keys: string;
  forget: readonly (readonly [table: string, which: string])[];
}

const KEYS = `(SELECT "value" FROM json_each(?))`;
/** `+`: by the row's own index; with many keys SQLite would rather go through all rows of the shop. */
const by = (column: string): string => `+"shopId" = ? AND "${column}" IN ${KEYS}`;
const ofShop = (table: string, column: string, limit: number): string =>
  `SELECT "${column}" AS "key" FROM "${table}" WHERE "shopId" = ? LIMIT ${limit}`;
const rowsOf = (table: string): Slice => ({ keys: ofShop(table, "id", 1_000), forget: [[table, by("id")]] });

const OF_A_PROFILE = ["Trait", "Consent", "Visitor", "Membership", "Recheck", "Purchase"];

/** What grows with shoppers. */
const SLICES: readonly Slice[] = [
  {
    keys: ofShop("QuizResponse", "id", 100),
    forget: [
      ...OF_A_WALK.map((table) => [table, `"shopId" = ? AND "responseId" IN ${KEYS}`] as const),
      ["QuizResponse", `"shopId" = ? AND "id" IN ${KEYS}`],
    ],
  },
  {
    keys: ofShop("Order", "id", 200),
    forget: [
      ["OrderLine", by("orderId")],
      ["Order", by("id")],
    ],
  },
  {
    keys: ofShop("Profile", "id", 100),
    forget: [...OF_A_PROFILE.map((table) => [table, by("profileId")] as const), ["Profile", by("id")]],
  },
  {
    keys: ofShop("PushedTag", "customerId", 500),
    forget: [["PushedTag", `"shopId" = ? AND "customerId" IN ${KEYS}`]],
  },
  rowsOf("AskRecord"),
  rowsOf("OptIn"),
  rowsOf("IncentiveCode"),
];

/** How many rows of each table went; none when all slices are done. */
export async function eraseSlice(tx: Tx, shop: ShopId): Promise<Counts> {
  for (const { keys, forget } of SLICES) {
    const rows = await tx.$queryRawUnsafe<{ key: number | string }[]>(keys, shop);
    if (rows.length > 0) return deleteAll(tx, shop, forget, JSON.stringify(rows.map(({ key }) => key)));
  }
  return {};
}

async function deleteAll(tx: Tx, shop: ShopId, forget: Slice["forget"], keys: string): Promise<Counts> {
  const counts: Counts = {};
  for (const [table, which] of forget) {
    counts[table] = Number(await tx.$executeRawUnsafe(`DELETE FROM "${table}" WHERE ${which}`, shop, keys));
  }
  return counts;
}

/** The rest of a shop but the compliance receipts, and the shop itself. Tables in the order that foreign keys ask for. */
export async function eraseShop(tx: Tx, shop: ShopId, domain: string): Promise<Counts> {
  const counts: Counts = {};
  for (const table of SHOP_TABLES) {
    counts[table] = Number(await tx.$executeRawUnsafe(`DELETE FROM "${table}" WHERE "shopId" = ?`, shop));
  }
  await tx.session.deleteMany({ where: { shop: domain } });
  await tx.shop.deleteMany({ where: { id: shop } });
  return counts;
}

/** Compared with the schema by a test, so that no table of a shop is forgotten. */
export const SHOP_TABLES = [
  "Answer",
  "CartAdd",
  "IncentiveClaim",
  "IncentiveCode",
  "Incentive",
  "OptIn",
  "PollVote",
  "PollTally",
  "AskRecord",
  "QuizResponse",
  "MergedRow",
  "Merge",
  "Trait",
  "TraitDefinition",
  "Consent",
  "Wording",
  "Visitor",
  "Membership",
  "Recheck",
  "Purchase",
  "PushedTag",
  "Segment",
  "OrderLine",
  "Order",
  "Variant",
  "Product",
  "QuizVersion",
  "Quiz",
  "SyncRun",
  "AccessLog",
  "Tombstone",
  "InboxDead",
  "Job",
  "Profile",
] as const;
