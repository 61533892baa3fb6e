import { hashText } from "../generator/random.ts";

/** Colours of one picture: the thing in main, shade and light; an accent; and what it stands on. */
export interface Palette {
  main: string;
  shade: string;
  light: string;
  accent: string;
  wall: string;
  floor: string;
}

const set = (main: string, shade: string, light: string, accent: string, wall: string, floor: string): Palette => ({
  main,
  shade,
  light,
  accent,
  wall,
  floor,
});

const NAMED: readonly (readonly [words: RegExp, palette: Palette])[] = [
  [/\b(sage|green|mint|olive|jade)\b/, set("#8fa88b", "#6d8a6c", "#c3d3bd", "#d9a05b", "#eef1e8", "#dbe3d3")],
  [/\b(pink|rose|peony|fuchsia)\b/, set("#dca3a5", "#c07f84", "#f1d0cf", "#8a5a44", "#faefec", "#f1ddd8")],
  [/\b(navy|blue|turquoise|sky|sea|spaceboy)\b/, set("#6d8fae", "#4d6f90", "#b9cede", "#e0b062", "#ecf1f5", "#d8e2ea")],
  [/\b(ivory|white|cream|pearl|linen)\b/, set("#f3ead9", "#d8c9b0", "#fffaf0", "#b98a5a", "#ece7e1", "#ddd3c6")],
  [/\b(terracotta|orange|amber|copper)\b/, set("#cd7f5d", "#a86144", "#ecbfa5", "#5e7d6b", "#faf0e8", "#efddcf")],
  [
    /\b(mustard|yellow|gold|golden|brass|sunflower|lemon|honey|bee)\b/,
    set("#dcb052", "#b88c34", "#f3dc9f", "#4f6f6a", "#faf4e4", "#efe3c6"),
  ],
  [/\b(charcoal|grey|black|zinc|iron|silver)\b/, set("#7d8287", "#595e63", "#c4c8cb", "#c98d5b", "#f0f0ee", "#dfdfdb")],
  [
    /\b(red|cherry|strawberry|retrospot|christmas|santa|poppy|robin)\b/,
    set("#c05a50", "#963f3a", "#e9a59b", "#5b8066", "#fbeeea", "#f2dbd4"),
  ],
  [
    /\b(lilac|lavender|purple|amethyst|fig|blackberry|moon)\b/,
    set("#9f8cb8", "#7c6a98", "#d2c5e0", "#c9a25c", "#f3eff6", "#e2dae9"),
  ],
  [
    /\b(oak|walnut|beech|bamboo|wood|wooden|mango|wicker|brown|chocolate)\b/,
    set("#b98c5e", "#946a42", "#dfc09a", "#6d8a6c", "#f6efe6", "#e8dac8"),
  ],
];

/** The colour that the title names, otherwise one by chance of the id. */
export function paletteOf(words: string, id: number): Palette {
  const named = NAMED.find(([pattern]) => pattern.test(words))?.[1];
  if (named) return named;
  const chosen = NAMED[hashText(`palette ${id}`) % NAMED.length];
  if (!chosen) throw new Error("no palettes");
  return chosen[1];
}
