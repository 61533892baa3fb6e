import { QuizContent } from "../../../../app/contract/quiz.ts";
import type { StorefrontQuiz } from "../../../../app/contract/quiz.ts";
import type { RecommendedProduct } from "../../../../app/contract/response.ts";

const picture = (hue: number, shape: string): string =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 240"><rect width="320" height="240" fill="hsl(${hue} 45% 88%)"/><g fill="hsl(${hue} 40% 45%)">${shape}</g></svg>`)}`;

/** Every type of question, and a branch: who shops for themselves is not asked for the room. */
export const giftFinder: StorefrontQuiz = {
  ...(QuizContent.parse({
    title: "Find the right gift",
    intro: "A few questions, then three ideas that fit.",
    questions: [
      {
        type: "single",
        id: "recipient",
        text: "Who is the gift for?",
        options: [
          { id: "partner", text: "My partner" },
          { id: "friend", text: "A friend" },
          { id: "child", text: "A child" },
          { id: "myself", text: "Myself" },
        ],
        branches: [{ option: "myself", goTo: "taste" }],
      },
      {
        type: "multiple",
        id: "room",
        text: "Where will it live?",
        options: [
          { id: "home", text: "At home" },
          { id: "garden", text: "In the garden" },
          { id: "office", text: "At the office" },
        ],
      },
      {
        type: "picture",
        id: "taste",
        text: "Which of these feels right?",
        options: [
          { id: "calm", text: "Calm and plain", picture: picture(200, "<circle cx='160' cy='120' r='56'/>") },
          {
            id: "bright",
            text: "Bright and playful",
            picture: picture(30, "<path d='M160 50l24 60h60l-48 36 18 60-54-36-54 36 18-60-48-36h60z'/>"),
          },
          {
            id: "nature",
            text: "Natural",
            picture: picture(120, "<path d='M160 60c70 20 70 100 0 130-70-30-70-110 0-130z'/>"),
          },
          {
            id: "retro",
            text: "Retro",
            picture: picture(330, "<rect x='90' y='70' width='140' height='100' rx='20'/>"),
          },
        ],
      },
      {
        type: "text",
        id: "note",
        text: "Anything we should know?",
        help: "A hobby, a colour, a dream.",
        maxLength: 120,
      },
      {
        type: "consent",
        id: "consent",
        text: "May we remember your answers to recommend gifts that fit, in this shop only?",
        agree: "Yes, remember my answers",
        help: "You get your ideas either way. You can withdraw at any time.",
        purpose: "personalise",
      },
    ],
    result: { title: "Our ideas for you", text: "Picked from what is in stock." },
  }) as Omit<StorefrontQuiz, "versionId" | "handle" | "kind">),
  versionId: "v1",
  handle: "gift-finder",
  kind: "quiz",
};

const product = (id: number, title: string, price: string, reasons: string[]): RecommendedProduct => ({
  productId: String(id),
  variantId: String(id * 10),
  title,
  variantTitle: id === 2 ? "Large / Blue" : "Default Title",
  url: `/products/${id}`,
  image: picture(id * 70, "<circle cx='160' cy='120' r='70'/>"),
  price,
  currency: "GBP",
  reasons,
});

export const products: RecommendedProduct[] = [
  product(1, "Ceramic lantern", "12.50", ["You are looking for the home", "Calm and plain"]),
  product(2, "Hand-blown glass vase with a very long name indeed", "34.00", ["For a friend"]),
  product(3, "Linen cushion", "19.95", ["For a friend", "Calm and plain", "In stock"]),
];
