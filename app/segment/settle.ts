import { wantedTags } from "./tag.ts";
import type { TagTerms } from "./tag.ts";

/** What one profile is in and should be in; see `readStandings`. */
interface Standing {
  profileId: number;
  customerId: string | null;
  recheckAt: Date | null;
  matches: ReadonlySet<number>;
  members: ReadonlySet<number>;
  next: Date | null;
  tagTerms: TagTerms;
  pushed: readonly string[];
}

export interface Settlement {
  profileId: number;
  entered: number[];
  left: number[];
  /** The new time for a look without news; undefined when it stays. */
  recheckAt: Date | null | undefined;
  /** The Shopify customer whose tags are no longer what they should be. */
  syncCustomer: string | undefined;
  needed: boolean;
}

const without = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>) => [...a].filter((one) => !b.has(one));

function sameTags(a: readonly string[], b: readonly string[]): boolean {
  const fold = (tags: readonly string[]) => new Set(tags.map((tag) => tag.toLowerCase()));
  const [left, right] = [fold(a), fold(b)];
  return left.size === right.size && without(left, right).length === 0;
}

/** The difference between where a profile stands and where its rules put it. */
export function settle(standing: Standing, segments: readonly { id: number; slug: string }[]): Settlement {
  const { matches, members, customerId, profileId } = standing;
  const entered = without(matches, members);
  const left = without(members, matches);
  const recheckAt = standing.next?.getTime() === standing.recheckAt?.getTime() ? undefined : standing.next;
  const slugs = segments.filter(({ id }) => matches.has(id)).map(({ slug }) => slug);
  const tagsDiffer = customerId !== null && !sameTags(wantedTags(slugs, standing.tagTerms), standing.pushed);
  const moved = entered.length + left.length > 0;
  const syncCustomer = customerId !== null && (moved || tagsDiffer) ? customerId : undefined;
  const needed = moved || recheckAt !== undefined || syncCustomer !== undefined;
  return { profileId, entered, left, recheckAt, syncCustomer, needed };
}
