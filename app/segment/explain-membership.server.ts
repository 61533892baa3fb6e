import type { ShopId } from "../contract/shop.ts";
import type { Clock } from "../platform/clock.ts";
import type { Tx } from "../platform/db.server.ts";
import { notFound } from "../platform/refusal.ts";
import { readEvidence, readVerdicts } from "./evidence.store.server.ts";
import { explain, leavesOf } from "./explain.ts";
import type { Explanation, Finding } from "./explain.ts";
import { requireSegment } from "./segment.store.server.ts";
import { readVocabulary } from "./vocabulary.store.server.ts";

export interface MembershipExplanation {
  /** In the segment by its newest rule, at this moment. */
  member: boolean;
  /** False: test people, people who withdrew consent, and profiles that were joined to another are in no segment. */
  mayBeMember: boolean;
  explanation: Explanation;
}

/** Why somebody is in a segment, or not: down to the answer and the orders. */
export async function explainMembership(
  read: Tx,
  clock: Clock,
  shop: ShopId,
  segmentId: number,
  profileId: number,
): Promise<MembershipExplanation> {
  const { rule } = await requireSegment(read, shop, segmentId);
  const now = clock();
  const leaves = leavesOf(rule);
  const found = await readVerdicts(read, shop, profileId, leaves, now);
  if (found === undefined) throw notFound("This customer");
  const vocabulary = await readVocabulary(read, shop, [rule]);
  const findings: Finding[] = [];
  for (const [index, leaf] of leaves.entries()) {
    const verdict = found.verdicts[index]!;
    findings.push({ ...verdict, evidence: await readEvidence(read, shop, profileId, leaf, vocabulary, now) });
  }
  const explanation = explain(rule, findings, vocabulary);
  return { member: found.mayBeMember && explanation.holds, mayBeMember: found.mayBeMember, explanation };
}
