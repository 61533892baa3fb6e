import type { QuizContent } from "../contract/quiz.ts";

/** The survey that the checkout extension asks. Every shop has it from the day of its install; its words live in the extension's locales. */
export const CHECKOUT_SURVEY = "checkout-survey";

export const checkoutSurvey: QuizContent = {
  title: "After the order",
  intro: "",
  language: "en",
  questions: [
    {
      type: "single",
      id: "heard-from",
      text: "How did you hear of us?",
      required: true,
      branches: [],
      options: [
        { id: "search", text: "Search engine" },
        { id: "social", text: "Social media" },
        { id: "friend", text: "A friend or family" },
        { id: "ad", text: "An advertisement" },
        { id: "press", text: "An article or blog" },
        { id: "other", text: "Somewhere else" },
      ],
    },
  ],
  result: { title: "Thank you", text: "", products: 0 },
};
