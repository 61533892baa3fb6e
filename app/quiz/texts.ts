import type { Question } from "../contract/question.ts";
import type { QuizContent } from "../contract/quiz.ts";

/** One translatable text of a quiz. */
export interface QuizText {
  /** Stable name in `translations`: "title", "room" (the question), "room.help", "room/home" (an option), "outcome.modern.title". */
  key: string;
  text: string;
  /** Path into the content, as in `questions.2.options.0.text`. */
  field: string;
}

const OWN_TEXTS = ["help", "low", "high", "unit", "agree", "decline"] as const;

function questionTexts(question: Question, at: number): QuizText[] {
  const field = `questions.${at}`;
  const fields = question as Partial<Record<(typeof OWN_TEXTS)[number], string>>;
  return [
    { key: question.id, text: question.text, field: `${field}.text` },
    ...OWN_TEXTS.map((name) => ({
      key: `${question.id}.${name}`,
      text: fields[name] ?? "",
      field: `${field}.${name}`,
    })),
    ...("options" in question
      ? question.options.map((option, index) => ({
          key: `${question.id}/${option.id}`,
          text: option.text,
          field: `${field}.options.${index}.text`,
        }))
      : []),
  ];
}

/** Every text that shoppers read and that is not empty, in the order in which they meet it. */
export function textsOf(content: QuizContent): QuizText[] {
  return [
    { key: "title", text: content.title, field: "title" },
    { key: "intro", text: content.intro, field: "intro" },
    ...content.questions.flatMap(questionTexts),
    { key: "result.title", text: content.result.title, field: "result.title" },
    { key: "result.text", text: content.result.text, field: "result.text" },
    ...(content.outcomes ?? []).flatMap(({ id, title, text }, at) => [
      { key: `outcome.${id}.title`, text: title, field: `outcomes.${at}.title` },
      { key: `outcome.${id}.text`, text, field: `outcomes.${at}.text` },
    ]),
  ].filter(({ text }) => text.trim() !== "");
}

/** The languages of a quiz, its own first. */
export const languagesOf = (content: Pick<QuizContent, "language" | "translations">): string[] => [
  ...new Set([content.language, ...Object.keys(content.translations ?? {})]),
];

const localised = new WeakMap<QuizContent, Map<string, QuizContent>>();

/**
 * The content in one of its languages; a text without a translation stays in the quiz's own language, never blank. Contents are never
 * changed in place, so each is translated once.
 */
export function localise(content: QuizContent, language: string): QuizContent {
  const texts = content.translations?.[language];
  if (language === content.language || !texts) return content;
  const known = localised.get(content) ?? new Map<string, QuizContent>();
  localised.set(content, known);
  const found = known.get(language) ?? translate(content, language, texts);
  known.set(language, found);
  return found;
}

function translate(content: QuizContent, language: string, texts: Readonly<Record<string, string>>): QuizContent {
  const own = (key: string) => (Object.hasOwn(texts, key) ? texts[key]?.trim() : undefined);
  return { ...mapTexts(content, ({ key, text }) => own(key) || text), language };
}

/** A copy with other texts. */
export function mapTexts(content: QuizContent, change: (text: QuizText) => string): QuizContent {
  const changed = structuredClone(content);
  for (const text of textsOf(content)) put(changed, text.field.split("."), change(text));
  return changed;
}

function put(target: unknown, path: readonly string[], text: string): void {
  let place = target as Record<string, unknown>;
  for (const name of path.slice(0, -1)) place = place[name] as Record<string, unknown>;
  place[path.at(-1) as string] = text;
}
