import { z } from "zod";
import { QuizId } from "./question.ts";

/** One choice of the list. */
const SurveyValue = z.array(QuizId).length(1);

/**
 * POST /checkout/answers from the thank-you and order-status pages, with `Authorization: Bearer <session token>`: the shop comes from
 * the token. `checkoutToken` joins the answer to its order, and where the page names the order too (`orderId`, its GraphQL id) both must
 * fit; without a token it stays nobody's. Both ids minted in the browser; an identical resend is the same answer. Answered once per
 * order: the server decides.
 */
export const SubmittedSurvey = z.strictObject({
  responseId: z.uuid(),
  answerId: z.uuid(),
  questionId: z.literal("heard-from"),
  value: SurveyValue,
  checkoutToken: z.string().min(1).max(100).optional(),
  orderId: z
    .string()
    .max(100)
    .regex(/^gid:\/\/shopify\/(Order|OrderIdentity)\/\d{1,20}$/)
    .optional(),
  language: z
    .string()
    .max(20)
    .regex(/^[A-Za-z0-9-]+$/),
});
export type SubmittedSurvey = z.infer<typeof SubmittedSurvey>;
