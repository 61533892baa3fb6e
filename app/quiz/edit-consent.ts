import type { Question } from "../contract/question.ts";
import type { QuizContent } from "../contract/quiz.ts";
import { CONSENT_TEXTS, consentWords, findConsentWords, isOurs } from "./consent-words.ts";
import type { ConsentQuestion, ConsentText } from "./consent-words.ts";

// Changes to what a consent question says. Our words follow its purpose in every language; a merchant's own are never touched.

const keyOf = (id: string, name: ConsentText): string => (name === "text" ? id : `${id}.${name}`);

const isConsent = (question: Question): question is ConsentQuestion => question.type === "consent";

type Texts = Readonly<Record<string, string>>;

/** The texts of one language with ours for this question: in place of those that are ours, or just where they are missing. */
function reword(texts: Texts, language: string, question: ConsentQuestion, only: "missing" | "ours"): Texts {
  const words = findConsentWords(question.purpose, language);
  const next = { ...texts };
  for (const name of CONSENT_TEXTS) {
    const key = keyOf(question.id, name);
    const text = Object.hasOwn(texts, key) ? (texts[key] ?? "") : "";
    // What the merchant says in own words, only the merchant can translate.
    if (text.trim() ? only === "missing" || !isOurs(name, text) : !isOurs(name, question[name])) continue;
    if (words) next[key] = words[name];
    else delete next[key];
  }
  return next;
}

const reworded = ({ translations = {} }: QuizContent, map: (texts: Texts, language: string) => Texts) => ({
  translations: Object.fromEntries(
    Object.entries(translations).map(([language, texts]) => [language, map(texts, language)]),
  ),
});

/** A new question speaks every language of the quiz at once. */
export function translateConsent(content: QuizContent, id: string): QuizContent {
  const question = content.questions.find((known) => known.id === id);
  if (!content.translations || !question || !isConsent(question)) return content;
  return { ...content, ...reworded(content, (texts, language) => reword(texts, language, question, "missing")) };
}

/** What a new language starts with. */
export const consentTexts = ({ questions }: QuizContent, language: string): Texts =>
  questions.filter(isConsent).reduce((texts: Texts, question) => reword(texts, language, question, "missing"), {});

/** What is agreed to changes: so does what is said of it, wherever the words are ours. */
export function changePurpose(content: QuizContent, id: string, purpose: ConsentQuestion["purpose"]): QuizContent {
  const found = content.questions.find((question) => question.id === id);
  if (!found || !isConsent(found) || found.purpose === purpose) return content;
  const ours = consentWords(purpose, content.language);
  const kept = CONSENT_TEXTS.map((name) => [name, isOurs(name, found[name]) ? ours[name] : found[name]]);
  const next: ConsentQuestion = { ...found, purpose, ...Object.fromEntries(kept) };
  const questions = content.questions.map((question) => (question === found ? next : question));
  if (!content.translations) return { ...content, questions };
  return { ...content, questions, ...reworded(content, (texts, language) => reword(texts, language, next, "ours")) };
}

/** In some language the merchant says it in own words, which may speak of what was agreed to before. */
export function hasOwnWords({ translations = {} }: QuizContent, question: ConsentQuestion): boolean {
  return (["text", "agree"] as const).some((name) => {
    const key = keyOf(question.id, name);
    const texts = [question[name], ...Object.values(translations).map((known) => known[key] ?? "")];
    return texts.some((text) => !isOurs(name, text));
  });
}
