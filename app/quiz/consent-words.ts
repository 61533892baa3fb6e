import type { Question } from "../contract/question.ts";

export type ConsentQuestion = Extract<Question, { type: "consent" }>;
type Purpose = ConsentQuestion["purpose"];
/** What a consent question says; by this its words change with its purpose. */
export const CONSENT_TEXTS = ["text", "agree", "decline"] as const;
export type ConsentText = (typeof CONSENT_TEXTS)[number];
type ConsentWords = Readonly<Record<ConsentText, string>>;

const words = (text: string, agree: string, decline: string): ConsentWords => ({ text, agree, decline });

/** In every language that the storefront's own words are in: whoever agrees reads what it is, not its English. */
const remember: Record<string, ConsentWords> = {
  en: words(
    "May this shop remember my answers and join them to my orders, to show and suggest what fits me? I can take this back at any time.",
    "Yes, remember my answers",
    "No, thanks",
  ),
  ja: words(
    "このショップが私の回答を記憶し、注文履歴と合わせて、私に合うものの表示や提案に使ってもよいですか。同意はいつでも取り消せます。",
    "はい、回答を記憶する",
    "いいえ",
  ),
  de: words(
    "Darf dieser Shop sich meine Antworten merken und mit meinen Bestellungen verbinden, um mir Passendes zu zeigen und vorzuschlagen? Ich kann das jederzeit zurücknehmen.",
    "Ja, Antworten merken",
    "Nein, danke",
  ),
  fr: words(
    "Cette boutique peut-elle mémoriser mes réponses et les relier à mes commandes, pour me montrer et me proposer ce qui me convient ? Je peux revenir sur mon accord à tout moment.",
    "Oui, mémoriser mes réponses",
    "Non, merci",
  ),
  es: words(
    "¿Puede esta tienda recordar mis respuestas y unirlas a mis pedidos, para mostrarme y sugerirme lo que me va bien? Puedo retirar mi consentimiento en cualquier momento.",
    "Sí, recordar mis respuestas",
    "No, gracias",
  ),
  ar: words(
    "هل يمكن لهذا المتجر أن يتذكر إجاباتي ويربطها بطلباتي، ليعرض عليّ ويقترح ما يناسبني؟ يمكنني سحب موافقتي في أي وقت.",
    "نعم، تذكّروا إجاباتي",
    "لا، شكرًا",
  ),
};

const news: Record<string, ConsentWords> = {
  en: words(
    "May this shop send me news and offers by e-mail? I can unsubscribe at any time.",
    "Yes, send me news",
    "No, thanks",
  ),
  ja: words(
    "このショップからお知らせや特典のメールを受け取りますか。いつでも配信を停止できます。",
    "はい、受け取る",
    "いいえ",
  ),
  de: words(
    "Darf dieser Shop mir Neuigkeiten und Angebote per E-Mail schicken? Ich kann mich jederzeit abmelden.",
    "Ja, Neuigkeiten schicken",
    "Nein, danke",
  ),
  fr: words(
    "Cette boutique peut-elle m’envoyer ses nouveautés et ses offres par e-mail ? Je peux me désabonner à tout moment.",
    "Oui, m’envoyer les nouveautés",
    "Non, merci",
  ),
  es: words(
    "¿Puede esta tienda enviarme novedades y ofertas por correo electrónico? Puedo darme de baja en cualquier momento.",
    "Sí, recibir novedades",
    "No, gracias",
  ),
  ar: words(
    "هل يمكن لهذا المتجر أن يرسل إليّ أخباره وعروضه عبر البريد الإلكتروني؟ يمكنني إلغاء الاشتراك في أي وقت.",
    "نعم، أرسلوا إليّ الأخبار",
    "لا، شكرًا",
  ),
};

const byPurpose: Record<Purpose, Record<string, ConsentWords>> = { personalise: remember, marketing: news };

/** Our words for a purpose; none in a language that we do not write. */
export const findConsentWords = (purpose: Purpose, language: string): ConsentWords | undefined =>
  byPurpose[purpose][language.split("-", 1)[0] ?? language];

/** A quiz in a language that we do not write starts with the English words. */
export const consentWords = (purpose: Purpose, language: string): ConsentWords =>
  findConsentWords(purpose, language) ?? (byPurpose[purpose].en as ConsentWords);

const written = (purpose: Purpose, name: ConsentText): string[] =>
  Object.values(byPurpose[purpose]).map((known) => known[name]);

/** Written by us, for whichever purpose and in whichever language, or not at all: nobody's own words. */
export const isOurs = (name: ConsentText, text: string): boolean =>
  text.trim() === "" || (["personalise", "marketing"] as const).some((one) => written(one, name).includes(text.trim()));

/** Our words for the other purpose: they would have somebody agree to something else than they read. */
export const saysOther = (purpose: Purpose, name: ConsentText, text: string): boolean =>
  written(purpose === "marketing" ? "personalise" : "marketing", name).includes(text.trim()) &&
  !written(purpose, name).includes(text.trim());
