import { z } from "zod";
import { contentOf } from "../contract/quiz.ts";
import type { QuizContent } from "../contract/quiz.ts";
import { Refusal } from "../platform/refusal.ts";
import { faultWords } from "./fault-words.ts";

// What the editor saves while somebody is still typing: the published form, but texts may be empty and options missing.
// `verify` says what is lacking before it can be published.

// eslint-disable-next-line no-control-regex
const storable = (text: string): boolean => text.isWellFormed() && !/\u0000/.test(text);
const DraftText = z
  .string()
  .max(500, "500 characters at most")
  .refine(storable, "contains characters that cannot be stored");

export const DraftContent = contentOf(DraftText, DraftText, 0);

/** A draft as it was sent by the editor; refused with the field at fault. */
export function parseDraft(value: unknown): QuizContent {
  const parsed = DraftContent.safeParse(value, { error: faultWords });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Refusal(422, "invalid_draft", issue?.message ?? "This cannot be saved.", issue?.path.join("."));
}
