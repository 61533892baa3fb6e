/** What is no part of a word; quotes and a word's own dots and hyphens stay. */
const BETWEEN = /[^\p{L}\p{M}\p{N}._+'-]+/u;
const PHONE = /^\+?[\d\s().-]{6,}$/;
const ADDRESS = /^[^\s@"\\]+@[^\s@"\\]+$/;

/** A word as Shopify's search takes it (shopify.dev "search-syntax"): as the beginning of one of theirs. Undefined: nothing to look for. */
function beginning(word: string): string | undefined {
  // In front a hyphen would mean "not"; in small letters "or" is a word like others.
  const plain = word.replace(/^[-.']+/, "").toLowerCase();
  return plain === "" ? undefined : `${plain.replaceAll("'", String.raw`\'`)}*`;
}

/** What is asked of Shopify to find a customer by what a merchant remembers of them; undefined where that is nothing. */
export function customerQuery(words: string): string | undefined {
  const said = words.normalize("NFKC").trim();
  if (PHONE.test(said)) return beginning(said.replaceAll(/[^\d+]/g, ""));
  const terms = said.split(BETWEEN).flatMap((word) => beginning(word) ?? []);
  if (terms.length === 0) return undefined;
  const all = terms.join(" ");
  // A whole address as it stands, too: Shopify takes one apart into words of its own.
  return ADDRESS.test(said) ? `email:"${said.toLowerCase()}" OR (${all})` : all;
}
