import type { Question } from "../contract/question.ts";
import type { ShopId } from "../contract/shop.ts";
import { isMailable } from "../optin/opt-in.ts";
import { addressHashOf } from "../optin/opt-in.store.server.ts";
import type { Tx } from "../platform/db.server.ts";
import { blindIndex } from "../platform/secret.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { phoneForms } from "./phone.ts";

/** All under which this number may have been kept. */
export const phoneHashesOf = (key: Key, phone: string): string[] =>
  phoneForms(phone).map((form) => blindIndex(key, `phone/${form}`));

/** Own words that are an e-mail address or a phone number are found by it when its owner asks, though they lie sealed. */
export function contactHashOf(key: Key, type: Question["type"], words: string): string | null {
  if (type === "phone") return phoneHashesOf(key, words)[0] ?? null;
  return isMailable(words.trim()) ? addressHashOf(key, words) : null;
}

const SPELLING = `"shopId" = ? AND "contactHash" IN (SELECT "value" FROM json_each(?))`;

/** The answers that consist of one of these, in whose walk soever. There is an index over such answers alone. */
export function answersSpelling(
  tx: Tx,
  shop: ShopId,
  contactHashes: readonly string[],
): Promise<{ id: string; responseId: string; textSealed: string; at: Date }[]> {
  return tx.$queryRawUnsafe(
    `SELECT "id", "responseId", "textSealed", "at" FROM "Answer" WHERE ${SPELLING}`,
    shop,
    JSON.stringify(contactHashes),
  );
}

/** Who, under their consent, typed one of these as a whole: so many at most. */
export async function profilesSpelling(
  tx: Tx,
  shop: ShopId,
  contactHashes: readonly string[],
  most: number,
): Promise<number[]> {
  const rows = await tx.$queryRawUnsafe<{ profileId: number | bigint }[]>(
    `SELECT DISTINCT r."profileId" FROM "Answer" a JOIN "QuizResponse" r ON r."shopId" = a."shopId" AND r."id" = a."responseId"
     WHERE a."shopId" = ? AND a."contactHash" IN (SELECT "value" FROM json_each(?)) AND r."profileId" IS NOT NULL LIMIT ?`,
    shop,
    JSON.stringify(contactHashes),
    most,
  );
  return rows.map(({ profileId }) => Number(profileId));
}

/** As if they had been skipped: the walk leads where it led, and what is told once more does not bring them back. Returns how many. */
export function emptyAnswersSpelling(tx: Tx, shop: ShopId, contactHashes: readonly string[]): Promise<number> {
  return tx.$executeRawUnsafe(
    `UPDATE "Answer" SET "options" = 'null', "textSealed" = NULL, "contactHash" = NULL
     WHERE ${SPELLING}`,
    shop,
    JSON.stringify(contactHashes),
  );
}
