import { createHash } from "node:crypto";
import { SubmittedSurvey } from "../contract/checkout.ts";
import type { Inbox } from "../platform/inbox.ts";
import { Refusal } from "../platform/refusal.ts";
import { checkAnswer } from "../quiz/answer.ts";
import { checkoutSurvey } from "../quiz/checkout-survey.ts";

/** What waits in the inbox for `recordSurvey`. */
export interface SurveyArrival {
  survey: SubmittedSurvey;
}

/** The same promise as for a quiz: checked, durable, acknowledged. The shop comes from the verified session token. */
export async function receiveSurvey(deps: { inbox: Inbox }, shop: string, body: unknown): Promise<{ saved: true }> {
  const parsed = SubmittedSurvey.safeParse(body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const field = issue?.path.join(".") ?? "";
    throw new Refusal(
      422,
      "invalid_survey",
      `${field === "" ? "The body" : field}: ${issue?.message ?? "is not right"}`,
      field,
    );
  }
  const survey = parsed.data;
  const question = checkoutSurvey.questions.find((candidate) => candidate.id === survey.questionId);
  const fault = question === undefined ? "is not a question of this survey" : checkAnswer(question, survey.value);
  if (fault !== undefined) throw new Refusal(422, "invalid_answer", `value: ${fault}`, "value");

  const digest = createHash("sha256")
    .update(JSON.stringify([survey.questionId, survey.value]))
    .digest("base64url");
  const arrival: SurveyArrival = { survey };
  const verdict = await deps.inbox.append({
    kind: "response",
    shop,
    responseId: survey.responseId,
    answers: [{ id: survey.answerId, digest: digest.slice(0, 22) }],
    finished: true,
    proven: false,
    body: JSON.stringify(arrival),
  });
  if (verdict === "unavailable")
    throw new Refusal(503, "try_again", "The answer could not be saved just now. Send it again.");
  if (verdict === "conflict" || verdict === "unproven") {
    throw new Refusal(409, "answer_conflict", "This survey was answered already.", "answerId");
  }
  return { saved: true };
}
