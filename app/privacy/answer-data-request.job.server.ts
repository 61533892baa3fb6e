import type { JobRun } from "../platform/job.ts";
import { seal } from "../platform/secret.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { dataKeyOf } from "../shop/shop.store.server.ts";
import { collectPerson } from "./access-file.store.server.ts";
import { filePlace, findOpenRequest, finishRequest } from "./compliance.store.server.ts";

/** Shopify's numbers are too long for JSON's. */
const plain = (_: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);

/** customers/data_request: makes the access file (every personal column), sealed until the merchant fetches it in Settings. */
export async function answerDataRequest(run: JobRun<"answer-data-request">, masterKey: Key): Promise<void> {
  const request = await findOpenRequest(run.read, run.payload.requestId);
  if (request?.receipt.customerId === undefined) return;
  const { customerId, addressHash, phoneHashes } = request.receipt;
  const key = await dataKeyOf(run.read, run.shop, masterKey);
  const { file, counts } = await collectPerson(run.read, run.shop, { customerId, addressHash, phoneHashes }, key);
  const fileSealed = seal(key, filePlace(request.id), JSON.stringify(file, plain));
  await run.transaction((tx) =>
    finishRequest(tx, request.id, { receipt: { customerId, counts }, fileSealed, at: run.clock() }),
  );
}
