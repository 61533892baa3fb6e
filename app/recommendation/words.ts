/** "Roses" and "rose", "knives" aside: enough for shop words, and the same on both sides of a comparison. */
function stem(word: string): string {
  if (word.length < 4 || !word.endsWith("s") || /(ss|us|is)$/.test(word)) return word;
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (/(sses|shes|ches|xes|zes)$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

export interface Word {
  /** As written, for showing. */
  readonly surface: string;
  readonly stem: string;
}

function fold(surface: string): string {
  // Most words are plain ASCII: normalising them costs more than all the rest.
  const plain = /^[\x20-\x7e]*$/.test(surface) ? surface : surface.normalize("NFKD").replace(/\p{M}/gu, "");
  return stem(plain.toLowerCase());
}

/** The words of a text in order: accents, case and plural endings do not matter. "T-Light" is two words. */
export function wordsOf(text: string): Word[] {
  const surfaces = text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return surfaces.map((surface) => ({ surface, stem: fold(surface) }));
}
