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
  /** Where it begins in its text. */
  readonly at: number;
  readonly stem: string;
}

function fold(surface: string): string {
  // Most words are plain ASCII: normalising them costs more than all the rest.
  if (/^[\x20-\x7e]*$/.test(surface)) return stem(surface.toLowerCase());
  // The marks that tell バラ from ハラ are no accents.
  const plain = surface.normalize("NFKD").replace(/[\p{M}--[\u3099\u309a]]/gv, "");
  return stem(plain.normalize("NFC").toLowerCase());
}

/** Written without spaces between the words. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;

let segmenter: Intl.Segmenter | undefined;

function* segments(run: string, from: number): Generator<[surface: string, at: number]> {
  segmenter ??= new Intl.Segmenter("ja", { granularity: "word" });
  for (const { segment, index, isWordLike } of segmenter.segment(run)) if (isWordLike) yield [segment, from + index];
}

/**
 * The words of a text in order: accents, case and plural endings do not matter. "T-Light" is two words, and so is 木製スプーン: what is
 * written without spaces is parted by the dictionary that the runtime brings along (ICU).
 */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const { 0: run, index } of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const parts = UNSPACED.test(run) ? segments(run, index) : [[run, index] as const];
    for (const [surface, at] of parts) words.push({ surface, at, stem: fold(surface) });
  }
  return words;
}

/** In scripts without spaces a word of one or two signs may tell a lot; one in hiragana alone is mostly grammar. */
export const tellsSomething = (surface: string): boolean =>
  surface.length > 2 || /[\p{sc=Han}\p{sc=Katakana}]/u.test(surface);
