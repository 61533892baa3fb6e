import { type Palette, paletteOf } from "./palette.ts";
import * as gifts from "./shapes-gifts.ts";
import * as home from "./shapes-home.ts";
import type { Shape } from "./shapes-home.ts";
import * as table from "./shapes-table.ts";

export interface PictureSubject {
  id: number;
  title: string;
  type: string;
}

/** The first words that are found in the title decide what is drawn. */
const byWords: readonly (readonly [words: string, shape: Shape])[] = [
  ["apron", table.apron],
  ["clock|watch", home.clock],
  ["cushion|pillow", home.cushion],
  ["umbrella|parasol", gifts.umbrella],
  ["doormat|mat", home.doormat],
  ["bag|tote|backpack|rucksack|shopper|suitcase", gifts.bag],
  ["jigsaw|puzzle|game|ludo|dominoes", gifts.puzzle],
  ["lantern", home.lantern],
  ["bunting|pennant|flag", home.bunting],
  ["mirror", home.mirror],
  ["candlestick|candle|t-light|tea ?lights?|votive|incense", home.candle],
  ["string lights|fairy lights|lights", home.lights],
  ["lamp|night light|chandelier|light", home.lamp],
  ["wreath|garland", gifts.wreath],
  ["stocking", gifts.stocking],
  ["bauble", gifts.bauble],
  ["christmas tree|advent", gifts.tree],
  ["tree topper|star", gifts.star],
  ["greeting card|cards?|envelope|postcard", gifts.card],
  ["notebook|journal|sketchbook|diary|calendar|address book|album|recipe", gifts.notebook],
  ["pens?|pencil|crayon", gifts.pen],
  ["wrap|ribbon|tape|gift|tissue|organiser", gifts.ribbon],
  ["teapot|kettle", table.teapot],
  ["mug|cups?|saucer|espresso|beaker|chocolate set", table.mug],
  ["jam|jar|preserve|honey", table.jar],
  ["hamper|picnic", table.hamper],
  ["cake ?stand|cake|fudge|bun", table.cakeStand],
  ["bowl|dish", table.bowl],
  ["plate|tray|saucer|coaster|placemat", table.plate],
  ["tin|tins|canister|bucket", table.tin],
  ["soap|bath salts|sponge", table.soap],
  ["diffuser|fragrance", table.diffuser],
  ["bottle|hand cream|lotion|flask|vinegar", table.bottle],
  ["chopping board|board", table.board],
  ["brush|comb", table.brush],
  ["towel|napkin|runner|tablecloth|doily|doilies|doiley|flannel", table.cloth],
  ["frame|photo|print|poster|picture|wall art|art|canvas", home.frame],
  ["sign|plaque|chalkboard", home.sign],
  ["vase|jug|flower|rose", home.vase],
  ["scarf|shawl|glove|sock", gifts.scarf],
  ["purse|wallet|cover|clutch", gifts.purse],
  ["key ?ring", gifts.keyRing],
  ["earring|stud|cufflink", gifts.earrings],
  ["bracelet|bangle|beads", gifts.bracelet],
  ["necklace|pendant|charm|chain", gifts.necklace],
  ["ring|brooch|hairclip|diamante|jewel", gifts.ring],
  ["pull toy|horse|car|train", gifts.pullToy],
  ["blocks|alphabet|letters|spinning top", gifts.blocks],
  ["soft toy|teddy|doll|puppet|rabbit|bunny|bear|owl|cat|dog|toy|childs|children", gifts.softToy],
  ["watering can", gifts.wateringCan],
  ["bird", gifts.birdHouse],
  ["plant|pot|pots|seed|herb|garden|cactus|flowerpot|planter", gifts.plant],
  ["basket|wicker", home.basket],
  ["box|drawer|cabinet|chest|trinket|storage", home.box],
  ["hook|hanger|rack|peg|knob", home.hook],
  ["throw|blanket|quilt|rug", home.throwBlanket],
  ["balloon|party", gifts.balloon],
  ["heart|love", gifts.heart],
];

const patterns = byWords.map(([words, shape]) => [new RegExp(`\\b(?:${words})(?:e?s)?\\b`), shape] as const);

const byType: Readonly<Record<string, readonly Shape[]>> = {
  "Candles & Lights": [home.candle, home.lantern],
  "Kitchen & Dining": [table.bowl, table.plate, table.tin],
  "Home Decor": [home.vase, home.box, gifts.heart],
  "Frames & Art": [home.frame],
  Stationery: [gifts.ribbon, gifts.notebook],
  "Toys & Games": [gifts.blocks, gifts.softToy],
  Garden: [gifts.plant, gifts.birdHouse],
  "Bags & Accessories": [gifts.bag],
  Jewellery: [gifts.necklace, gifts.ring],
  Christmas: [gifts.tree, gifts.bauble],
  "Bath & Body": [table.soap, table.bottle],
  "Party & Food Gifts": [gifts.balloon, table.cakeStand],
};

function shapeOf({ id, title, type }: PictureSubject): Shape {
  const words = title.toLowerCase();
  const named = patterns.find(([pattern]) => pattern.test(words))?.[1];
  const ofType = byType[type] ?? [gifts.ribbon, home.box];
  return named ?? ofType[id % ofType.length] ?? gifts.ribbon;
}

function scene(palette: Palette, id: number): string {
  const side = id % 2 ? 640 : 160;
  return (
    `<defs><linearGradient id="w" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#fff" stop-opacity=".6"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></linearGradient>` +
    `<radialGradient id="s"><stop offset="0" stop-color="#4a3a2a" stop-opacity=".28"/><stop offset="1" stop-color="#4a3a2a" stop-opacity="0"/></radialGradient></defs>` +
    `<rect width="800" height="800" fill="${palette.wall}"/><circle cx="${side}" cy="210" r="260" fill="${palette.light}" opacity=".35"/>` +
    `<rect width="800" height="800" fill="url(#w)"/><path d="M0 560c200-24 600-24 800 0v240H0Z" fill="${palette.floor}"/>` +
    `<ellipse cx="400" cy="612" rx="270" ry="42" fill="url(#s)"/>`
  );
}

/** The picture of a product: the same product always looks the same. */
export function drawPicture(subject: PictureSubject): string {
  const words = subject.title.toLowerCase();
  const palette = paletteOf(words, subject.id);
  const shape = shapeOf(subject)(palette, subject.id % 4);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 800" width="800" height="800">${scene(palette, subject.id)}${shape}</svg>`;
}
