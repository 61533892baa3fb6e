import type { QuizTemplate } from "../template.ts";
import { bilingual, remember } from "./bilingual.ts";
import type { BilingualQuestion } from "./bilingual.ts";

const questions: BilingualQuestion[] = [
  {
    type: "single",
    id: "heard",
    text: ["How did you first hear of us?", "最初に当店を知ったきっかけは？"],
    options: [
      { id: "friend", text: ["A friend or family", "友人・家族から"] },
      { id: "instagram", text: ["Instagram", "Instagram"] },
      { id: "tiktok", text: ["TikTok", "TikTok"] },
      { id: "youtube", text: ["YouTube", "YouTube"] },
      { id: "search", text: ["A search engine", "検索エンジン"] },
      { id: "assistant", text: ["An AI assistant", "AIアシスタント"] },
      { id: "podcast", text: ["A podcast", "ポッドキャスト"] },
      { id: "press", text: ["A magazine or blog", "雑誌・ブログ"] },
      { id: "place", text: ["A shop, market or parcel", "店頭・マーケット・荷物"] },
      { id: "else", text: ["Somewhere else", "その他"] },
    ],
  },
  {
    type: "text",
    id: "which",
    text: ["Which one was it?", "具体的にはどれでしたか？"],
    help: ["A name is enough.", "名前だけでかまいません。"],
    maxLength: 100,
    onlyIf: { question: "heard", options: ["instagram", "tiktok", "youtube", "podcast", "press", "else"] },
  },
  {
    type: "single",
    id: "ago",
    text: ["How long ago was that?", "それはいつごろですか？"],
    options: [
      { id: "today", text: ["Today", "今日"] },
      { id: "week", text: ["Within the last week", "1週間以内"] },
      { id: "month", text: ["Within the last month", "1か月以内"] },
      { id: "longer", text: ["Longer ago", "それより前"] },
    ],
  },
  {
    type: "multiple",
    id: "reasons",
    text: ["What made you choose us?", "当店を選んだ理由は？"],
    options: [
      { id: "product", text: ["The product itself", "商品そのもの"] },
      { id: "reviews", text: ["Reviews", "レビュー"] },
      { id: "price", text: ["The price", "価格"] },
      { id: "recommended", text: ["Somebody recommended it", "すすめられた"] },
      { id: "values", text: ["What you stand for", "考え方に共感した"] },
      { id: "delivery", text: ["Delivery or returns", "配送・返品のしやすさ"] },
    ],
  },
  {
    type: "text",
    id: "doubt",
    text: ["What almost kept you from buying?", "購入をためらった理由はありましたか？"],
    long: true,
    maxLength: 500,
  },
  remember(["No, keep it anonymous", "いいえ、匿名のままで"]),
];

export const attributionSurvey: QuizTemplate = {
  handle: "attribution-survey",
  kind: "survey",
  name: "How did you hear of us?",
  summary: "The channel in the customer’s own words, how long ago, what decided, and what almost stopped them.",
  content: () =>
    bilingual({
      title: ["How did you find us?", "当店を知ったきっかけ"],
      intro: ["Five short questions help a small team a lot.", "5つの質問にご協力ください。"],
      questions,
      result: {
        title: ["Thank you", "ありがとうございました"],
        text: ["We read every answer.", "すべての回答に目を通します。"],
        products: 0,
      },
      goal: {
        text: ["Know which channels bring customers, beyond what links can tell.", "集客のきっかけを知る"],
        traits: ["heard", "reasons"],
        completion: 60,
      },
    }),
};
