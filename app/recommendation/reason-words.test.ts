import { expect, test } from "vitest";
import { QuizContent } from "../contract/quiz.ts";
import { buildIndex } from "./catalog-index.ts";
import { recommend } from "./recommend.ts";

const variants = [{ id: "11", title: "", priceMicros: 10e6, available: true, imageUrl: null }];
const thing = {
  id: "1",
  handle: "thing",
  title: "Thing",
  type: "Vintage Home Decor",
  tags: [],
  imageUrl: null,
  variants,
};
const index = buildIndex([thing], "GBP");

const single = (id: string, text: string, match: object) => ({
  type: "single",
  id,
  text: "Which?",
  options: [
    { id: "it", text, match },
    { id: "other", text: "Other" },
  ],
});
const content = QuizContent.parse({
  title: "Gifts",
  questions: [
    single("room", "At home", { terms: ["home decor"] }),
    single("taste", "Vintage", { terms: ["vintage"] }),
    single("budget", "Up to £10", { terms: [], priceTo: 10 }),
  ],
  result: { title: "For you" },
});
const answers = new Map(["room", "taste", "budget"].map((id) => [id, ["it"]]));

test.each([
  ["ja", "「At home」、「Vintage」をお選びのため：「Vintage Home Decor」の商品です。", "価格は£10.00です。"],
  ["de", "Du hast „At home“ und „Vintage“ gewählt: Es gehört zu „Vintage Home Decor“.", "Es kostet 10,00 £."],
  ["fr-CA", "Vous avez choisi « At home » et « Vintage » : il fait partie de « Vintage Home Decor ».", "10,00 £"],
  ["es", "Has elegido «At home» y «Vintage»: es de «Vintage Home Decor».", "cuesta 10,00 £."],
  ["ar", "اخترت «\u2068At home\u2069» و«\u2068Vintage\u2069»: ينتمي إلى «\u2068Vintage Home Decor\u2069».", "سعره"],
  ["pt-BR", "You chose “At home” and “Vintage”: it is from “Vintage Home Decor”.", "it costs £10.00."],
])("says why in the language of the quiz: %s", (language, why, price) => {
  const [found] = recommend(index, { ...content, language }, answers, { limit: 1 });
  const plain = (text: string | undefined) => text?.replaceAll(/[\u00a0\u202f]/g, " ");
  expect(plain(found?.reasons[0])).toBe(why);
  expect(plain(found?.reasons[1])).toContain(price);
});
