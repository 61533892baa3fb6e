import type { Option, OptionBranch } from "../../contract/question.ts";
import type { QuizContent } from "../../contract/quiz.ts";
import { amountText, niceBounds } from "../template.ts";
import type { QuizTemplate, TemplateShop } from "../template.ts";

/** Line drawings of ours, small enough to travel inside the quiz. */
const picture = (path: string): string =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-6 -1.5 36 27" fill="none" stroke="#47536b"><path d="${path}"/></svg>`,
  )
    .replaceAll("%20", " ")
    .replaceAll("%3D", "=")
    .replaceAll("%2F", "/")
    .replaceAll("%3A", ":")}`;

const option = (id: string, text: string, terms: string, drawing?: string): Option => ({
  id,
  text,
  ...(drawing ? { picture: picture(drawing) } : {}),
  ...(terms ? { match: { terms: terms.split("|") } } : {}),
});

const recipients: Option[] = [
  option(
    "her",
    "A woman",
    "for her|jewellery|necklace|bracelet|earrings|handbag|purse|scented|soap|candle|rose|flower",
  ),
  option("him", "A man", "for him|desk|games|mug|bottle opener|wallet|retro|tool|clock|metal sign|bbq|leather"),
  option(
    "child",
    "A child",
    "kids|children|childrens|toy|doll|dolly|puzzle|game|puppet|spaceboy|circus|soft toy|baby|lunch bag",
  ),
  option("household", "A couple or a household", "home|kitchen|garden|frame|candle|cake|tea|glass|cushion"),
];

const rooms: Option[] = [
  option(
    "home",
    "Living room and bedroom",
    "home|home decor|cushion|candle|t-light|lantern|frame|clock|mirror|vase|doormat|hanging|heart|holder|throw",
    "M3 11l9-8 9 8M5 10v10h14V10M10 20v-6h4v6",
  ),
  option(
    "kitchen",
    "Kitchen and table",
    "kitchen|dining|mug|cup|bowl|plate|cake|tea|teapot|jar|tin|glass|apron|cutlery|baking|napkin|tray",
    "M4 9h12v6a5 5 0 0 1-5 5H9a5 5 0 0 1-5-5zM16 11h2a2 2 0 0 1 0 5h-2M8 3v3M12 3v3",
  ),
  option(
    "garden",
    "Garden and balcony",
    "garden|plant|flower|bird|watering|parasol|seed|lantern|wind chime|pot|picnic",
    "M12 21v-9M12 12c0-5 3-8 8-8 0 5-3 8-8 8zM12 15c0-4-3-6-7-6 0 4 3 6 7 6z",
  ),
  option(
    "on-the-go",
    "Worn or carried",
    "bag|purse|jewellery|necklace|bracelet|earrings|umbrella|scarf|travel|key ring|wallet|charm",
    "M5 8h14l-1 12H6zM9 8V6a3 3 0 0 1 6 0v2",
  ),
];

const tastes: Option[] = [
  option("vintage", "Vintage and retro", "vintage|retro|retrospot|antique|classic|victorian|edwardian|regency"),
  option("romantic", "Romantic and floral", "romantic|floral|heart|rose|flower|love|botanical|peony|daisy|butterfly"),
  option(
    "playful",
    "Colourful and playful",
    "polka dot|polkadot|star|animal|owl|rabbit|fox|bear|stripe|spaceboy|pink|red",
  ),
  option(
    "natural",
    "Natural and simple",
    "wood|wooden|natural|cotton|linen|felt|oak|glass|ceramic|zinc|white|ivory|nordic",
  ),
];

function budgets({ currency, priceThirds }: TemplateShop): Option[] {
  const [low, high] = niceBounds(priceThirds);
  const [lowText, highText] = [amountText(low, currency), amountText(high, currency)];
  return [
    { id: "small", text: `Up to ${lowText}`, match: { terms: [], priceTo: low } },
    { id: "medium", text: `${lowText} to ${highText}`, match: { terms: [], priceFrom: low, priceTo: high } },
    { id: "large", text: `${highText} and more`, match: { terms: [], priceFrom: high } },
    { id: "any", text: "I’m open" },
  ];
}

/** Children’s presents need no room: straight on to the style. */
const skipRoom: OptionBranch[] = [{ option: "child", goTo: "taste" }];

function content(shop: TemplateShop): QuizContent {
  return {
    title: "Find the right gift",
    intro: "Four short questions, and we show you what fits.",
    language: "en",
    questions: [
      {
        type: "single",
        id: "recipient",
        text: "Who is the gift for?",
        required: true,
        options: recipients,
        branches: skipRoom,
      },
      { type: "picture", id: "room", text: "Where will it be used?", required: true, options: rooms, branches: [] },
      {
        type: "multiple",
        id: "taste",
        text: "Which styles do they like?",
        help: "Choose as many as you like.",
        required: true,
        options: tastes,
        branches: [],
      },
      {
        type: "single",
        id: "budget",
        text: "How much would you like to spend?",
        required: true,
        options: budgets(shop),
        branches: [],
      },
      {
        type: "consent",
        id: "remember",
        text: "May this shop remember my answers and join them to my orders, to show and suggest what fits me? I can take this back at any time.",
        purpose: "personalise",
        agree: "Yes, remember my answers",
        decline: "No, just show me gifts",
      },
    ],
    result: { title: "These fit", text: "Chosen from what is in stock today, by your answers.", products: 3 },
  };
}

export const giftFinder: QuizTemplate = {
  handle: "gift-finder",
  kind: "quiz",
  name: "Gift finder",
  summary: "Who it is for, where it will be used, which style, how much: ends in gifts that fit and are in stock.",
  content,
};
