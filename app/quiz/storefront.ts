import type { Question } from "../contract/question.ts";
import type { PublishedQuiz, StorefrontQuestion, StorefrontQuiz, StorefrontQuizzes } from "../contract/quiz.ts";
import { languagesOf, localise } from "./texts.ts";

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
  const { title, intro, result, poll, colours, incentive, questions } = localise(content, language);
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
