import type { LoaderFunctionArgs } from "@remix-run/node";
import { clock, db, keys } from "../db.server.ts";
import { idFrom, orRefuse, requireMerchant } from "../merchant.server.ts";
import { logAccess } from "../privacy/access-log.store.server.ts";
import { readAccessFile } from "../privacy/read-access-file.server.ts";
import { dataKeyOf } from "../shop/shop.store.server.ts";

/** What a customer asked to see, for the merchant to pass on. Who took it is written down. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop, staff } = await requireMerchant(request);
  const id = idFrom(params.requestId, "This file");
  const key = await dataKeyOf(db.read, shop.id, keys.master);
  const body = await orRefuse(readAccessFile(db.read, shop.domain, id, key));
  await db.transaction((tx) => logAccess(tx, shop.id, { who: staff, what: `file of data request ${id}` }, clock()));
  return new Response(body, {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": `attachment; filename="candor-data-request-${id}.json"`,
      "Cache-Control": "no-store",
    },
  });
}
