import type { ShopId } from "../contract/shop.ts";
import { dayText } from "../platform/date-text.ts";
import type { Tx } from "../platform/db.server.ts";
import type { Keep } from "../platform/keep-costly.ts";
import { describe } from "../segment/describe.ts";
import { countCustomersOf } from "../segment/members.store.server.ts";
import { segmentPage, segmentProgress } from "../segment/view-segments.server.ts";
import { readVocabulary } from "../segment/vocabulary.store.server.ts";

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

interface SegmentShop {
  id: ShopId;
  timezone: string;
}

/** One segment's page: its rule in words, progress, and a page of its people. `counting`, `keep`: a large one takes a while to count. */
export async function loadSegment(
  tx: Tx,
  { counting, keep }: { counting: Tx; keep: Keep },
  shop: SegmentShop,
  segmentId: number,
  after: number,
) {
  const { segment, members, next } = await segmentPage(tx, shop.id, segmentId, after);
  const vocabulary = await readVocabulary(tx, shop.id, [segment.rule]);
  return {
    id: segment.id,
    name: segment.name,
    tag: segment.tag,
    people: segment.people,
    customers: await keep(`customers ${shop.id} ${segmentId}`, () => countCustomersOf(counting, shop.id, segmentId)),
    upToDate: segment.upToDate,
    hasNative: segment.nativeSegmentId !== null,
    sentence: sentence(describe(segment.rule, vocabulary)),
    progress: await segmentProgress(tx, shop.id, segmentId),
    members: members.map(({ profileId, customerId, orderCount, since }) => ({
      profileId: Number(profileId),
      customerId,
      orderCount: Number(orderCount),
      since: since === undefined ? undefined : dayText(new Date(Number(since)), shop.timezone),
    })),
    next,
  };
}
