import { QuizContent } from "../../../../app/contract/quiz.ts";
import type { StorefrontQuestion, StorefrontQuiz } from "../../../../app/contract/quiz.ts";
import { giftFinder } from "./gift-finder.ts";

const pictures = giftFinder.questions.flatMap((one) =>
  one.type === "picture" ? one.options.map(({ picture }) => picture) : [],
);
const option = (id: string, text: string, more: object = {}) => ({ id, text, ...more });
const teas = [option("green", "Green tea"), option("black", "Black tea"), option("herbs", "Herbal tea")];
const pictured = [
  option("mug", "A big mug", { picture: pictures[0] }),
  option("glass", "A glass, for seeing the colour", { picture: pictures[1] }),
];

/** One question of each type, as an editor would write it. */
const content = QuizContent.parse({
  title: "Your perfect tea",
  intro: "A cup of questions.",
  questions: [
    {
      type: "info",
      id: "hello",
      text: "Tea first, then questions",
      help: "It takes two minutes.",
      picture: pictures[2],
    },
    { type: "single", id: "tea", text: "Which tea do you drink?", options: teas },
    {
      type: "multiple",
      id: "with",
      text: "What goes into your {tea}?",
      most: 2,
      options: [option("milk", "Milk"), option("lemon", "Lemon"), option("honey", "Honey")],
    },
    { type: "picture", id: "from", text: "What do you drink from?", options: pictured },
    { type: "product", id: "product", text: "Which of these would you take home?", options: pictured },
    {
      type: "swatch",
      id: "colour",
      text: "Which colour is your pot?",
      options: [
        option("sand", "Sand", { colour: "#d8c3a0" }),
        option("ink", "Ink", { colour: "#20242b" }),
        option("rose", "Rose", { colour: "#c98a8f" }),
      ],
    },
    {
      type: "ranking",
      id: "order",
      text: "What matters most?",
      options: [option("taste", "Taste"), option("price", "Price"), option("origin", "Where it comes from")],
    },
    { type: "slider", id: "strength", text: "How long does it steep?", min: 1, max: 10, step: 0.5, unit: "min" },
    { type: "rating", id: "stars", text: "How do you like your tea now?", low: "Not at all", high: "Very much" },
    { type: "nps", id: "nps", text: "How likely are you to recommend us?", low: "Not likely", high: "Very likely" },
    { type: "number", id: "cups", text: "How many cups a day?", min: 0, max: 20, unit: "cups", required: true },
    { type: "text", id: "why", text: "Why tea?", maxLength: 80 },
    { type: "text", id: "story", text: "Tell us your tea story", long: true, maxLength: 500 },
    { type: "date", id: "since", text: "Since when do you drink it?" },
    { type: "date", id: "birthday", text: "When is your birthday?", help: "For a small surprise.", birthday: true },
    { type: "email", id: "email", text: "Where may we write to?" },
    { type: "phone", id: "phone", text: "And your phone number?" },
    { type: "consent", id: "news", text: "May we send you news by e-mail?", purpose: "marketing" },
    { type: "consent", id: "consent", text: "May we remember your answers?" },
  ],
  result: { title: "Your tea", text: "" },
});

export const everyType: StorefrontQuiz = {
  title: content.title,
  intro: content.intro,
  language: content.language,
  result: content.result,
  questions: content.questions as StorefrontQuestion[],
  versionId: "v1",
  handle: "gift-finder",
  kind: "quiz",
};

/** The same quiz from that question on, which then has no earlier answers to repeat. */
export const startingWith = (first: StorefrontQuestion, language = "en"): StorefrontQuiz => ({
  ...everyType,
  language,
  questions: [
    { ...first, text: first.text.replace(" {tea}", " tea") },
    ...everyType.questions.filter((one) => one !== first),
  ],
});
