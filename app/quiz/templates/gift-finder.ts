import type { QuizContent } from "../../contract/quiz.ts";
import { amountText, niceBounds } from "../template.ts";
import type { QuizTemplate, TemplateShop } from "../template.ts";
import { bilingual, finds, remember } from "./bilingual.ts";
import type { BilingualOption } from "./bilingual.ts";
import { drawing } from "./drawing.ts";

const recipients: BilingualOption[] = [
  {
    id: "her",
    text: ["A woman", "女性"],
    ...finds("for her|jewellery|necklace|bracelet|earrings|handbag|purse|scented|candle|rose|flower"),
  },
  {
    id: "him",
    text: ["A man", "男性"],
    ...finds("for him|desk|games|mug|bottle opener|wallet|retro|tool|clock|metal sign|bbq|leather"),
  },
  {
    id: "child",
    text: ["A child", "お子さま"],
    ...finds("kids|children|childrens|toy|doll|dolly|puzzle|game|puppet|spaceboy|circus|soft toy|baby|lunch bag"),
  },
  {
    id: "household",
    text: ["A couple or a household", "ご夫婦・ご家庭"],
    ...finds("home|kitchen|garden|frame|candle|cake|tea|glass|cushion"),
  },
];

const rooms: BilingualOption[] = [
  {
    id: "home",
    text: ["Living room and bedroom", "リビング・寝室"],
    picture: drawing("M3 11l9-8 9 8M5 10v10h14V10M10 20v-6h4v6"),
    ...finds(
      "home|home decor|cushion|candle|t-light|lantern|frame|clock|mirror|vase|doormat|hanging|heart|holder|throw",
    ),
  },
  {
    id: "kitchen",
    text: ["Kitchen and table", "キッチン・食卓"],
    picture: drawing("M4 9h12v6a5 5 0 0 1-5 5H9a5 5 0 0 1-5-5zM16 11h2a2 2 0 0 1 0 5h-2M8 3v3M12 3v3"),
    ...finds("kitchen|dining|mug|cup|bowl|plate|cake|tea|teapot|jar|tin|glass|apron|cutlery|baking|napkin|tray"),
  },
  {
    id: "garden",
    text: ["Garden and balcony", "庭・ベランダ"],
    picture: drawing("M12 21v-9M12 12c0-5 3-8 8-8 0 5-3 8-8 8zM12 15c0-4-3-6-7-6 0 4 3 6 7 6z"),
    ...finds("garden|plant|flower|bird|watering|parasol|seed|lantern|wind chime|pot|picnic"),
  },
  {
    id: "on-the-go",
    text: ["Worn or carried", "身につける・持ち歩く"],
    picture: drawing("M5 8h14l-1 12H6zM9 8V6a3 3 0 0 1 6 0v2"),
    ...finds("bag|purse|jewellery|necklace|bracelet|earrings|umbrella|scarf|travel|key ring|wallet|charm"),
  },
];

const tastes: BilingualOption[] = [
  {
    id: "vintage",
    text: ["Vintage and retro", "ヴィンテージ・レトロ"],
    ...finds("vintage|retro|retrospot|antique|classic|victorian|edwardian|regency"),
  },
  {
    id: "romantic",
    text: ["Romantic and floral", "ロマンティック・花柄"],
    ...finds("romantic|floral|heart|rose|flower|love|botanical|peony|daisy|butterfly"),
  },
  {
    id: "playful",
    text: ["Colourful and playful", "カラフル・遊び心"],
    ...finds("polka dot|polkadot|star|animal|owl|rabbit|fox|bear|stripe|spaceboy|pink|red"),
  },
  {
    id: "natural",
    text: ["Natural and simple", "ナチュラル・シンプル"],
    ...finds("wood|wooden|natural|cotton|linen|felt|oak|glass|ceramic|zinc|white|ivory|nordic"),
  },
];

function budgets({ currency, priceThirds }: TemplateShop): BilingualOption[] {
  const [low, high] = niceBounds(priceThirds);
  const [lowText, highText] = [amountText(low, currency), amountText(high, currency)];
  return [
    { id: "small", text: [`Up to ${lowText}`, `${lowText}まで`], match: { priceTo: low } },
    {
      id: "medium",
      text: [`${lowText} to ${highText}`, `${lowText}〜${highText}`],
      match: { priceFrom: low, priceTo: high },
    },
    { id: "large", text: [`${highText} and more`, `${highText}以上`], match: { priceFrom: high } },
    { id: "any", text: ["I’m open", "こだわらない"] },
  ];
}

const content = (shop: TemplateShop): QuizContent =>
  bilingual({
    title: ["Find the right gift", "ぴったりのギフトを見つける"],
    intro: ["Four short questions, and we show you what fits.", "4つの質問に答えると、おすすめが見つかります。"],
    questions: [
      {
        type: "single",
        id: "recipient",
        text: ["Who is the gift for?", "どなたへのギフトですか？"],
        options: recipients,
        // Children’s presents need no room: straight on to the style.
        branches: [{ option: "child", goTo: "taste" }],
      },
      { type: "picture", id: "room", text: ["Where will it be used?", "どこで使いますか？"], options: rooms },
      {
        type: "multiple",
        id: "taste",
        text: ["Which styles do they like?", "どんなスタイルがお好みですか？"],
        help: ["Choose as many as you like.", "いくつでも選べます。"],
        options: tastes,
      },
      {
        type: "single",
        id: "budget",
        text: ["How much would you like to spend?", "ご予算はどのくらいですか？"],
        options: budgets(shop),
      },
      remember(["No, just show me gifts", "いいえ、ギフトだけ見る"]),
    ],
    result: {
      title: ["These fit", "おすすめはこちら"],
      text: ["Chosen from what is in stock today, by your answers.", "回答をもとに、在庫のある商品から選びました。"],
      products: 3,
    },
    goal: {
      text: ["Help shoppers choose a gift, and learn for whom and how much they buy.", "ギフト選びの手助け"],
      traits: ["recipient", "room", "taste", "budget"],
    },
  });

export const giftFinder: QuizTemplate = {
  handle: "gift-finder",
  kind: "quiz",
  name: "Gift finder",
  summary: "Who it is for, where it will be used, which style, how much: ends in gifts that fit and are in stock.",
  content,
};
