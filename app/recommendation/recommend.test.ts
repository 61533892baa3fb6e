import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { QuizContent } from "../contract/quiz.ts";
import { QuizContent as QuizContentSchema } from "../contract/quiz.ts";
import type { AnswerValue } from "../contract/response.ts";
import { buildIndex, countMatches } from "./catalog-index.ts";
import type { CatalogProduct } from "./catalog-index.ts";
import { countFitting, recommend } from "./recommend.ts";

function product(id: string, title: string, more: Partial<CatalogProduct> & { price?: number; stock?: boolean } = {}) {
  const { price = 10, stock = true, ...fields } = more;
  const variant = { id: `${id}1`, title: "", priceMicros: price * 1e6, available: stock, imageUrl: null };
  return { id, handle: `p-${id}`, title, type: "", tags: [], imageUrl: null, variants: [variant], ...fields };
}

const content: QuizContent = QuizContentSchema.parse({
  title: "Gifts",
  questions: [
    {
      type: "single",
      id: "room",
      text: "Where?",
      options: [
        { id: "home", text: "At home", match: { terms: ["cushion", "home decor", "t-light"] } },
        { id: "garden", text: "In the garden", match: { terms: ["garden"] } },
      ],
    },
    {
      type: "multiple",
      id: "taste",
      text: "Style?",
      options: [
        { id: "vintage", text: "Vintage", match: { terms: ["vintage", "retro"] } },
        { id: "playful", text: "Playful", match: { terms: ["polka dot"] } },
      ],
    },
    {
      type: "single",
      id: "budget",
      text: "How much?",
      options: [
        { id: "small", text: "Up to £10", match: { priceTo: 10 } },
        { id: "large", text: "More", match: { priceFrom: 10 } },
      ],
    },
  ],
  result: { title: "These fit" },
});

const answers = (given: Record<string, AnswerValue>) => new Map(Object.entries(given));
const titles = (found: { title: string }[]) => found.map(({ title }) => title);

describe("recommend", () => {
  test("GIVEN answers that add up to a persona THEN its own products come first, with a reason that is true", () => {
    const personas: QuizContent = QuizContentSchema.parse({
      title: "Coffee",
      questions: [
        {
          type: "single",
          id: "roast",
          text: "Which?",
          options: [
            { id: "dark", text: "Dark", points: { bold: 1 } },
            { id: "light", text: "Light", points: { calm: 1 } },
          ],
        },
      ],
      result: { title: "Yours" },
      outcomes: [
        { id: "bold", title: "The bold one", match: { terms: ["espresso"] } },
        { id: "calm", title: "The calm one", match: { terms: ["filter"] } },
      ],
    });
    const index = buildIndex(
      [product("1", "Filter Coffee"), product("2", "Espresso Beans"), product("3", "Mug")],
      "GBP",
    );
    const found = recommend(index, personas, answers({ roast: ["dark"] }), { limit: 1 });
    expect(titles(found)).toEqual(["Espresso Beans"]);
    expect(found[0]?.reasons).toEqual(["Right for “The bold one”: its name says “Espresso”."]);
    expect(titles(recommend(index, personas, answers({ roast: ["light"] }), { limit: 1 }))).toEqual(["Filter Coffee"]);
  });

  test("GIVEN words in a metafield alone THEN the product is found by them, and the reason says so", () => {
    const index = buildIndex([product("1", "Oak bowl", { details: ["Retro"] }), product("2", "Hammer")], "GBP");
    const [found] = recommend(index, content, answers({ taste: ["vintage"] }), { limit: 1 });
    expect(found).toMatchObject({
      title: "Oak bowl",
      reasons: ["You chose “Vintage”: this shop describes it with “Retro”."],
    });
  });

  test("ranks what fits more answers higher, and says why in the shopper's words", () => {
    const index = buildIndex(
      [product("1", "Vintage Cushions"), product("2", "Plain Cushion"), product("3", "Hammer")],
      "GBP",
    );

    const found = recommend(index, content, answers({ room: ["home"], taste: ["vintage"], budget: ["small"] }), {
      limit: 3,
    });

    expect(titles(found)).toEqual(["Vintage Cushions", "Plain Cushion", "Hammer"]);
    expect(found[0]?.reasons).toEqual([
      "You chose “Vintage”: its name says “Vintage”.",
      "You chose “At home”: its name says “Cushions”.",
      "You chose “Up to £10”: it costs £10.00.",
    ]);
    expect(found[2]?.reasons).toEqual(["You chose “Up to £10”: it costs £10.00."]);
  });

  test("finds words that stand side by side only", () => {
    const index = buildIndex([product("1", "POLKA DOT MUG"), product("2", "Polka music, red dot")], "GBP");

    expect(countMatches(index, { terms: ["polka dot"] })).toBe(1);
  });

  test("prefers the price, then the words, and never claims what does not hold", () => {
    const index = buildIndex(
      [product("1", "Garden Bench", { price: 90 }), product("2", "Hammer", { price: 5 })],
      "GBP",
    );

    const found = recommend(index, content, answers({ room: ["garden"], budget: ["small"] }), { limit: 2 });

    expect(found.map(({ title, reasons }) => ({ title, reasons }))).toEqual([
      { title: "Hammer", reasons: ["You chose “Up to £10”: it costs £5.00."] },
      { title: "Garden Bench", reasons: ["You chose “In the garden”: its name says “Garden”."] },
    ]);
  });

  test("shows the variant that the budget allows", () => {
    const variants = [30, 8].map((price, at) => ({
      id: `${at}`,
      title: `Size ${at}`,
      priceMicros: price * 1e6,
      available: true,
      imageUrl: null,
    }));
    const index = buildIndex([{ ...product("1", "Cushion"), variants }], "GBP");

    const [found] = recommend(index, content, answers({ budget: ["small"] }), { limit: 1 });

    expect(found).toMatchObject({ variantId: "1", variantTitle: "Size 1", price: "8.00" });
  });

  test("does not show the same thing in three colours while something else fits", () => {
    const colours = ["Red", "Blue", "Green", "Pink"].map((colour, at) =>
      product(`${at}`, `Vintage Enamel Mug ${colour}`),
    );
    const index = buildIndex([...colours, product("8", "Vintage Clock"), product("9", "Retro Poster Print")], "GBP");

    const found = recommend(index, content, answers({ taste: ["vintage"] }), { limit: 3 });

    expect(titles(found).filter((title) => title.includes("Mug"))).toHaveLength(1);
  });

  test("says a fact that answers two choices once", () => {
    const index = buildIndex([product("1", "Home Decor", { type: "Vintage Home Decor" })], "GBP");

    const [found] = recommend(index, content, answers({ room: ["home"], taste: ["vintage"] }), { limit: 1 });

    expect(found?.reasons).toEqual(["You chose “At home” and “Vintage”: it is from “Vintage Home Decor”."]);
  });

  test("says popular only of what sells best", () => {
    const products = Array.from({ length: 30 }, (_, at) => product(String(100 + at), `Thing ${at}`, { sold: 30 - at }));
    const index = buildIndex(products, "GBP");

    const found = recommend(index, content, answers({}), { limit: 12 });

    const popular = found.filter(({ reasons }) => reasons.includes("Popular in this shop."));
    expect(popular.map(({ productId }) => productId).sort()).toEqual(["100", "101", "102"]);
  });

  test("leaves out what was bought lately", () => {
    const index = buildIndex([product("1", "Cushion"), product("2", "Cushion cover")], "GBP");

    const found = recommend(index, content, answers({ room: ["home"] }), { limit: 5, exclude: new Set(["1"]) });

    expect(titles(found)).toEqual(["Cushion cover"]);
  });

  test("writes prices with the decimals of the currency", () => {
    expect(
      recommend(buildIndex([product("1", "Fan", { price: 1200 })], "JPY"), content, answers({}), { limit: 1 })[0]
        ?.price,
    ).toBe("1200");
  });
});

const words = fc.constantFrom("cushion", "vintage", "garden", "polka dot", "mug", "retro", "home", "t-light", "red");
const anyProduct = fc.record({
  title: fc.array(words, { minLength: 1, maxLength: 4 }).map((all) => all.join(" ")),
  type: fc.constantFrom("Home Decor", "Garden", ""),
  price: fc.integer({ min: 0, max: 40 }),
  stock: fc.boolean(),
  sold: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
});
const anyAnswers = fc.record(
  {
    room: fc.constantFrom<AnswerValue>(["home"], ["garden"], ["gone"], null),
    taste: fc.subarray(["vintage", "playful"]) as fc.Arbitrary<AnswerValue>,
    budget: fc.constantFrom<AnswerValue>(["small"], ["large"], null, "free words", true),
  },
  { requiredKeys: [] },
);

describe("for any shop and any answers", () => {
  const prices: Record<string, (price: number) => boolean> = {
    small: (price) => price <= 10,
    large: (price) => price >= 10,
  };

  test("in stock, no repeats, never empty, the same each time, and every reason true", () => {
    fc.assert(
      fc.property(
        fc.array(anyProduct, { maxLength: 30 }),
        anyAnswers,
        fc.integer({ min: 1, max: 12 }),
        (raw, given, limit) => {
          const products = raw.map((one, at) => product(String(at), one.title, one));
          const index = buildIndex(products, "GBP");
          const found = recommend(index, content, answers(given as Record<string, AnswerValue>), { limit });
          const inStock = products.filter(({ variants }) => variants[0]?.available);

          expect(found.length).toBe(Math.min(limit, inStock.length));
          expect(new Set(found.map(({ productId }) => productId)).size).toBe(found.length);
          expect(found).toEqual(
            recommend(
              buildIndex(products.toReversed(), "GBP"),
              content,
              answers(given as Record<string, AnswerValue>),
              { limit },
            ),
          );
          for (const one of found) {
            const source = inStock.find(({ id }) => id === one.productId);
            expect(source).toBeDefined();
            expect(one.reasons.length).toBeGreaterThan(0);
            for (const reason of one.reasons) {
              const quoted = /its name says “(.+)”/.exec(reason)?.[1];
              if (quoted) expect(source?.title.replace("-", " ")).toContain(quoted.replace("-", " "));
              const type = /it is from “(.+)”/.exec(reason)?.[1];
              if (type) expect(source?.type).toBe(type);
              if (reason.includes("it costs")) {
                const id = (given.budget as string[])[0] ?? "";
                expect(prices[id]?.(Number(one.price))).toBe(true);
              }
              const [claimed = ""] = reason.split(": i");
              const options = [...claimed.matchAll(/“(.+?)”/g)].map(([, text]) => text);
              const chosen = content.questions.flatMap((question) =>
                "options" in question
                  ? question.options.filter(({ id }) =>
                      ((given as Record<string, AnswerValue>)[question.id] as string[] | null)?.includes?.(id),
                    )
                  : [],
              );
              if (reason.startsWith("You chose")) expect(options.length).toBeGreaterThan(0);
              for (const option of options)
                if (reason.startsWith("You chose")) expect(chosen.map(({ text }) => text)).toContain(option);
            }
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  test("what is said to fit is what comes first", () => {
    fc.assert(
      fc.property(fc.array(anyProduct, { maxLength: 20 }), (raw) => {
        const index = buildIndex(
          raw.map((one, at) => product(String(at), one.title, one)),
          "GBP",
        );
        const given = answers({ room: ["garden"], budget: ["small"] });
        const fitting = countFitting(index, content, given);
        const found = recommend(index, content, given, { limit: 12 });
        const full = found.filter(
          ({ reasons }) =>
            reasons.some((one) => one.includes("garden")) && reasons.some((one) => one.includes("Up to")),
        );
        expect(full.length).toBe(Math.min(12, fitting));
      }),
      { numRuns: 60 },
    );
  });
});
