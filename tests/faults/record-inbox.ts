import { createInboxReader } from "../../app/platform/inbox-reader.server.ts";
import { openDatabase } from "../../app/platform/db.server.ts";
import type { Database } from "../../app/platform/db.server.ts";
import { createLog } from "../../app/platform/log.server.ts";
import { deriveKey } from "../../app/platform/secret.server.ts";
import { arrivalRecorder } from "../../app/response/record-arrival.server.ts";

/** Records what waits in the inbox, as the worker does. `watch`: puts itself between the recording and the database. */
export async function recordInbox(
  files: { file: string; inboxFile: string },
  candorSecret: string,
  watch: (db: Database) => Database = (db) => db,
): Promise<void> {
  const masterKey = deriveKey(candorSecret, "shop data keys");
  const db = await openDatabase(files.file);
  const reader = createInboxReader({
    db: watch(db),
    inboxFile: files.inboxFile,
    key: masterKey,
    log: createLog("error"),
    recorders: { response: arrivalRecorder(masterKey), webhook: () => Promise.resolve() },
  });
  await reader.recordBatch();
  reader.close();
  await db.close();
}
