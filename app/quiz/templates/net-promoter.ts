import type { QuizTemplate } from "../template.ts";
import { bilingual, remember } from "./bilingual.ts";
import type { BilingualQuestion } from "./bilingual.ts";

const questions: BilingualQuestion[] = [
  {
    type: "nps",
    id: "score",
    text: ["How likely are you to recommend us to a friend?", "当店を友人にすすめる可能性はどのくらいですか？"],
    low: ["Not at all likely", "まったくない"],
    high: ["Very likely", "とても高い"],
    // Who would rather not recommend is asked why; everybody else goes straight on.
    branches: [{ from: 7, to: 10, goTo: "liked" }],
  },
  {
    type: "multiple",
    id: "why",
    text: ["What was not good enough?", "どこがご期待に沿えませんでしたか？"],
    options: [
      { id: "quality", text: ["Quality", "品質"] },
      { id: "size", text: ["Size or fit", "サイズ"] },
      { id: "description", text: ["Not as described", "説明と違った"] },
      { id: "delivery", text: ["Delivery or packaging", "配送・梱包"] },
      { id: "price", text: ["Price", "価格"] },
      { id: "service", text: ["Service", "対応"] },
      { id: "website", text: ["The website", "サイトの使いやすさ"] },
    ],
  },
  {
    type: "text",
    id: "story",
    text: ["What happened?", "どんなことがありましたか？"],
    help: ["We read each one, and we mend what we can.", "すべて読み、改善に努めます。"],
    long: true,
    maxLength: 1000,
  },
  {
    type: "text",
    id: "liked",
    text: ["What should we never change?", "これからも変えないでほしいことは？"],
    long: true,
    maxLength: 500,
  },
  remember(["No, keep it anonymous", "いいえ、匿名のままで"]),
];

export const netPromoter: QuizTemplate = {
  handle: "net-promoter",
  kind: "survey",
  name: "Recommendation score (NPS)",
  summary: "From 0 to 10: would they recommend you? Low scores are asked why, everybody what to keep.",
  content: () =>
    bilingual({
      title: ["Would you recommend us?", "当店をすすめたいですか？"],
      intro: ["Less than a minute.", "1分もかかりません。"],
      questions,
      result: {
        title: ["Thank you for being honest", "率直なご意見をありがとうございます"],
        text: ["Your answer helps us more than a star would.", "今後の改善に役立てます。"],
        products: 0,
      },
      goal: {
        text: ["Know whether customers would recommend us, and what keeps them from it.", "推奨度とその理由を知る"],
        traits: ["score", "why"],
        completion: 60,
      },
    }),
};
