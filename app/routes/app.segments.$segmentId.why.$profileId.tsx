import type { LoaderFunctionArgs } from "@remix-run/node";
import { clock, db } from "../db.server.ts";
import { idFrom, orRefuse, requireMerchant } from "../merchant.server.ts";
import { logAccess } from "../privacy/access-log.store.server.ts";
import { explainMembership } from "../segment/explain-membership.server.ts";

/** Why one person is in a segment, or not. Looking is written down. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop, staff } = await requireMerchant(request);
  const segmentId = idFrom(params.segmentId, "This segment");
  const profileId = idFrom(params.profileId, "This customer");
  const why = await orRefuse(explainMembership(db.read, clock, shop.id, segmentId, profileId));
  await db.transaction((tx) => logAccess(tx, shop.id, { who: staff, what: "why in segment", profileId }, clock()));
  return why;
}
