import { expect, test } from "vitest";
import { QuizContent } from "../contract/quiz.ts";
import { buildIndex, countMatches } from "./catalog-index.ts";
import { countFitting, recommend } from "./recommend.ts";

const product = (id: string, title: string, available = true) => ({
  ...{ id, title, handle: `p-${id}`, type: "", tags: [], imageUrl: null },
  variants: [{ id: `${id}1`, title: "", priceMicros: 5e6, available, imageUrl: null }],
});
const index = buildIndex([product("1", "Garden bench"), product("2", "Can"), product("3", "Hat", false)], "GBP");
const match = { terms: ["garden"], products: [{ id: "2", title: "Old name of the can" }] };

test("GIVEN products chosen one by one THEN they are found beside those that the words find, with a true reason", () => {
  const options = [
    { id: "out", text: "Outside", match },
    { id: "in", text: "Inside" },
  ];
  const questions = [{ type: "single", id: "place", text: "Where?", options }];
  const content = QuizContent.parse({ title: "Gifts", questions, result: { title: "These fit" } });
  const outside = new Map([["place", ["out"]]]);
  expect(countMatches(index, match)).toBe(2);
  expect(countFitting(index, content, outside)).toBe(2);
  const found = recommend(index, content, outside, { limit: 3 });
  expect(found.map(({ title, reasons }) => [title, reasons])).toEqual([
    ["Garden bench", ["You chose “Outside”: its name says “Garden”."]],
    ["Can", ["You chose “Outside”: this shop chose it for that."]],
  ]);
});

test("GIVEN a single product that is not in stock, or of another shop THEN the option stands for none", () => {
  expect(countMatches(index, { terms: [], products: [{ id: "3", title: "Hat" }] })).toBe(0);
  expect(countMatches(index, { terms: [], products: [{ id: "77", title: "?" }] })).toBe(0);
});
