/** Why a product is shown, in the languages of the storefront. `quoted` texts are the shop's and the quiz's own words. */
const en = {
  quote: (text: string) => `“${text}”`,
  because: (choice: string, fact: string) => `${choice}: ${fact}`,
  chosen: (options: string) => `You chose ${options}`,
  persona: (quoted: string) => `Right for ${quoted}`,
  type: (quoted: string) => `it is from ${quoted}.`,
  title: (quoted: string) => `its name says ${quoted}.`,
  tag: (quoted: string) => `this shop files it under ${quoted}.`,
  detail: (quoted: string) => `this shop describes it with ${quoted}.`,
  picked: "this shop chose it for that.",
  price: (price: string) => `it costs ${price}.`,
  popular: "Popular in this shop.",
  inStock: "In stock now.",
};
type ReasonWords = typeof en;

const ja: ReasonWords = {
  quote: (text) => `「${text}」`,
  because: (choice, fact) => `${choice}：${fact}`,
  chosen: (options) => `${options}をお選びのため`,
  persona: (quoted) => `${quoted}におすすめ`,
  type: (quoted) => `${quoted}の商品です。`,
  title: (quoted) => `商品名に${quoted}とあります。`,
  tag: (quoted) => `このショップでは${quoted}に分類されています。`,
  detail: (quoted) => `このショップの説明に${quoted}とあります。`,
  picked: "このショップが選んだ商品です。",
  price: (price) => `価格は${price}です。`,
  popular: "このショップの人気商品です。",
  inStock: "在庫があります。",
};
const de: ReasonWords = {
  quote: (text) => `„${text}“`,
  because: (choice, fact) => `${choice}: ${fact}`,
  chosen: (options) => `Du hast ${options} gewählt`,
  persona: (quoted) => `Passt zu ${quoted}`,
  type: (quoted) => `Es gehört zu ${quoted}.`,
  title: (quoted) => `Im Namen steht ${quoted}.`,
  tag: (quoted) => `Der Shop führt es unter ${quoted}.`,
  detail: (quoted) => `Der Shop beschreibt es mit ${quoted}.`,
  picked: "Der Shop hat es dafür ausgesucht.",
  price: (price) => `Es kostet ${price}.`,
  popular: "In diesem Shop beliebt.",
  inStock: "Auf Lager.",
};
const fr: ReasonWords = {
  quote: (text) => `«\u00a0${text}\u00a0»`,
  because: (choice, fact) => `${choice}\u00a0: ${fact}`,
  chosen: (options) => `Vous avez choisi ${options}`,
  persona: (quoted) => `Idéal pour ${quoted}`,
  type: (quoted) => `il fait partie de ${quoted}.`,
  title: (quoted) => `son nom contient ${quoted}.`,
  tag: (quoted) => `cette boutique le classe sous ${quoted}.`,
  detail: (quoted) => `cette boutique le décrit par ${quoted}.`,
  picked: "cette boutique l’a choisi pour cela.",
  price: (price) => `il coûte ${price}.`,
  popular: "Populaire dans cette boutique.",
  inStock: "En stock.",
};
const es: ReasonWords = {
  quote: (text) => `«${text}»`,
  because: (choice, fact) => `${choice}: ${fact}`,
  chosen: (options) => `Has elegido ${options}`,
  persona: (quoted) => `Ideal para ${quoted}`,
  type: (quoted) => `es de ${quoted}.`,
  title: (quoted) => `su nombre dice ${quoted}.`,
  tag: (quoted) => `esta tienda lo clasifica en ${quoted}.`,
  detail: (quoted) => `esta tienda lo describe con ${quoted}.`,
  picked: "esta tienda lo eligió para eso.",
  price: (price) => `cuesta ${price}.`,
  popular: "Popular en esta tienda.",
  inStock: "Disponible ahora.",
};
const ar: ReasonWords = {
  // Isolated: a Latin name must not take the marks around it along.
  quote: (text) => `«\u2068${text}\u2069»`,
  because: (choice, fact) => `${choice}: ${fact}`,
  chosen: (options) => `اخترت ${options}`,
  persona: (quoted) => `مناسب لـ${quoted}`,
  type: (quoted) => `ينتمي إلى ${quoted}.`,
  title: (quoted) => `يرد ${quoted} في اسمه.`,
  tag: (quoted) => `يصنّفه هذا المتجر ضمن ${quoted}.`,
  detail: (quoted) => `يصفه هذا المتجر بـ${quoted}.`,
  picked: "اختاره هذا المتجر لذلك.",
  price: (price) => `سعره \u2068${price}\u2069.`,
  popular: "رائج في هذا المتجر.",
  inStock: "متوفر الآن.",
};

const spoken: Readonly<Record<string, ReasonWords>> = { en, ja, de, fr, es, ar };

export interface ReasonLanguage {
  words: ReasonWords;
  /** For lists and prices: where we have no words, those are English like the rest. */
  language: string;
}

/** "pt-BR" and whatever else has no words here is answered in English. */
export function reasonLanguage(language: string): ReasonLanguage {
  const base = language.split("-", 1)[0] ?? "";
  const words = Object.hasOwn(spoken, base) ? spoken[base] : undefined;
  return words ? { words, language } : { words: en, language: "en" };
}
