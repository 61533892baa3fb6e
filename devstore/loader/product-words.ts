/**
 * From words of a description to a product type and tags, for products files that have none. Tried in order: the first
 * type with a word in the description wins, so narrow words stand before wide ones.
 */
const types: readonly (readonly [type: string, words: string])[] = [
  ["Gift Cards", "gift voucher"],
  [
    "Christmas",
    "christmas|xmas|advent|bauble|santa|reindeer|nativity|rudolph|snowman|snowmen|snowflake|icicle|tinsel|baubles|wreath|festive|mistletoe|stocking",
  ],
  [
    "Jewellery",
    "necklace|necklac|bracelet|bracelets|earring|earrings|bangle|brooch|hairclip|hairslide|hair comb|hairband|hair grip|hairgrip|pendant|jewel stand|jewellery|jewelry|charm|cufflinks|ring box|tiara|hair clip|hair clips|" +
      "hair band|diamante ring|crystal ring|glass ring|silver ring|mop ring|expanding ring|anklet|choker|tie pin|beaded chain|lariat|diamante|phone charm|slide|ring",
  ],
  [
    "Candles & Lights",
    "candle|candles|candleholder|candlestick|candlepot|candelabra|t-light|t-lights|tlight|tlights|tealight|tea light|lantern|lanterns|lamp|lampshade|light|lights|nightlight|chandelier|votive|incense|torch|matches|night light|oil burner|joss",
  ],
  [
    "Stationery",
    "card|cards|notebook|paper|pencil|pencils|pen|pens|sketchbook|journal|sticker|stickers|wrap|envelope|envelopes|eraser|erasers|ruler|stamp|stamps|bookmark|calendar|writing set|book|diary|post-it|sticky notes|memo|" +
      "memoboard|chalk|chalkboard|crayons|crayon|tape|tissue|gift tag|tag|tags|ribbon|ribbons|sharpener|scrapbook|scrap|address|notepad|rubber|rubbers|letters|blackboard|noticeboard|magnet|magnets|stapler|clipboard|stencil|patches|stickers|organiser|tapes|exercise books|pennant",
  ],
  [
    "Bags & Accessories",
    "bag|bags|handbag|purse|wallet|umbrella|scarf|backpack|rucksack|keyring|key ring|key rings|key-ring|shopper|tote|washbag|suitcase|luggage|passport|gloves|sunglasses|sunglass|sombrero|hat|slippers|belt|shawl|holdall|case|" +
      "travel sewing kit|fob|socks|poncho|flip flops|boa|kimono|holster",
  ],
  [
    "Frames & Art",
    "frame|frames|photoframe|picture|photo|album|print|poster|canvas|wall art|art|plaque|sign|signs|doorsign|metal sign|photo clip|painting|wallart",
  ],
  [
    "Toys & Games",
    "toy|toys|doll|dolls|dolly|puppet|puppets|jigsaw|puzzle|puzzles|game|games|skittles|ludo|dominoes|domino|spinning top|spinning tops|teddy|bear|playhouse|dinosaur|spaceboy|skipping rope|blocks|yo-yo|piano|marbles|marble|dice|soldier|balloon|" +
      "balloons|inflatable|kids|childs|childrens|children's|baby|helicopter|robot|feltcraft|kaleidoscope|xylophone|racing car|magic|glider|whistle|harmonica|harmonicas|catapult|snap|chess|cards playing|rocking horse|babushka|ducks|paint set|painting set|knitting|colouring|circus|" +
      "swirly|boombox|popart|ball|jump|bubbles|space|pirate|groovy cactus|pinwheel|windmill|water pistol|sucker|bouncy|origami|rocket|tattoos|tattoo|horse on spring|farm animals|farmyard|poppy's|cowboy|cowgirl|cowboys",
  ],
  [
    "Garden",
    "garden|gardener|gardeners|gardener's|gardening|plant|planter|flowerpot|flower pot|pots|watering|parasol|bird|birdhouse|bird house|birdtable|seed|herb|trowel|windchime|wind chime|hanging basket|picnic|bbq|hammock|gnome|kneeling|kneeler|twine|" +
      "fork|secateurs|thermometer|weather|fly swat|bucket|spade|wellies|wellington|greenhouse|growing|grow|tool|bench|deckchair|trellis|waterproof|grass|toadstool|wind spinner|outdoor",
  ],
  [
    "Bath & Body",
    "soap|bath|bathroom|towel|towels|toilet|beauty|lip balm|balm|gloss|lip gloss|body|shower|nail|manicure|sponge|lotion|talc|toothbrush|loo|washroom|flannel|hot water bottle|hand warmer|handwarmer|hottie|wash|plasters|make up|massage|toiletries|washing",
  ],
  [
    "Kitchen & Dining",
    "mug|mugs|cup|cups|saucer|bowl|bowls|plate|plates|cake|cakes|cakestand|teapot|tea|coffee|kettle|jug|jar|jars|spoon|spoons|cutlery|kitchen|apron|oven|baking|bakeware|lunch|snack|tray|trays|glass|glasses|goblet|tumbler|" +
      "beaker|bottle|bottles|flask|recipe|pantry|napkin|napkins|placemat|placemats|coaster|coasters|tablecloth|table cloth|table run|runner|egg|eggs|jelly|moulds|mould|mould|biscuit|cookie|bread|butter|sugar|milk|cream jug|salt|pepper|pot|dish|dinner|tureen|food|" +
      "colander|scales|timer|chopping|board|tin|tins|popcorn|ice cream|lolly|strawberry|chocolate|sweetie|sweets|sweet|jam|honey|cocktail|wine|beer|decanter|cruet|doily|doilies|doiley|doileys|mixing|casserole|crockery|hamper|container|containers|straws|canister|measuring|" +
      "cutter|cutters|whisk|rolling pin|cakecases|cases|set of 6 t|toast|teaspoons|spatula|sieve|funnel|pan|corkscrew|ladle|shaker|ashtray|chilli|peg bag|pegs|washing up|fruit|toadstools|bun|tea towel|jar with|drinking|squeezy|ketchup|basin|platter|fondue|chopsticks",
  ],
  [
    "Home Decor",
    "cushion|cushions|clock|clocks|mirror|mirrors|vase|vases|hook|hooks|hanger|coat rack|rack|doormat|door mat|throw|blanket|quilt|rug|curtain|curtains|drawer|drawers|knob|knobs|cabinet|shelf|box|boxes|trunk|basket|baskets|" +
      "holder|stand|bunting|garland|mobile|doorstop|door stop|bell|bells|ornament|wall|heart|hearts|flower|flowers|rose|roses|tile|tiles|trinket|drawer liner|storage|wicker|hanging|decoration|decorations|zinc|chest|stool|table|chair|lace|pouffe|tidy|bank|money|" +
      "screen|star|stars|butterfly|butterflies|feather|cherub|angel|fan|bead|beads|key|door|number|letter|home|crystal|tassel|ladder|tree|cornice|finial|tieback|footstool|bin|feathers|hen|chick|chicks|rabbit|bunny|owl|cat|dog|sheet|filler|tablemat|parade|flock|lid|mushroom|easter",
  ],
];

/** Tag ← words. Colours, materials, styles, motifs and occasions that shoppers ask for. */
const tags: readonly (readonly [tag: string, words: string])[] = [
  ["red", "red|scarlet|cherry"],
  ["pink", "pink|fuchsia"],
  ["blue", "blue|navy|turquoise|turq|sky"],
  ["green", "green|sage|olive|mint"],
  ["white", "white|ivory|cream"],
  ["black", "black|charcoal"],
  ["purple", "purple|lilac|lavender|amethyst"],
  ["yellow", "yellow|mustard"],
  ["orange", "orange|terracotta"],
  ["brown", "brown|chocolate"],
  ["gold", "gold|golden|gilt"],
  ["silver", "silver|silver-plated"],
  ["wood", "wood|wooden|oak|bamboo|beech|driftwood"],
  ["glass", "glass|crystal"],
  ["metal", "metal|zinc|iron|tin|tins|enamel|wire|brass|copper"],
  ["ceramic", "ceramic|porcelain|china|stoneware|pottery|mug|mugs|bowl|teapot"],
  ["paper", "paper|card|cards|wrap|tissue"],
  ["textile", "cotton|linen|felt|velvet|wool|woolly|fabric|cushion|quilt|knitted|silk"],
  ["wicker", "wicker|basket|willow|rattan"],
  ["vintage", "vintage|antique|victorian|edwardian|regency|old|baroque|classic"],
  ["retro", "retro|retrospot|rockabilly|50's|60's|70's|seventies|boombox|popart"],
  ["rustic", "rustic|cottage|country|farmhouse|pantry|homemade"],
  ["romantic", "heart|hearts|love|rose|roses|sweetheart|valentine|lace|cherub"],
  ["floral", "flower|flowers|floral|daisy|rose|roses|poppy|botanical|blossom|garland|sunflower"],
  ["playful", "spaceboy|babushka|funky|dolly|circus|dinosaur|robot|magic|novelty|groovy|skull|skulls|gnome"],
  ["polka-dot", "polkadot|polka|dot|dots|spot|spots|spotty|retrospot"],
  [
    "animal",
    "bird|birds|owl|rabbit|bunny|cat|cats|dog|dogs|butterfly|hen|chick|duck|ducks|elephant|reindeer|bear|fox|bee|swallow|horse",
  ],
  ["christmas", "christmas|xmas|advent|santa|bauble|snowman|snowflake|nativity"],
  ["easter", "easter|egg|bunny|chick"],
  ["party", "party|birthday|bunting|balloon|balloons|garland|cake|celebration"],
  ["scented", "scented|incense|lavender|vanilla|aroma|fragranced|rose scented"],
  [
    "kids",
    "kids|childs|childrens|children's|baby|boys|girls|toy|toys|doll|dolly|puppet|jigsaw|spaceboy|school|dinosaur|circus|pirate",
  ],
  ["travel", "travel|passport|luggage|suitcase|picnic"],
  ["set", "set|set/3|set/4|set/6|pack|pair|assorted|asstd"],
];

const tagsOfType = new Map<string, readonly string[]>(
  Object.entries({
    "Candles & Lights": ["home"],
    "Kitchen & Dining": ["kitchen", "home"],
    "Home Decor": ["home"],
    "Frames & Art": ["home"],
    Stationery: ["desk"],
    "Toys & Games": ["kids"],
    Garden: ["garden"],
    "Bags & Accessories": ["accessories"],
    Jewellery: ["for-her"],
    Christmas: ["christmas", "home"],
    "Bath & Body": ["bathroom"],
  }),
);

/** Words of bookkeeping, not of goods: such rows stay in the orders, but nobody can buy them. */
const NOT_GOODS =
  /postage|^carriage|day carriage|(?:bank|packing) charge|^manual|^discount|adjust|bad debt|amazon fee|commission|^samples|^throw|^damage|^ebay|unsaleable|destroyed|^found|resolution image|^check|wrongly|^lost|^missing|^\?+$/i;

const matcher = (words: string): RegExp =>
  new RegExp(
    `(?<![\\w-])(?:${words
      .split("|")
      .map((word) => word.replace(/[.*+?^${}()[\]\\]/g, "\\$&"))
      .join("|")})(?![\\w-])`,
  );
const typeMatchers = types.map(([type, words]) => [type, matcher(words)] as const);
const tagMatchers = tags.map(([tag, words]) => [tag, matcher(words)] as const);

export function isGoods(description: string): boolean {
  return !NOT_GOODS.test(description);
}

export function typeOf(description: string): string {
  const text = description.toLowerCase();
  return typeMatchers.find(([, words]) => words.test(text))?.[0] ?? "Gifts";
}

export function tagsOf(description: string, type: string): string[] {
  const text = description.toLowerCase();
  const found = tagMatchers.filter(([, words]) => words.test(text)).map(([tag]) => tag);
  return [...new Set([...(tagsOfType.get(type) ?? []), ...found])];
}
