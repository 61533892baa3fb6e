import type { QuizContent } from "../contract/quiz.ts";
import { consentTexts } from "./edit-consent.ts";
import { textsOf } from "./texts.ts";

// A quiz in other languages than its own, as the editor changes it.

/** What is ours to say is said at once. */
export function addLanguage(content: QuizContent, language: string): QuizContent {
  if (language === content.language || content.translations?.[language]) return content;
  return { ...content, translations: { ...content.translations, [language]: consentTexts(content, language) } };
}

export function removeLanguage(content: QuizContent, language: string): QuizContent {
  const { translations = {}, ...rest } = content;
  const others = Object.entries(translations).filter(([known]) => known !== language);
  return others.length > 0 ? { ...rest, translations: Object.fromEntries(others) } : rest;
}

/** An empty text is none: then the quiz's own is shown. */
export function setTranslation(content: QuizContent, language: string, key: string, text: string): QuizContent {
  const others = Object.entries(content.translations?.[language] ?? {}).filter(([known]) => known !== key);
  const texts = Object.fromEntries(text === "" ? others : [...others, [key, text]]);
  return { ...content, translations: { ...content.translations, [language]: texts } };
}

export interface Coverage {
  done: number;
  all: number;
}

export function coverageOf(content: QuizContent, language: string): Coverage {
  const texts = textsOf(content);
  const own = content.translations?.[language] ?? {};
  const done = texts.filter(({ key }) => Object.hasOwn(own, key) && own[key]?.trim()).length;
  return { done: language === content.language ? texts.length : done, all: texts.length };
}

const RIGHT_TO_LEFT = /^(ar|arc|ckb|dv|fa|he|ks|ku|ps|sd|ug|ur|yi)(-|$)/;
export const isRightToLeft = (language: string): boolean => RIGHT_TO_LEFT.test(language);
