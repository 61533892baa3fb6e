/** Shopify's limit of tags on one customer. */
const MAX_TAGS = 250;

export interface TagChange {
  add: string[];
  remove: string[];
  /** Of those to add: not ours so far. Recorded as ours before the call, so that a crash after it leaves nothing ownerless. */
  claim: string[];
  /** Ours, no longer wanted, and gone already: only our record of them goes. */
  forget: string[];
  /** Wanted, but the customer has no room for them. */
  noRoom: string[];
}

const fold = (tag: string) => tag.toLowerCase();
const folded = (tags: readonly string[]) => new Set(tags.map(fold));

/**
 * What to change at Shopify so that a customer carries exactly the wanted ones of our tags. `pushed`: recorded as ours;
 * `actual`: what the customer carries now. Only tags recorded as ours are ever removed: a tag that the merchant or another
 * app had put there before us serves as well, and stays theirs. Case does not tell tags apart at Shopify.
 */
export function diffTags(wanted: readonly string[], pushed: readonly string[], actual: readonly string[]): TagChange {
  const [ours, theirs, wish] = [folded(pushed), folded(actual), folded(wanted)];
  const unwanted = pushed.filter((tag) => !wish.has(fold(tag)));
  const remove = unwanted.filter((tag) => theirs.has(fold(tag)));
  const forget = unwanted.filter((tag) => !theirs.has(fold(tag)));
  const missing = [...new Map(wanted.map((tag) => [fold(tag), tag])).values()].filter((tag) => !theirs.has(fold(tag)));
  const room = Math.max(0, MAX_TAGS - (theirs.size - folded(remove).size));
  const add = missing.slice(0, room);
  return { add, remove, claim: add.filter((tag) => !ours.has(fold(tag))), forget, noRoom: missing.slice(room) };
}
