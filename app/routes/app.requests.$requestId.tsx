import type { LoaderFunctionArgs } from "@remix-run/node";
import { clock, db, keys } from "../db.server.ts";
import { idFrom, orRefuse, requireMerchant } from "../merchant.server.ts";
import { takeAccessFile } from "../privacy/take-access-file.server.ts";

/** What a customer asked to see, for the merchant to pass on. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop, staff } = await requireMerchant(request);
  const id = idFrom(params.requestId, "This file");
  const taken = { requestId: id, who: staff };
  const body = await orRefuse(takeAccessFile({ db, clock, masterKey: keys.master }, shop, taken));
  return new Response(body, {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": `attachment; filename="candor-data-request-${id}.json"`,
      "Cache-Control": "no-store",
    },
  });
}
