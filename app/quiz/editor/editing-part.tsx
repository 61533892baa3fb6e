import { createContext, useContext } from "react";
import type { QuizContent } from "../../contract/quiz.ts";
import type { Place } from "./place.ts";
import type { EditorView } from "../quiz-view.ts";

/** What every part of the editor sees and may do. */
export interface Editing {
  content: QuizContent;
  view: EditorView;
  /** In-stock products per option, by field. */
  counts: Record<string, number>;
  place: Place;
  go(place: Place): void;
  /** To the field itself, which takes the focus. */
  goToField(field: string): void;
  /** `field` names what is typed into: a run of changes to it is one step back. */
  change(content: QuizContent, field?: string): void;
}

const Context = createContext<Editing | undefined>(undefined);
export const EditingProvider = Context.Provider;

export function useEditing(): Editing {
  const editing = useContext(Context);
  if (!editing) throw new Error("this part belongs into the editor");
  return editing;
}
