import { createReadableStreamFromReadable } from "@remix-run/node";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { clock, db, keys } from "../db.server.ts";
import { exportResponses } from "../insight/export-responses.server.ts";
import { filterFrom } from "../insight/filter.ts";
import { idFrom, orRefuse, requireMerchant } from "../merchant.server.ts";
import { logAccess } from "../privacy/access-log.store.server.ts";
import { dataKeyOf } from "../shop/shop.store.server.ts";

/** The responses of a quiz that the results page shows, as a file. Who took it is written down. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop, staff } = await requireMerchant(request);
  const id = idFrom(params.quizId, "This quiz");
  const key = await dataKeyOf(db.read, shop.id, keys.master);
  const filter = filterFrom(new URL(request.url).searchParams, clock(), shop.timezone);
  const body = await orRefuse(exportResponses(db.read, shop.id, id, filter, key));
  await db.transaction((tx) => logAccess(tx, shop.id, { who: staff, what: `export of quiz ${id}` }, clock()));
  return new Response(createReadableStreamFromReadable(body), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="candor-quiz-${id}.csv"`,
      "Cache-Control": "no-store",
    },
  });
}
