const SMALL = new Set(["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"]);
const KEPT = new Set(["UK", "USA", "DIY", "LED", "USB", "XL", "3D", "TV", "CD", "DVD"]);
const SHORT: Readonly<Record<string, string>> = {
  W: "with",
  "W/": "with ",
  ASSTD: "Assorted",
  ASST: "Assorted",
  DEC: "Decoration",
  XMAS: "Christmas",
  "T-LIGHT": "T-Light",
  "T-LIGHTS": "T-Lights",
};

function cased(word: string, first: boolean): string {
  if (KEPT.has(word)) return word;
  const lower = word.toLowerCase();
  if (!first && SMALL.has(lower)) return lower;
  return lower.replace(/(^|[-/(."])([a-zà-ÿ])/g, (_, before: string, letter: string) => before + letter.toUpperCase());
}

/** WHITE HANGING HEART T-LIGHT HOLDER → White Hanging Heart T-Light Holder. What is not all capitals stays as it is. */
export function titleCase(description: string): string {
  const text = description.replace(/\s+/g, " ").replace(/ ,/g, ",").trim();
  if (/[a-z]{3}/.test(text)) return text.replace(/^\*/, "");
  return text
    .replace(/\bW\/(?=\w)/g, "WITH ")
    .replace(/,(?=\S)/g, ", ")
    .split(" ")
    .map((word) => SHORT[word] ?? word)
    .map((word, index) => (/[a-z]/.test(word) ? word : cased(word, index === 0)))
    .join(" ")
    .replace(/\s+/g, " ")
    .trim();
}
