/** The tag that a segment's members carry in Shopify. The slug never changes; the prefix is the shop's. A comma would split it. */
export const tagOf = (prefix: string, slug: string): string => `${prefix.replaceAll(",", "")}${slug}`;

export interface TagTerms {
  prefix: string;
  /** Newest state of the person's consent. An opt-out stops everything, also what orders alone would say. */
  consent: string;
  /** The merchant has taken all our tags off. */
  off: boolean;
}

/** The tags that a customer should carry, by the slugs of the segments they are in. */
export function wantedTags(slugs: readonly string[], terms: TagTerms): string[] {
  if (terms.off || terms.consent === "withdrawn") return [];
  return slugs.map((slug) => tagOf(terms.prefix, slug));
}

/** A segment's slug from its name: a Shopify tag has no commas, and case does not tell tags apart. Unique among `taken`. */
export function slugFor(name: string, taken: ReadonlySet<string>): string {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words = plain
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replace(/^-+|-+$/g, "");
  const base = words === "" ? "segment" : words;
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(slug)) return slug;
  }
}
