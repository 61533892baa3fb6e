import type { QuizContent } from "../../contract/quiz.ts";

/** Where in the editor something is mended. */
export type EditorTab = "questions" | "products" | "languages" | "map" | "settings" | "versions";
export interface Place {
  tab: EditorTab;
  /** Of the tab "questions": the start, the result pages, or a question's id. */
  item: PlaceItem;
  /** Of the tab "languages": the one whose texts are wanted. */
  language?: string;
}
export type PlaceItem = { at: "start" } | { at: "result" } | { at: "question"; id: string };

export const START: Place = { tab: "questions", item: { at: "start" } };

const SETTINGS = ["goal", "minors", "priority", "poll", "colours", "incentive"];

/** The place that shows a field, as in `questions.2.options.0.text`. */
export function placeOf(content: QuizContent, field: string): Place {
  const [first = "", second] = field.split(".");
  if (first === "questions" && second !== undefined) {
    const id = content.questions[Number(second)]?.id;
    return id === undefined ? START : { tab: "questions", item: { at: "question", id } };
  }
  if (first === "result" || first === "outcomes") return { tab: "questions", item: { at: "result" } };
  if (first === "translations") return { tab: "languages", item: START.item, ...(second && { language: second }) };
  if (SETTINGS.includes(first)) return { tab: "settings", item: START.item };
  return START;
}

/** The field itself and what it lies in, innermost first: whichever of them is on the screen takes the focus. */
export function fieldsAround(field: string): string[] {
  const parts = field.split(".");
  return parts.map((_, at) => parts.slice(0, parts.length - at).join("."));
}
