import type { QuizContent, QuizKind } from "../contract/quiz.ts";
import type { Finding } from "./verify.ts";

/** What the verifier and the catalogue say of one saved draft. */
export interface DraftCheck {
  findings: Finding[];
  /** In-stock products per option, by field: `questions.1.options.0`. */
  counts: Record<string, number>;
}

export interface EditorView {
  id: number;
  handle: string;
  kind: QuizKind;
  draft: QuizContent;
  revision: number;
  check: DraftCheck;
  currency: string;
  /** Undefined while no shopper sees this quiz. */
  published: { number: number; at: string; isDraft: boolean } | undefined;
  versions: { id: string; number: number; at: string }[];
  /** Names of questions and options that were ever published: answers are kept under them. */
  fixedNames: string[];
}

/** What the editor's action answers. */
export type EditorReply =
  | { saved: { revision: number; check: DraftCheck } }
  | { published: { number: number; revision: number } }
  | { rejected: { revision: number; check: DraftCheck } }
  | { refused: { error: string; message: string; field: string | null } };
