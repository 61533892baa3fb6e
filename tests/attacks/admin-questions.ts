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
  "app.quizzes.$quizId._index.tsx": () => form({ intent: "duplicate" }),
  "app.quizzes.$quizId.draft.tsx": () => json({ intent: "save", ...draft() }),
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
