import type { QuizTemplate } from "../template.ts";
import { bilingual, finds, remember } from "./bilingual.ts";
import type { BilingualContent, BilingualQuestion } from "./bilingual.ts";
import { drawing } from "./drawing.ts";

const questions: BilingualQuestion[] = [
  {
    type: "picture",
    id: "brew",
    text: ["How do you make your coffee?", "コーヒーはどうやって淹れますか？"],
    options: [
      {
        id: "espresso",
        text: ["Espresso machine", "エスプレッソマシン"],
        picture: drawing("M5 4h14v5H5zM8 9v3h8V9M9 14h6v3a3 3 0 0 1-6 0zM5 21h14M19 9v12"),
        ...finds("espresso|moka|coffee cup|espresso cups"),
      },
      {
        id: "filter",
        text: ["Filter or pour-over", "ドリップ・フィルター"],
        picture: drawing("M5 4h14l-5 7h-4zM9 14h6l2 7H7zM12 11v3"),
        ...finds("filter|pour over|drip|mug"),
      },
      {
        id: "press",
        text: ["French press", "フレンチプレス"],
        picture: drawing("M7 8h9v13H7zM12 3v10M9 3h6M8 13h7M16 10h3v6h-3"),
        ...finds("french press|cafetiere|coarse|mug"),
      },
      {
        id: "capsule",
        text: ["Capsules or instant", "カプセル・インスタント"],
        picture: drawing("M7 8h10l-2 12H9zM6 8c0-3 3-4 6-4s6 1 6 4z"),
        ...finds("capsule|pod|instant|mug"),
      },
    ],
  },
  {
    type: "slider",
    id: "strength",
    text: ["How strong do you like it?", "濃さの好みは？"],
    low: ["Mild", "マイルド"],
    high: ["Strong", "しっかり"],
    min: 1,
    max: 10,
  },
  {
    type: "single",
    id: "milk",
    text: ["With milk?", "ミルクは入れますか？"],
    options: [
      { id: "black", text: ["Black", "ブラックで"], points: { bright: 2, dark: 1 } },
      { id: "dash", text: ["A dash", "少しだけ"], points: { round: 1 } },
      { id: "milky", text: ["Mostly milk", "ミルクたっぷり"], points: { round: 2, dark: 1 } },
    ],
  },
  {
    type: "multiple",
    id: "flavours",
    text: ["Which flavours do you like?", "好きな風味は？"],
    help: ["Choose as many as you like.", "いくつでも選べます。"],
    options: [
      {
        id: "chocolate",
        text: ["Chocolate and nuts", "チョコレート・ナッツ"],
        points: { round: 3 },
        ...finds("chocolate|cocoa|nut|hazelnut|almond|brazil"),
      },
      {
        id: "fruit",
        text: ["Berries and citrus", "ベリー・柑橘"],
        points: { bright: 3 },
        ...finds("fruit|berry|strawberry|cherry|lemon|citrus|ethiopia|kenya"),
      },
      {
        id: "caramel",
        text: ["Caramel and vanilla", "キャラメル・バニラ"],
        points: { round: 2 },
        ...finds("caramel|vanilla|fudge|honey|colombia"),
      },
      {
        id: "roast",
        text: ["Dark roast and spice", "深煎り・スパイス"],
        points: { dark: 3 },
        ...finds("dark|spice|smoky|cedar|sumatra|italian|black"),
      },
    ],
  },
  {
    type: "ranking",
    id: "matters",
    text: ["What matters most when you buy coffee?", "コーヒーを選ぶとき、大切なのは？"],
    help: ["The most important first.", "大切なものから順に並べてください。"],
    options: [
      { id: "taste", text: ["Taste", "味"] },
      { id: "fresh", text: ["Freshly roasted", "焙煎したて"] },
      { id: "origin", text: ["Fair and traceable origin", "産地と公正な取引"] },
      { id: "price", text: ["Price", "価格"] },
    ],
  },
  {
    type: "single",
    id: "grind",
    text: ["Beans or ground?", "豆のままですか、挽いたものですか？"],
    options: [
      { id: "beans", text: ["Beans: I grind them", "豆のまま（自分で挽く）"] },
      { id: "ground", text: ["Ground, please", "挽いたもの"] },
    ],
  },
  {
    type: "number",
    id: "cups",
    text: ["How many cups a day, in your household?", "ご家庭では1日に何杯飲みますか？"],
    help: ["So that we know how long a bag lasts.", "1袋でどのくらいもつかがわかります。"],
    unit: ["cups", "杯"],
    min: 0,
    max: 50,
  },
  remember(["No, just show me coffee", "いいえ、結果だけ見る"]),
];

const outcomes: BilingualContent["outcomes"] = [
  {
    id: "bright",
    title: ["Bright and fruity", "明るくフルーティー"],
    text: [
      "Light roasts from East Africa and Central America are yours: juicy, floral, best without milk.",
      "東アフリカや中米の浅煎りがぴったり。みずみずしく華やかで、ブラック向きです。",
    ],
  },
  {
    id: "round",
    title: ["Round and chocolatey", "まろやかでチョコレートのよう"],
    text: [
      "Medium roasts from Brazil or Colombia are yours: sweet, nutty, good with milk.",
      "ブラジルやコロンビアの中煎りがぴったり。甘く香ばしく、ミルクにも合います。",
    ],
  },
  {
    id: "dark",
    title: ["Dark and strong", "深くて力強い"],
    text: [
      "Dark roasts are yours: full body, little acidity, a long finish.",
      "深煎りがぴったり。コクがあり、酸味は控えめ、余韻が続きます。",
    ],
  },
];

export const coffeeTaste: QuizTemplate = {
  handle: "coffee-taste",
  kind: "quiz",
  name: "Coffee taste",
  summary:
    "Brewing, strength, milk and flavours add up to one of three coffee characters; cups a day tell when a bag is empty.",
  content: () =>
    bilingual({
      title: ["Find your coffee", "あなたのコーヒーを見つける"],
      intro: ["Seven quick questions, no expertise needed.", "質問は7つ。専門知識はいりません。"],
      questions,
      outcomes,
      result: {
        title: ["Your coffee", "あなたのコーヒー"],
        text: ["Chosen by what you like to taste.", "お好みの味をもとに選びました。"],
        products: 3,
      },
      goal: {
        text: ["Learn taste and use, so that the right bag comes at the right time.", "好みと飲む量を知る"],
        traits: ["brew", "strength", "flavours", "grind", "cups"],
      },
    }),
};
