export interface Finding {
  /** An error keeps the quiz from being published; a warning and a note do not. */
  severity: "error" | "warning" | "note";
  /** Path into the content, as in `questions.2.options.0.text`. */
  field: string;
  message: string;
}

export const error = (field: string, message: string): Finding => ({ severity: "error", field, message });
export const warning = (field: string, message: string): Finding => ({ severity: "warning", field, message });
export const note = (field: string, message: string): Finding => ({ severity: "note", field, message });

/** Places of those that were there before. */
export const repeated = (ids: readonly string[]): number[] =>
  ids.flatMap((id, at) => (ids.indexOf(id) < at ? [at] : []));

export const quoted = (text: string): string => `“${text.length > 60 ? `${text.slice(0, 57)}…` : text || "…"}”`;
