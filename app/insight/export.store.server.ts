import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import type { Scope } from "./scope.store.server.ts";

export interface WalkRow {
  id: string;
  versionId: string;
  placement: string;
  language: string;
  device: string | null;
  utmSource: string | null;
  utmMedium: string | null;
  utmCampaign: string | null;
  flag: string | null;
  test: boolean;
  startedAt: Date;
  finishedAt: Date | null;
  stoppedAt: string | null;
  outcomeId: string | null;
  answers: { id: string; questionId: string; options: string; textSealed: string | null }[];
}

export interface ExportRow extends WalkRow {
  /** Only of people who agreed to be remembered. */
  customerId: string | null;
  added: number;
}

/** A place in the order of start. */
export interface Place {
  startedAt: Date;
  id: string;
}

/** A page of walks in the order of their start, after or before a place. */
export async function walksPage(
  tx: Tx,
  shop: ShopId,
  { sql, params }: Scope,
  { place, newestFirst, limit }: { place: Place | undefined; newestFirst: boolean; limit: number },
): Promise<(WalkRow & { profileId: number | null })[]> {
  const [than, order] = newestFirst ? ["<", "DESC"] : [">", "ASC"];
  const beyond = place ? `AND (r."startedAt" ${than} ? OR (r."startedAt" = ? AND r."id" ${than} ?))` : "";
  const found = await tx.$queryRawUnsafe<{ id: string }[]>(
    `SELECT r."id" FROM "QuizResponse" r WHERE ${sql} ${beyond} ORDER BY r."startedAt" ${order}, r."id" ${order} LIMIT ?`,
    ...params,
    ...(place ? [place.startedAt, place.startedAt, place.id] : []),
    limit,
  );
  const rows = await tx.quizResponse.findMany({
    where: { shopId: shop, id: { in: found.map(({ id }) => id) } },
    include: {
      answers: { where: { onPath: true }, select: { id: true, questionId: true, options: true, textSealed: true } },
    },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return found.flatMap(({ id }) => byId.get(id) ?? []);
}

export async function exportPage(
  tx: Tx,
  shop: ShopId,
  scope: Scope,
  place: Place | undefined,
  limit: number,
): Promise<ExportRow[]> {
  const rows = await walksPage(tx, shop, scope, { place, newestFirst: false, limit });
  const ids = rows.map((row) => row.id);
  const profileIds = rows.flatMap((row) => row.profileId ?? []);
  const adds = await tx.cartAdd.groupBy({
    by: ["responseId"],
    where: { shopId: shop, responseId: { in: ids } },
    _count: true,
  });
  const profiles = await tx.profile.findMany({
    where: { shopId: shop, id: { in: profileIds }, consent: "granted" },
    select: { id: true, customerId: true },
  });
  const customers = new Map(profiles.map((profile) => [profile.id, profile.customerId]));
  const added = new Map(adds.map((add) => [add.responseId, add._count]));
  return rows.map(({ profileId, ...row }) => ({
    ...row,
    customerId: profileId === null ? null : (customers.get(profileId) ?? null),
    added: added.get(row.id) ?? 0,
  }));
}
