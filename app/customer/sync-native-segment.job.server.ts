import type { JobRun } from "../platform/job.ts";
import { SetAside } from "../platform/job.ts";
import { findAnySegment, saveNativeSegment } from "../segment/segment.store.server.ts";
import { tagOf } from "../segment/tag.ts";
import type { AdminFor } from "../shop/shop-admin.server.ts";
import { requireShop } from "../shop/shop.store.server.ts";
import type { AdminClient } from "../shopify/admin.ts";
import { fromGid, toGid } from "../shopify/gid.ts";
import {
  CreateNativeSegment,
  DeleteNativeSegment,
  FindNativeSegments,
  UpdateNativeSegment,
} from "./customer.documents.ts";

type Run = JobRun<"sync-native-segment">;

interface NativeSegment {
  name: string;
  query: string;
}

/** Shopify's query for the people who carry the tag. */
const nativeQuery = (tag: string): string =>
  `customer_tags CONTAINS '${tag.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

const words = (userErrors: { message: string }[]) => userErrors.map((error) => error.message).join(" ");

/** Keeps one of Shopify's own segments beside ours: made, renamed or deleted with it, and deleted when all tags come off. */
export async function syncNativeSegment(run: Run, adminFor: AdminFor): Promise<void> {
  const segment = await findAnySegment(run.read, run.shop, run.payload.segmentId);
  if (segment === undefined) return;
  const { tagPrefix, tagsOffAt } = await requireShop(run.read, run.shop);
  const admin = await adminFor(run.shop);
  const wanted = { name: `Candor: ${segment.name}`, query: nativeQuery(tagOf(tagPrefix, segment.slug)) };
  const known = segment.nativeSegmentId;
  if (segment.deletedAt !== null || tagsOffAt !== null) {
    if (known !== null) await remove(run, admin, known);
    return;
  }
  if (known !== null && (await update(run, admin, known, wanted))) return;
  const id = (await find(run, admin, wanted.query)) ?? (await create(run, admin, wanted, segment.slug));
  await run.transaction((tx) => saveNativeSegment(tx, run.shop, segment.id, id));
}

async function remove(run: Run, admin: AdminClient, known: string): Promise<void> {
  // Somebody may have deleted it already: gone is gone.
  await admin.request(DeleteNativeSegment, { id: toGid("Segment", known) }, { signal: run.signal });
  await run.transaction((tx) => saveNativeSegment(tx, run.shop, run.payload.segmentId, null));
}

/** False when Shopify no longer has it. */
async function update(run: Run, admin: AdminClient, known: string, wanted: NativeSegment): Promise<boolean> {
  const variables = { id: toGid("Segment", known), ...wanted };
  const { data } = await admin.request(UpdateNativeSegment, variables, { signal: run.signal });
  return data.segmentUpdate?.segment != null;
}

/** One with our query is ours: made by a call whose reply was lost. */
async function find(run: Run, admin: AdminClient, query: string): Promise<string | undefined> {
  let after: string | null = null;
  for (;;) {
    const reply = await nativePage(run, admin, after);
    const same = reply.nodes.find((node) => node.query === query);
    if (same !== undefined) return fromGid("Segment", same.id);
    if (!reply.pageInfo.hasNextPage) return undefined;
    after = reply.pageInfo.endCursor;
  }
}

async function nativePage(run: Run, admin: AdminClient, after: string | null) {
  const { data } = await admin.request(FindNativeSegments, { after }, { signal: run.signal });
  return data.segments;
}

/** A name may be taken by the merchant's own segment: then ours carries its tag's name too. */
async function create(run: Run, admin: AdminClient, wanted: NativeSegment, slug: string): Promise<string> {
  let reasons = "";
  for (const name of [wanted.name, `${wanted.name} (${slug})`]) {
    const variables = { name, query: wanted.query };
    const { data } = await admin.request(CreateNativeSegment, variables, { signal: run.signal });
    const id = data.segmentCreate?.segment?.id;
    const number = id === undefined ? undefined : fromGid("Segment", id);
    if (number !== undefined) return number;
    reasons = words(data.segmentCreate?.userErrors ?? []);
  }
  throw new SetAside(`Shopify refused to make a segment: ${reasons}`);
}
