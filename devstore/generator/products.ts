import type { Chance } from "./random.ts";
import { catalogue, type Line, type Slot, slots } from "./words.ts";

/** One row of the products file. Rows of one `parent` are the variants of one product. */
export interface GeneratedItem {
  stockCode: string;
  parent: string;
  description: string;
  option: string;
  type: string;
  tags: readonly string[];
  price: number;
  stock: number;
  /** How well it sells, relative to the others: few products make most of the sales. */
  appeal: number;
}

const SLOT = /\{(\w+)\}/g;

function isSlot(name: string): name is Slot {
  return name in slots;
}

/** All titles that a line can make, each with the words that were filled in. */
function titlesOf(line: Line): { title: string; words: string[] }[] {
  const names = [...line.title.matchAll(SLOT)].map((match) => match[1] ?? "");
  let made = [{ title: line.title, words: [] as string[] }];
  for (const name of names) {
    if (!isSlot(name)) throw new Error(`unknown slot {${name}} in "${line.title}"`);
    made = made.flatMap(({ title, words }) =>
      slots[name].map((word) => ({ title: title.replace(`{${name}}`, word), words: [...words, word] })),
    );
  }
  return made;
}

/** The first `count` of a shuffled copy. */
function sample<T>(chance: Chance, items: readonly T[], count: number): T[] {
  const left = [...items];
  const taken: T[] = [];
  while (taken.length < count && left.length > 0) {
    taken.push(...left.splice(chance.int(0, left.length - 1), 1));
  }
  return taken;
}

const tagOf = (word: string): string => word.toLowerCase().replace(/[^a-z]+/g, "-");

/** Shop prices: 4.95, 12.50, 18.00. */
function shopPrice(raw: number): number {
  return raw < 10 ? Math.max(1.25, Math.round(raw * 2) / 2 - 0.05) : Math.round(raw * 2) / 2;
}

function itemsOf(
  chance: Chance,
  code: number,
  type: string,
  line: Line,
  made: { title: string; words: string[] },
): GeneratedItem[] {
  const [from, to] = line.price;
  const base = shopPrice(from + (to - from) * chance.next() ** 1.4);
  const tags = [...new Set([...line.tags, ...made.words.flatMap((word) => word.split(" & ")).map(tagOf)])];
  const appeal = Math.exp(chance.normal(0, 1.15));
  const sizes = line.sizes && chance.yes(0.7) ? line.sizes : undefined;
  return (sizes ?? [""]).map((size, index) => ({
    stockCode: `${code}${sizes ? ("SML"[index] ?? String(index)) : ""}`,
    parent: sizes ? `${code}S` : `${code}`,
    description: made.title,
    option: size,
    type,
    tags,
    price: shopPrice(base * (1 + 0.45 * index)),
    stock: chance.yes(0.08) ? 0 : Math.max(1, Math.round(Math.exp(chance.normal(3, 0.9)))),
    appeal: appeal / (1 + index),
  }));
}

/** About `count` products (variants come on top), spread over all lines as far as their titles go. */
export function generateItems(chance: Chance, count: number): GeneratedItem[] {
  const lines = Object.entries(catalogue)
    .flatMap(([type, own]) => own.map((line) => ({ type, line, titles: titlesOf(line) })))
    .sort((left, right) => left.titles.length - right.titles.length || (left.line.title < right.line.title ? -1 : 1));
  const items: GeneratedItem[] = [];
  let code = 20_004;
  let left = count;
  // Lines with few titles first: what they cannot give, the richer ones make up for.
  lines.forEach(({ type, line, titles }, index) => {
    const made = sample(chance, titles, Math.round(left / (lines.length - index)));
    left -= made.length;
    for (const one of made) {
      code += chance.int(1, 7);
      items.push(...itemsOf(chance, code, type, line, one));
    }
  });
  return items;
}
