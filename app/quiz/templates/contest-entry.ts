import { amountText, niceBounds } from "../template.ts";
import type { QuizTemplate, TemplateShop } from "../template.ts";
import { bilingual } from "./bilingual.ts";
import type { BilingualQuestion } from "./bilingual.ts";

const consents: BilingualQuestion[] = [
  {
    type: "consent",
    id: "news",
    purpose: "marketing",
    text: [
      "May this shop send me news and offers by e-mail? It makes no difference to the draw, and I can unsubscribe at any time.",
      "このショップからお知らせや特典のメールを受け取りますか。抽選には影響せず、いつでも配信を停止できます。",
    ],
    agree: ["Yes, send me news", "はい、受け取る"],
    decline: ["No, just enter the draw", "いいえ、応募だけする"],
  },
  {
    type: "consent",
    id: "remember",
    purpose: "personalise",
    text: [
      "May this shop remember my answers and join them to my orders, to suggest what fits me? It makes no difference to the draw.",
      "このショップが私の回答を記憶し、注文履歴と合わせて提案に使ってもよいですか。抽選には影響しません。",
    ],
    agree: ["Yes, remember my answers", "はい、回答を記憶する"],
    decline: ["No, thanks", "いいえ"],
  },
];

function questions(prize: string): BilingualQuestion[] {
  return [
    {
      type: "info",
      id: "prize",
      text: [`Win a voucher of ${prize}`, `${prize}分のクーポンが当たる`],
      help: [
        "Answer two questions and leave your e-mail address. One entry per person; buying something does not change your chances.",
        "2つの質問に答え、メールアドレスを入力してください。応募はお一人さま1回。購入の有無は当選に影響しません。",
      ],
    },
    {
      type: "single",
      id: "for-whom",
      text: ["For whom do you shop here most?", "主にどなたのために買い物をしますか？"],
      options: [
        { id: "myself", text: ["Myself", "自分"] },
        { id: "family", text: ["My family", "家族"] },
        { id: "gifts", text: ["Gifts for others", "贈り物"] },
        { id: "business", text: ["My business", "仕事"] },
      ],
    },
    {
      type: "text",
      id: "wish",
      text: ["What should we offer next?", "次に扱ってほしいものは？"],
      help: ["A sentence is enough.", "ひとことでかまいません。"],
      maxLength: 300,
      required: true,
    },
    {
      type: "email",
      id: "email",
      text: ["Where can we reach you if you win?", "当選のご連絡先メールアドレスは？"],
      help: [
        "Used for the draw, and for news only if you say so next.",
        "抽選のために使います。お知らせは次で同意された場合のみ。",
      ],
      required: true,
    },
    ...consents,
  ];
}

export const contestEntry: QuizTemplate = {
  handle: "contest-entry",
  kind: "survey",
  name: "Contest entry",
  summary: "A prize, two questions, an e-mail address, and consent to news asked apart: nobody is made to agree.",
  content: (shop: TemplateShop) => {
    const prize = amountText(Math.max(20, niceBounds(shop.priceThirds)[1] * 2), shop.currency);
    return bilingual({
      title: ["Enter our draw", "プレゼント応募フォーム"],
      intro: ["It takes a minute.", "1分で終わります。"],
      questions: questions(prize),
      result: {
        title: ["You are in", "応募を受け付けました"],
        text: ["We write to the winner by e-mail. Good luck!", "当選者にはメールでご連絡します。"],
        products: 0,
      },
      goal: {
        text: ["New addresses with consent, and wishes in people’s own words.", "同意のある連絡先と要望を集める"],
        traits: ["for-whom"],
      },
    });
  },
};
