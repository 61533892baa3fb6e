import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import type { ComplianceTopic, Receipt } from "./compliance.ts";

export interface ComplianceRow {
  id: number;
  shopDomain: string;
  topic: ComplianceTopic;
  receipt: Receipt;
  doneAt: Date | null;
  receivedAt: Date;
}

/** Once per webhook id; returns undefined when it was known. */
export async function addRequest(
  tx: Tx,
  request: { shopDomain: string; topic: ComplianceTopic; webhookId: string; receipt: Receipt; at: Date },
): Promise<number | undefined> {
  const { shopDomain, topic, webhookId, receipt, at } = request;
  const known = await tx.complianceRequest.findUnique({ where: { webhookId }, select: { id: true } });
  if (known !== null) return undefined;
  const data = { shopDomain, topic, webhookId, receipt: JSON.stringify(receipt), receivedAt: at };
  return (await tx.complianceRequest.create({ data, select: { id: true } })).id;
}

/** Undefined when it is done, or so old that its row has gone: there is nothing left to do, however long its job was tried. */
export async function findOpenRequest(tx: Tx, id: number): Promise<ComplianceRow | undefined> {
  const row = await tx.complianceRequest.findUnique({ where: { id } });
  if (row === null || row.doneAt !== null) return undefined;
  return { ...row, topic: row.topic as ComplianceTopic, receipt: JSON.parse(row.receipt) as Receipt };
}

/** It is being done, in more than one transaction. */
export async function noteProgress(tx: Tx, id: number, receipt: Receipt): Promise<void> {
  await tx.complianceRequest.update({ where: { id }, data: { receipt: JSON.stringify(receipt) } });
}

export async function finishRequest(
  tx: Tx,
  id: number,
  done: { receipt: Receipt; fileSealed?: string; at: Date },
): Promise<void> {
  const { receipt, fileSealed, at } = done;
  await tx.complianceRequest.update({
    where: { id },
    data: { receipt: JSON.stringify(receipt), doneAt: at, ...(fileSealed === undefined ? {} : { fileSealed }) },
  });
}

/** Files that were made for somebody who is erased go with them, and their number on the receipts. */
export async function forgetFilesOf(tx: Tx, shop: ShopId, customerId: string): Promise<void> {
  await tx.$executeRawUnsafe(
    `UPDATE "ComplianceRequest" SET "fileSealed" = NULL, "receipt" = json_remove("receipt", '$.customerId')
     WHERE "shopDomain" = (SELECT "domain" FROM "Shop" WHERE "id" = ?) AND "doneAt" IS NOT NULL AND json_extract("receipt", '$.customerId') = ?`,
    shop,
    customerId,
  );
}

/** Where a sealed file belongs. */
export const filePlace = (id: number): string => `ComplianceRequest.fileSealed/${id}`;

/** The sealed file that answers a request of this shop, while it is kept, and whose it is. */
export async function findFile(
  tx: Tx,
  shopDomain: string,
  id: number,
): Promise<{ sealed: string; customerId: string | undefined } | undefined> {
  const select = { fileSealed: true, receipt: true } as const;
  const row = await tx.complianceRequest.findFirst({ where: { shopDomain, id }, select });
  if (row === null || row.fileSealed === null) return undefined;
  return { sealed: row.fileSealed, customerId: (JSON.parse(row.receipt) as Receipt).customerId };
}

/** The merchant has the file: its receipt goes on to prove it. */
export async function noteTaken(tx: Tx, shopDomain: string, id: number, at: Date): Promise<void> {
  await tx.$executeRawUnsafe(
    `UPDATE "ComplianceRequest" SET "receipt" = json_set("receipt", '$.takenAt', ?) WHERE "shopDomain" = ? AND "id" = ?`,
    at.getTime(),
    shopDomain,
    id,
  );
}

/** The newest fifty, and whether there is a file to fetch: never the files themselves. */
export async function listRequests(
  tx: Tx,
  shopDomain: string,
): Promise<(Omit<ComplianceRow, "shopDomain"> & { hasFile: boolean })[]> {
  const rows = await tx.complianceRequest.findMany({
    where: { shopDomain },
    orderBy: { id: "desc" },
    take: 50,
    select: { id: true, topic: true, receipt: true, doneAt: true, receivedAt: true },
  });
  const where = { shopDomain, id: { in: rows.map(({ id }) => id) }, fileSealed: { not: null } };
  const withFile = new Set((await tx.complianceRequest.findMany({ where, select: { id: true } })).map(({ id }) => id));
  return rows.map((row) => ({
    ...row,
    topic: row.topic as ComplianceTopic,
    receipt: JSON.parse(row.receipt) as Receipt,
    hasFile: withFile.has(row.id),
  }));
}

export async function addTombstone(tx: Tx, shop: ShopId, customerHash: string, at: Date): Promise<void> {
  const key = { shopId: shop, customerHash };
  await tx.tombstone.upsert({ where: { shopId_customerHash: key }, create: { ...key, at }, update: {} });
}
