import type { QuizTemplate } from "../template.ts";
import { bilingual, finds, remember } from "./bilingual.ts";
import type { BilingualContent, BilingualQuestion } from "./bilingual.ts";

const questions: BilingualQuestion[] = [
  {
    type: "single",
    id: "garment",
    text: ["What are you looking for?", "何をお探しですか？"],
    options: [
      {
        id: "tops",
        text: ["Tops and knitwear", "トップス・ニット"],
        ...finds("shirt|top|blouse|sweater|jumper|knit|hoodie|scarf|cardigan"),
      },
      {
        id: "bottoms",
        text: ["Trousers and skirts", "パンツ・スカート"],
        ...finds("trousers|pants|jeans|skirt|shorts|leggings"),
      },
      { id: "dresses", text: ["Dresses and overalls", "ワンピース"], ...finds("dress|jumpsuit|overall|apron|gown") },
      { id: "shoes", text: ["Shoes", "靴"], ...finds("shoes|boots|sneakers|sandals|slippers") },
    ],
  },
  {
    type: "number",
    id: "height",
    text: ["How tall are you?", "身長は？"],
    unit: ["cm", "cm"],
    min: 100,
    max: 230,
    required: true,
  },
  {
    type: "number",
    id: "chest",
    text: ["Around the chest, at its widest?", "バスト・胸囲は？"],
    help: ["You may skip this if you have no tape at hand.", "メジャーがなければ飛ばしてもかまいません。"],
    unit: ["cm", "cm"],
    min: 50,
    max: 200,
    onlyIf: { question: "garment", options: ["tops", "dresses"] },
  },
  {
    type: "number",
    id: "waist",
    text: ["Around the waist?", "ウエストは？"],
    help: ["You may skip this if you have no tape at hand.", "メジャーがなければ飛ばしてもかまいません。"],
    unit: ["cm", "cm"],
    min: 40,
    max: 200,
    onlyIf: { question: "garment", options: ["bottoms", "dresses"] },
  },
  {
    type: "number",
    id: "foot",
    text: ["How long is your foot, heel to toe?", "足の長さ（かかとからつま先）は？"],
    help: ["Stand on paper, mark both ends, measure between.", "紙の上に立ち、両端に印をつけて測ります。"],
    unit: ["cm", "cm"],
    min: 15,
    max: 40,
    onlyIf: { question: "garment", options: ["shoes"] },
  },
  {
    type: "single",
    id: "fit",
    text: ["How do you like it to fit?", "どんな着心地がお好みですか？"],
    options: [
      { id: "close", text: ["Close to the body", "ぴったり"], points: { close: 2 } },
      { id: "regular", text: ["Neither tight nor wide", "ふつう"], points: { regular: 2 } },
      { id: "loose", text: ["Loose", "ゆったり"], points: { loose: 2 } },
    ],
  },
  {
    type: "multiple",
    id: "trouble",
    text: ["What often does not fit?", "よく合わないところは？"],
    required: false,
    options: [
      { id: "sleeves", text: ["Sleeves or legs too long", "袖・裾が長い"] },
      { id: "short", text: ["Sleeves or legs too short", "袖・裾が短い"] },
      { id: "shoulders", text: ["Tight at shoulders or hips", "肩・腰まわりがきつい"] },
      { id: "wide", text: ["Too wide at the waist", "ウエストがゆるい"] },
    ],
  },
  remember(["No, just show what fits", "いいえ、結果だけ見る"]),
];

const outcomes: BilingualContent["outcomes"] = [
  {
    id: "close",
    title: ["A close fit", "ぴったりめ"],
    text: [
      "Take your usual size; between two sizes, the smaller.",
      "いつものサイズを。迷ったら小さいほうを選びましょう。",
    ],
  },
  {
    id: "regular",
    title: ["A regular fit", "ふつう"],
    text: [
      "Take your usual size; between two sizes, the larger.",
      "いつものサイズを。迷ったら大きいほうを選びましょう。",
    ],
  },
  {
    id: "loose",
    title: ["A loose fit", "ゆったりめ"],
    text: ["Take one size up, or a cut that is wide by design.", "1サイズ上か、ゆったりした形を選びましょう。"],
  },
];

export const sizeAndFit: QuizTemplate = {
  handle: "size-and-fit",
  kind: "quiz",
  name: "Size and fit",
  summary:
    "Measures and preferred fit, asked only where they matter: fewer returns, and sizes you know before they order.",
  content: () =>
    bilingual({
      title: ["Find your size", "サイズ診断"],
      intro: ["A minute, with or without a tape measure.", "1分で終わります。メジャーがなくても大丈夫。"],
      questions,
      outcomes,
      result: {
        title: ["Your fit", "あなたに合うサイズ感"],
        text: ["By your measures and how you like to wear it.", "寸法とお好みをもとに選びました。"],
        products: 3,
      },
      goal: {
        text: ["Fewer returns for size.", "サイズによる返品を減らす"],
        traits: ["garment", "height", "fit"],
      },
    }),
};
