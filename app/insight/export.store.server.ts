import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";

export interface ExportRow {
  id: string;
  versionId: string;
  placement: string;
  language: string;
  startedAt: Date;
  finishedAt: Date | null;
  /** Only of people who agreed to be remembered. */
  customerId: string | null;
  answers: { id: string; questionId: string; options: string; textSealed: string | null }[];
  added: number;
}

/** A page of a quiz's responses in the order of their start, after (startedAt, id); tests are not among them. */
export async function exportPage(
  tx: Tx,
  shop: ShopId,
  quizId: number,
  after: { startedAt: Date; id: string } | undefined,
  limit: number,
): Promise<ExportRow[]> {
  const rows = await tx.quizResponse.findMany({
    where: {
      shopId: shop,
      quizId,
      test: false,
      ...(after && {
        OR: [{ startedAt: { gt: after.startedAt } }, { startedAt: after.startedAt, id: { gt: after.id } }],
      }),
    },
    orderBy: [{ startedAt: "asc" }, { id: "asc" }],
    take: limit,
    include: {
      answers: { where: { onPath: true }, select: { id: true, questionId: true, options: true, textSealed: true } },
    },
  });
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
