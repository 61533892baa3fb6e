import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { clock, db } from "../db.server.ts";
import { requireMerchant, tellJson } from "../merchant.server.ts";
import type { Merchant } from "../merchant.server.ts";
import { Refusal } from "../platform/refusal.ts";
import { parseRule } from "../segment/rule.ts";
import { requireSegment } from "../segment/segment.store.server.ts";
import { previewRule } from "../segment/view-segments.server.ts";

const Question = z.strictObject({ rule: z.unknown(), segmentId: z.number().int().min(0) });

async function preview({ shop }: Merchant, body: unknown) {
  const parsed = Question.safeParse(body);
  if (!parsed.success) throw new Refusal(422, "invalid_preview", "This rule cannot be counted.");
  const { rule, segmentId } = parsed.data;
  if (segmentId !== 0) await requireSegment(db.read, shop.id, segmentId);
  return previewRule(db.read, clock, shop.id, parseRule(rule), segmentId);
}

/** Who a rule would mean, before it is saved: count, first members, tags to write and how long that takes. */
export async function action({ request }: ActionFunctionArgs) {
  const merchant = await requireMerchant(request);
  return tellJson(request.json().then((body) => preview(merchant, body)));
}
