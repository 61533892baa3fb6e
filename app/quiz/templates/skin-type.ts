import type { QuizTemplate } from "../template.ts";
import { bilingual, finds, remember } from "./bilingual.ts";
import type { BilingualContent, BilingualQuestion } from "./bilingual.ts";

const questions: BilingualQuestion[] = [
  {
    type: "single",
    id: "feel",
    text: ["How does your skin feel an hour after washing it?", "洗顔して1時間後、肌はどんな感じですか？"],
    help: ["Without cream or make-up on it.", "何も塗っていない状態で。"],
    options: [
      { id: "tight", text: ["Tight", "つっぱる"], points: { dry: 3 } },
      { id: "shiny", text: ["Shiny all over", "全体がテカる"], points: { oily: 3 } },
      { id: "t-zone", text: ["Shiny on forehead and nose only", "額と鼻だけテカる"], points: { combination: 3 } },
      { id: "itchy", text: ["Itchy or red", "かゆい・赤くなる"], points: { sensitive: 3 } },
      { id: "fine", text: ["Comfortable", "ちょうどよい"], points: { balanced: 3 } },
    ],
  },
  {
    type: "rating",
    id: "shine",
    text: ["How much does it shine by midday?", "お昼ごろ、どのくらいテカりますか？"],
    low: ["Not at all", "まったく"],
    high: ["A lot", "とても"],
  },
  {
    type: "single",
    id: "reacts",
    text: [
      "How often does a new product sting or redden your skin?",
      "新しい化粧品で、ひりついたり赤くなったりしますか？",
    ],
    options: [
      { id: "often", text: ["Often", "よくある"], points: { sensitive: 3 } },
      { id: "sometimes", text: ["Sometimes", "たまにある"], points: { sensitive: 1 } },
      { id: "never", text: ["Hardly ever", "ほとんどない"], points: { balanced: 1 } },
    ],
  },
  {
    type: "multiple",
    id: "concerns",
    text: ["What would you most like to change?", "いちばん気になることは？"],
    help: ["Two at most.", "2つまで選べます。"],
    most: 2,
    options: [
      {
        id: "dryness",
        text: ["Dryness", "乾燥"],
        points: { dry: 2 },
        ...finds("hand cream|face cream|body cream|moisturiser|moisturizer|balm|body butter|face oil|hyaluronic"),
      },
      {
        id: "blemishes",
        text: ["Blemishes and large pores", "吹き出物・毛穴"],
        points: { oily: 2, combination: 1 },
        ...finds("soap|cleanser|clay|charcoal|toner|salicylic|niacinamide|tea tree"),
      },
      {
        id: "redness",
        text: ["Redness", "赤み"],
        points: { sensitive: 2 },
        ...finds("soothing|calming|aloe|oat|chamomile|cotton towel|sensitive"),
      },
      {
        id: "lines",
        text: ["Fine lines", "小じわ"],
        points: { dry: 1 },
        ...finds("serum|retinol|peptide|night cream|eye cream|hand cream"),
      },
      {
        id: "dullness",
        text: ["Dull, tired skin", "くすみ・疲れた肌"],
        points: { balanced: 1 },
        ...finds("vitamin c|scrub|exfoliating|bath salts|bath brush|mask"),
      },
    ],
  },
  {
    type: "single",
    id: "routine",
    text: ["How long should your routine take?", "お手入れにかける時間は？"],
    options: [
      { id: "short", text: ["A minute: one or two products", "1分・1〜2品で"] },
      { id: "medium", text: ["Five minutes: three or four", "5分・3〜4品で"] },
      { id: "long", text: ["As long as it takes", "じっくりと"] },
    ],
  },
  remember(["No, just show my skin type", "いいえ、結果だけ見る"]),
];

const outcomes: BilingualContent["outcomes"] = [
  {
    id: "dry",
    title: ["Your skin is on the dry side", "あなたは乾燥肌タイプ"],
    text: [
      "It asks for rich creams and mild cleansing. Put cream on while the skin is still damp.",
      "うるおいを与えるクリームとやさしい洗顔がおすすめ。肌が湿っているうちに保湿を。",
    ],
  },
  {
    id: "oily",
    title: ["Your skin is on the oily side", "あなたは脂性肌タイプ"],
    text: [
      "Light gels and clay suit it. Cleanse twice a day, and do not skip moisturiser: skin that is dried out makes more oil.",
      "軽いジェルやクレイが合います。洗顔は1日2回、保湿も忘れずに。",
    ],
  },
  {
    id: "combination",
    title: ["You have combination skin", "あなたは混合肌タイプ"],
    text: [
      "Care by zone: light on forehead and nose, richer on the cheeks.",
      "部分ごとのお手入れを。額と鼻は軽く、頬はしっとりと。",
    ],
  },
  {
    id: "sensitive",
    title: ["Your skin is sensitive", "あなたは敏感肌タイプ"],
    text: [
      "Few ingredients, no perfume, one new product at a time. Try it on the inside of your arm first.",
      "成分は少なく、無香料のものを1品ずつ。まず腕の内側で試してください。",
    ],
  },
  {
    id: "balanced",
    title: ["Your skin is well balanced", "あなたは普通肌タイプ"],
    text: [
      "Keep it so: a mild cleanser, a light cream, and sun protection in the morning.",
      "この調子で。やさしい洗顔、軽いクリーム、朝の日焼け止めを。",
    ],
  },
];

export const skinType: QuizTemplate = {
  handle: "skin-type",
  kind: "quiz",
  name: "Skin type",
  summary: "Five questions that add up to one of five skin types, each with its advice and the care that suits it.",
  content: () =>
    bilingual({
      title: ["What is your skin type?", "肌タイプ診断"],
      intro: ["Five questions. No photo, no account.", "質問は5つ。写真も会員登録もいりません。"],
      questions,
      outcomes,
      result: {
        title: ["Care that suits you", "あなたに合うお手入れ"],
        text: ["By what you told us about your skin.", "肌についての回答をもとに選びました。"],
        products: 3,
      },
      goal: {
        text: ["Learn the skin type and the main concern.", "肌タイプと悩みを知る"],
        traits: ["feel", "reacts", "concerns", "routine"],
      },
    }),
};
