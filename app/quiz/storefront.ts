import type { Question } from "../contract/question.ts";
import type {
  PublishedQuiz,
  QuizContent,
  StorefrontQuestion,
  StorefrontQuiz,
  StorefrontQuizzes,
} from "../contract/quiz.ts";
import { isRightToLeft } from "./languages.ts";
import { languagesOf, localise, mapTexts, textsOf } from "./texts.ts";

/** What shoppers get to see of a published quiz, in each of its languages: how options match products and what we want of it stays here. */
export function toStorefronts(published: PublishedQuiz): StorefrontQuizzes {
  const languages = languagesOf(published.content).map(
    (language) => [language, toStorefront(published, language)] as const,
  );
  return { language: published.content.language, languages: Object.fromEntries(languages) };
}

/** One language of it, its own by default. */
export function toStorefront(
  { versionId, handle, kind, content }: PublishedQuiz,
  language = content.language,
): StorefrontQuiz {
  const { title, intro, result, poll, colours, incentive, questions } = withOwnDirections(content, language);
  return {
    versionId,
    handle,
    kind,
    language,
    title,
    intro,
    questions: questions.map(withoutMatch),
    result,
    ...(poll && { poll }),
    ...(colours && { colours }),
    ...(incentive && { incentive: incentive.kind }),
  };
}

/**
 * A text without a translation stays in the quiz's own language. Where that runs the other way, it is isolated (U+2068, U+2069), so that
 * its question mark stands on its own side, whoever draws it: Liquid or the widget.
 */
function withOwnDirections(content: QuizContent, language: string): QuizContent {
  const shown = localise(content, language);
  if (isRightToLeft(language) === isRightToLeft(content.language)) return shown;
  const own = new Map(textsOf(content).map(({ key, text }) => [key, text]));
  return mapTexts(shown, ({ key, text }) => (text === own.get(key) ? `\u2068${text}\u2069` : text));
}

function withoutMatch({ trait: _, ...question }: Question): StorefrontQuestion {
  if (!("options" in question)) return question;
  const options = question.options.map(({ id, text, picture, colour }) => ({
    id,
    text,
    ...(picture && { picture }),
    ...(colour && { colour }),
  }));
  return { ...question, options };
}
