import { z } from "zod";
import { QuizId } from "../contract/question.ts";
import { QuizKind } from "../contract/quiz.ts";
import { DraftContent } from "./draft.ts";
import { faultWords } from "./fault-words.ts";
import { JsonFault, readJson } from "./located-json.ts";
import type { JsonPath } from "./located-json.ts";
import type { FileQuiz } from "./quiz-file-text.ts";

/** More than this is no quiz. */
const MOST_FILE_BYTES = 256 * 1024;

const FORMAT = "candor-quiz";

/** A quiz as a file (docs/quiz-format.md). A draft may still have empty texts; `verify` says so before it is published. */
const QuizFile = z.strictObject({
  $schema: z.string().max(200).optional(),
  format: z.literal(FORMAT),
  version: z.literal(1),
  handle: QuizId,
  kind: QuizKind,
  content: DraftContent,
});

/** The file's form for other programs and editors (JSON Schema, draft 2020-12). */
export const quizFileSchema = (): object => z.toJSONSchema(QuizFile, { io: "input" });

export interface FileFault {
  line: number;
  /** Where in the file: "content › questions › 3 › text". */
  place: string;
  message: string;
}

const MOST_FAULTS = 20;

/** Places are counted from one, as people do. */
const placeOf = (path: JsonPath): string =>
  path.map((step) => (typeof step === "number" ? String(step + 1) : step)).join(" › ");

const sentence = (message: string): string =>
  `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.!?]$/.test(message) ? "" : "."}`;

function faultsOf(issue: z.core.$ZodIssue, lineOf: (path: JsonPath) => number): FileFault[] {
  const path = issue.path as JsonPath;
  const fault = (at: JsonPath, message: string): FileFault => ({ line: lineOf(at), place: placeOf(at), message });
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => fault([...path, key], "This is not part of the format."));
  }
  return [fault(path, sentence(issue.message))];
}

const NOT_OURS = "This is no quiz file of Candor: it does not say “format”: “candor-quiz”.";

/** A file of something else has one fault, not one for each thing that a quiz has: where it says what it is, if it does. */
function strangerIn(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, "format")) return "";
  return (value as { format: unknown }).format === FORMAT ? undefined : "format";
}

/** Reads a whole file or nothing: every fault with its line, the first ones first. */
export function readQuizFile(text: string): { quiz: FileQuiz } | { faults: FileFault[] } {
  if (new TextEncoder().encode(text).length > MOST_FILE_BYTES) {
    return { faults: [{ line: 1, place: "", message: "The file is larger than 256 kB." }] };
  }
  try {
    // A byte order mark is no fault: some editors write one.
    const { value, lineOf } = readJson(text.replace(/^\uFEFF/, ""));
    const stranger = strangerIn(value);
    if (stranger !== undefined) return { faults: [{ line: lineOf(["format"]), place: stranger, message: NOT_OURS }] };
    const parsed = QuizFile.safeParse(value, { error: faultWords });
    if (parsed.success) {
      const { handle, kind, content } = parsed.data;
      return { quiz: { handle, kind, content } };
    }
    const faults = parsed.error.issues.flatMap((issue) => faultsOf(issue, lineOf));
    return { faults: faults.sort((left, right) => left.line - right.line).slice(0, MOST_FAULTS) };
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    return { faults: [{ line: error.line, place: placeOf(error.path), message: error.message }] };
  }
}
