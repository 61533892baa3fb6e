import type { PublishedQuiz, Question, StorefrontQuestion, StorefrontQuiz } from "../contract/quiz.ts";

/** What shoppers get to see of a published quiz: how options match products stays here. */
export function toStorefront({ versionId, handle, kind, content }: PublishedQuiz): StorefrontQuiz {
  return { ...content, versionId, handle, kind, questions: content.questions.map(withoutMatch) };
}

function withoutMatch(question: Question): StorefrontQuestion {
  if (!("options" in question)) return question;
  const options = question.options.map(({ id, text, picture }) => ({ id, text, ...(picture && { picture }) }));
  return { ...question, options };
}
