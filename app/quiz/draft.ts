import { z } from "zod";
import { Branch, ConsentQuestion, ProductMatch, Option, QuizContent, QuizId, TextQuestion } from "../contract/quiz.ts";
import { SingleQuestion, MultipleQuestion, PictureQuestion } from "../contract/quiz.ts";
import { Refusal } from "../platform/refusal.ts";

// What the editor saves while somebody is still typing: the published form, but texts may be empty and options missing.
// `verify` says what is lacking before it can be published.

// eslint-disable-next-line no-control-regex
const storable = (text: string): boolean => text.isWellFormed() && !/\u0000/.test(text);
const DraftText = z
  .string()
  .max(500, "500 characters at most")
  .refine(storable, "contains characters that cannot be stored");

const DraftOption = Option.extend({ text: DraftText, match: ProductMatch.optional() });
const DraftBranch = Branch.extend({ goTo: z.union([QuizId, z.literal("end")]) });
const lax = { text: DraftText, help: DraftText.optional() };
const laxChoices = {
  ...lax,
  options: z.array(DraftOption).max(40, "40 options at most"),
  branches: z.array(DraftBranch).max(40).default([]),
};

const DraftContent = z.strictObject({
  ...QuizContent.shape,
  title: DraftText,
  intro: DraftText.default(""),
  questions: z
    .array(
      z.discriminatedUnion("type", [
        SingleQuestion.extend(laxChoices),
        MultipleQuestion.extend(laxChoices),
        PictureQuestion.extend(laxChoices),
        TextQuestion.extend(lax),
        ConsentQuestion.extend({ ...lax, agree: DraftText, decline: DraftText }),
      ]),
    )
    .max(30, "30 questions at most"),
  result: QuizContent.shape.result.extend({ title: DraftText, text: DraftText.default("") }),
});

/** A draft as it was sent by the editor; refused with the field at fault. */
export function parseDraft(value: unknown): QuizContent {
  const parsed = DraftContent.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Refusal(422, "invalid_draft", issue?.message ?? "This cannot be saved.", issue?.path.join("."));
}
