import type { AdminRoute } from "./admin-routes.ts";
import type { QuizContent } from "../../app/contract/quiz.ts";
import { firstAnswer } from "../real-app/shopper.ts";
import { form, json } from "./admin-sender.ts";
import type { Sent } from "./admin-sender.ts";

interface Draft {
  revision: number;
  content: QuizContent;
}

/** A right and harmless question to each door that writes and has somebody's number in its address. */
export const harmlessQuestions = (draft: () => Draft): Record<string, () => Sent> => ({
  "app.customers.$profileId.tsx": () => form({ merge: "1" }),
  "app.quizzes.$quizId._index.tsx": () => form({ intent: "duplicate" }),
  "app.quizzes.$quizId.draft.tsx": () =>
    json({ intent: "save", save: crypto.randomUUID(), unanswered: [], ...draft() }),
  "app.quizzes.$quizId.preview.tsx": () => json({ content: draft().content, answers: {} }),
  "app.quizzes.$quizId.suggest.tsx": () => json({ texts: ["Garden"] }),
  "app.quizzes.$quizId.walk.tsx": () => json({ ...firstAnswer(), versionId: `draft-${draft().revision}` }),
  "app.segments.$segmentId._index.tsx": () => form({ intent: "delete" }),
  "app.segments.$segmentId.edit.tsx": () =>
    form({
      name: "segment of my",
      rule: JSON.stringify({ kind: "trait", key: "recipient", is: ["him"] }),
      revision: "1",
    }),
});

/** How a route is asked: read, where it reads; write, where it writes. */
export function questionsTo(route: AdminRoute, questions: ReturnType<typeof harmlessQuestions>): Sent[] {
  const asked: Sent[] = route.reads ? [{}] : [];
  if (!route.writes) return asked;
  const question = questions[route.file];
  if (question === undefined) throw new Error(`Say in this test how ${route.file} is asked to write.`);
  return [...asked, question()];
}
