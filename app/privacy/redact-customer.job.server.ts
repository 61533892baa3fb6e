import type { JobRun } from "../platform/job.ts";
import { tombstoneOf } from "../profile/tombstone.store.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { dataKeyOf } from "../shop/shop.store.server.ts";
import { addTombstone, findOpenRequest, finishRequest, forgetFilesOf } from "./compliance.store.server.ts";
import { erasePerson, truncateLog } from "./erasure.store.server.ts";
import { profilesOf } from "./person-traces.store.server.ts";

/** customers/redact: one transaction over all tables, a tombstone that keeps them out, then the log is cut. Safe to repeat. */
export async function redactCustomer(run: JobRun<"redact-customer">, tombstoneKey: Key, masterKey: Key): Promise<void> {
  await run.transaction(async (tx) => {
    const request = await findOpenRequest(tx, run.payload.requestId);
    if (request?.receipt.customerId === undefined) return;
    const { customerId, addressHash, phoneHashes } = request.receipt;
    const key = await dataKeyOf(tx, run.shop, masterKey);
    const { customerIds } = await profilesOf(tx, run.shop, customerId);
    const counts = await erasePerson(tx, run.shop, { customerId, addressHash, phoneHashes }, key);
    for (const id of customerIds) {
      await forgetFilesOf(tx, run.shop, id);
      await addTombstone(tx, run.shop, tombstoneOf(tombstoneKey, run.shop, id), run.clock());
    }
    await finishRequest(tx, request.id, { receipt: { counts }, at: run.clock() });
  });
  await truncateLog(run.read);
}
