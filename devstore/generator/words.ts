/** The vocabulary of the made-up gift shop: what it sells, and the words that products are made of. */
export const slots = {
  scent: [
    "Lavender & Sage",
    "Fig & Cassis",
    "Sea Salt",
    "Vanilla Bean",
    "Sandalwood",
    "Orange Blossom",
    "Cedar & Moss",
    "Rose Garden",
    "Fresh Linen",
    "Wild Mint",
    "Amber",
    "Lemon Verbena",
  ],
  colour: ["Sage Green", "Dusty Pink", "Navy Blue", "Ivory", "Terracotta", "Mustard Yellow", "Charcoal Grey", "Red", "Sky Blue", "Lilac"],
  metal: ["Brass", "Copper", "Zinc", "Iron", "Silver Plated", "Enamel"],
  wood: ["Oak", "Walnut", "Beech", "Bamboo", "Mango Wood", "Olive Wood"],
  material: ["Glass", "Ceramic", "Stoneware", "Wicker", "Cotton", "Linen", "Felt"],
  cloth: ["Cotton", "Linen", "Velvet", "Wool", "Canvas"],
  style: ["Vintage", "Retro", "Classic", "Rustic", "Modern", "Nordic", "Art Deco", "Boho"],
  motif: ["Polka Dot", "Heart", "Star", "Botanical", "Swallow", "Butterfly", "Bee", "Striped", "Floral", "Gingham", "Fern", "Moon"],
  animal: ["Rabbit", "Fox", "Owl", "Hedgehog", "Elephant", "Bear", "Cat", "Whale", "Hare", "Robin"],
  flower: ["Rose", "Peony", "Lavender", "Daisy", "Poppy", "Bluebell", "Tulip", "Sunflower"],
  gem: ["Pearl", "Moonstone", "Rose Quartz", "Turquoise", "Amethyst", "Garnet", "Opal", "Jade"],
  fruit: ["Strawberry", "Lemon", "Cherry", "Blackberry", "Fig", "Apple"],
} as const;

export type Slot = keyof typeof slots;

/** `title` has {slots}; price is a range in pounds; `tags` hold for every product of the line. */
export interface Line {
  title: string;
  price: readonly [number, number];
  tags: readonly string[];
  /** Names of sizes when the product comes in several; the price rises with each. */
  sizes?: readonly string[];
}

const line = (title: string, from: number, to: number, tags: string, sizes?: readonly string[]): Line => ({
  title,
  price: [from, to],
  tags: tags.split(" ").filter(Boolean),
  ...(sizes ? { sizes } : {}),
});

/** Which months sell a type well: 12 factors, January first; types that are missing sell evenly. */
export const seasons: Readonly<Record<string, readonly number[]>> = {
  Christmas: [0.1, 0.02, 0.02, 0.02, 0.02, 0.03, 0.08, 0.3, 1.2, 2.6, 4.5, 4.2],
  Garden: [0.4, 0.7, 1.4, 1.9, 2.1, 1.8, 1.4, 1, 0.7, 0.5, 0.4, 0.3],
  "Candles & Lights": [1, 0.9, 0.8, 0.7, 0.7, 0.7, 0.7, 0.9, 1.1, 1.4, 1.7, 1.7],
  "Toys & Games": [0.7, 0.7, 0.9, 0.9, 0.9, 0.9, 1, 1, 0.9, 1.1, 1.7, 2],
};

export const catalogue: Readonly<Record<string, readonly Line[]>> = {
  "Candles & Lights": [
    line("{scent} Soy Candle", 9, 18, "home scented natural for-her", ["Small", "Large"]),
    line("{scent} Tea Lights, Box of 12", 4, 8, "home scented"),
    line("{colour} Pillar Candle", 4, 11, "home"),
    line("{metal} Lantern with {motif} Cut-outs", 14, 38, "home garden"),
    line("{style} Glass T-Light Holder", 3, 9, "home glass"),
    line("{motif} String Lights", 9, 19, "home party"),
    line("{metal} Candlestick", 8, 24, "home dining"),
    line("{colour} Dinner Candles, Set of 6", 6, 12, "home dining"),
    line("{style} Table Lamp in {colour}", 26, 65, "home"),
  ],
  "Kitchen & Dining": [
    line("{motif} Stoneware Mug", 6, 14, "kitchen ceramic home"),
    line("{animal} Espresso Cups, Set of 2", 10, 19, "kitchen ceramic"),
    line("{wood} Chopping Board", 14, 34, "kitchen wood for-him", ["Small", "Medium", "Large"]),
    line("{colour} Salad Bowl", 15, 32, "kitchen ceramic"),
    line("{motif} Cake Tins, Set of 3", 14, 24, "kitchen baking"),
    line("{style} Teapot in {colour}", 16, 34, "kitchen ceramic"),
    line("{cloth} Apron, {motif}", 14, 26, "kitchen for-him for-her"),
    line("{fruit} Jam Jar with Spoon", 6, 12, "kitchen glass"),
    line("{style} Recipe Tin", 9, 18, "kitchen"),
    line("{colour} Linen Napkins, Set of 4", 14, 28, "kitchen dining linen"),
  ],
  "Home Decor": [
    line("{motif} Cushion in {colour}", 16, 38, "home living-room"),
    line("{style} Wall Clock", 18, 48, "home"),
    line("{colour} {cloth} Throw", 28, 65, "home living-room cosy"),
    line("{wood} Trinket Box", 10, 24, "home wood for-her"),
    line("{material} Vase in {colour}", 9, 32, "home", ["Small", "Large"]),
    line("{metal} Coat Hook, {animal}", 6, 15, "home hall"),
    line("{style} Doormat", 14, 26, "home hall"),
    line("{style} Mirror with {wood} Frame", 24, 75, "home wood"),
    line("{motif} Bunting", 7, 15, "home party"),
  ],
  "Frames & Art": [
    line("{wood} Photo Frame", 9, 22, "home wood", ["10 x 15 cm", "13 x 18 cm", "20 x 30 cm"]),
    line("{style} {metal} Picture Frame", 10, 26, "home"),
    line("{flower} Botanical Print", 12, 30, "home art botanical"),
    line("{animal} Art Print in {colour}", 12, 28, "home art kids"),
    line("{style} Travel Poster", 10, 24, "home art for-him"),
    line("{colour} Gallery Frames, Set of 3", 24, 46, "home"),
    line("{motif} Metal Wall Sign", 7, 16, "home"),
  ],
  Stationery: [
    line("{motif} Notebook", 4, 12, "desk paper"),
    line("{style} Leather Journal", 14, 30, "desk for-him leather"),
    line("{animal} Greeting Cards, Pack of 8", 5, 10, "paper party"),
    line("{flower} Wrapping Paper, 5 Sheets", 4, 8, "paper party"),
    line("{metal} Fountain Pen", 14, 42, "desk for-him"),
    line("{colour} Desk Organiser", 12, 26, "desk"),
    line("{motif} Washi Tapes, Set of 5", 4, 9, "desk paper kids"),
    line("{style} Wall Calendar", 9, 16, "desk paper"),
  ],
  "Toys & Games": [
    line("Wooden {animal} Pull Toy", 12, 26, "kids wood"),
    line("{animal} Soft Toy in {cloth}", 9, 24, "kids soft"),
    line("{animal} Jigsaw Puzzle", 7, 16, "kids"),
    line("{style} Spinning Top", 4, 9, "kids retro"),
    line("{animal} Finger Puppets", 6, 12, "kids felt"),
    line("{style} Card Game", 6, 14, "kids games for-him"),
    line("{colour} Building Blocks", 14, 30, "kids wood"),
    line("{motif} Skipping Rope", 4, 9, "kids outdoor"),
    line("{animal} Night Light", 14, 28, "kids"),
  ],
  Garden: [
    line("{colour} Plant Pot", 6, 18, "garden", ["Small", "Medium", "Large"]),
    line("{metal} Watering Can", 14, 32, "garden for-her"),
    line("{flower} Seed Kit", 5, 12, "garden natural"),
    line("{animal} Garden Ornament", 9, 26, "garden"),
    line("{wood} Bird House", 12, 30, "garden wood"),
    line("{metal} Bird Feeder", 9, 22, "garden"),
    line("{motif} Gardening Gloves", 7, 14, "garden for-her for-him"),
    line("{colour} Garden Parasol", 24, 60, "garden outdoor"),
    line("{style} Wind Chime", 9, 22, "garden"),
  ],
  "Bags & Accessories": [
    line("{motif} Tote Bag", 8, 18, "bag cotton for-her"),
    line("{colour} Lunch Bag", 7, 14, "bag kids"),
    line("{animal} Children's Backpack", 14, 28, "bag kids"),
    line("{colour} {cloth} Wash Bag", 10, 22, "bag bathroom for-her for-him"),
    line("{style} Leather Purse in {colour}", 16, 42, "bag leather for-her"),
    line("{motif} Umbrella", 12, 26, "outdoor"),
    line("{colour} Wool Scarf", 18, 44, "fashion wool for-her for-him"),
    line("{animal} Key Ring", 4, 9, "small-gift"),
    line("{style} Travel Wallet", 14, 34, "leather for-him"),
  ],
  Jewellery: [
    line("{gem} Pendant Necklace", 16, 48, "for-her silver"),
    line("{gem} Stud Earrings", 12, 34, "for-her silver"),
    line("{gem} Bracelet", 12, 38, "for-her"),
    line("{animal} Charm Necklace", 12, 30, "for-her kids"),
    line("Gold Plated {motif} Ring", 14, 40, "for-her gold", ["Size S", "Size M", "Size L"]),
    line("{style} Brooch with {gem}", 10, 28, "for-her"),
    line("{colour} Jewellery Box", 16, 38, "for-her home"),
    line("{metal} Cufflinks, {motif}", 16, 36, "for-him"),
  ],
  Christmas: [
    line("{animal} Christmas Tree Decoration", 4, 10, "christmas home"),
    line("{colour} Glass Baubles, Set of 6", 8, 18, "christmas glass home"),
    line("{style} Advent Calendar", 9, 24, "christmas kids"),
    line("{material} Christmas Stocking", 9, 22, "christmas"),
    line("{flower} Christmas Wreath", 18, 42, "christmas home"),
    line("{motif} Christmas Cards, Pack of 10", 5, 10, "christmas paper"),
    line("{metal} Star Tree Topper", 8, 18, "christmas home"),
    line("{scent} Christmas Candle", 8, 18, "christmas scented home"),
  ],
  "Bath & Body": [
    line("{scent} Hand Soap", 6, 12, "bathroom scented natural"),
    line("{scent} Hand Cream", 6, 14, "bathroom scented for-her"),
    line("{scent} Bath Salts", 7, 16, "bathroom scented for-her"),
    line("{scent} Room Diffuser", 14, 30, "home scented"),
    line("{colour} Cotton Towel", 10, 26, "bathroom cotton", ["Hand", "Bath"]),
    line("{style} Soap Dish in {colour}", 5, 12, "bathroom ceramic"),
    line("{wood} Bath Brush", 8, 16, "bathroom wood natural"),
  ],
  "Party & Food Gifts": [
    line("{fruit} Preserve Hamper", 18, 44, "food hamper"),
    line("{style} Hot Chocolate Set", 12, 24, "food kitchen"),
    line("{colour} Party Plates, Pack of 12", 4, 8, "party paper"),
    line("{motif} Paper Napkins", 3, 6, "party paper"),
    line("{motif} Cake Stand", 14, 32, "party kitchen baking"),
    line("{fruit} Fudge Box", 6, 12, "food"),
    line("{style} Tea Tin with {flower} Tea", 8, 16, "food kitchen"),
    line("{motif} Balloon Garland", 8, 18, "party"),
  ],
};
