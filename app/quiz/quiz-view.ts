import type { QuizContent, QuizKind } from "../contract/quiz.ts";
import type { Finding } from "./verify/finding.ts";

/** What the verifier and the catalogue say of one saved draft. */
export interface DraftCheck {
  findings: Finding[];
  /** In-stock products per option, by field: `questions.1.options.0`. */
  counts: Record<string, number>;
}

/** What a question may tell, from the shop's dictionary of traits. */
interface TraitChoice {
  key: string;
  name: string;
  type: "choice" | "number" | "date";
}

export interface EditorView {
  id: number;
  handle: string;
  kind: QuizKind;
  draft: QuizContent;
  revision: number;
  /** The save that made this draft. */
  save: string | null;
  check: DraftCheck;
  currency: string;
  /** Undefined while no shopper sees this quiz. */
  published: { number: number; at: string; isDraft: boolean } | undefined;
  /** A shopper has answered it: somebody meets it. */
  answered: boolean;
  /** Names of questions and options that were ever published: answers are kept under them. */
  fixedNames: string[];
  traits: TraitChoice[];
}

/** As many saves without an answer are remembered. */
export const MOST_UNANSWERED = 200;

/** One save of the editor: what it is called, what it started from, and the saves sent since that nobody has answered. */
export interface DraftSave {
  save: string;
  revision: number;
  unanswered: string[];
}

export interface VersionView {
  number: number;
  at: string;
  /** What shoppers see now. */
  live: boolean;
  content: QuizContent;
  /** Since the version before, in words; undefined for the first. */
  changes: string[] | undefined;
}

/** What the editor's action answers. Publishing names what is new: its `content` is the draft from then on. */
export type EditorReply =
  | { saved: { revision: number; check: DraftCheck } }
  | { published: { number: number; revision: number; check: DraftCheck; content: QuizContent } }
  | { rejected: { revision: number; check: DraftCheck } }
  | { refused: { error: string; message: string; field: string | null } };
