import { useEffect, useRef, useState } from "react";
import type { QuizContent } from "../contract/quiz.ts";
import { askJson } from "../ui/ask-json.ts";
import type { DraftCheck, EditorReply, EditorView } from "./quiz-view.ts";

const SAVE_AFTER_MS = 700;
const RETRY_AFTER_MS = 4000;
const MOST_UNDO = 50;
/** Typing in one field within this time is one step back. */
const ONE_STEP_MS = 1500;

export type SaveState = "saved" | "changed" | "saving" | "offline" | "conflict" | "refused";

export interface DraftEditor {
  content: QuizContent;
  revision: number;
  check: DraftCheck;
  state: SaveState;
  /** Why it cannot be saved. */
  message: string | undefined;
  /** `field` names what is typed into: a run of changes to it is undone at once. */
  change(next: QuizContent, field?: string): void;
  undo: (() => void) | undefined;
  /** Another action has saved what is in the editor. */
  accept(revision: number, check: DraftCheck): void;
  /** Runs after what is under way and before any further save, with the newest revision. */
  alone(work: (revision: number) => Promise<void>): Promise<void>;
}

/** A stack of earlier drafts; `field` runs of typing count as one. */
function useHistory(content: QuizContent, setContent: (content: QuizContent) => void) {
  const past = useRef<QuizContent[]>([]);
  const step = useRef<{ field?: string; timer?: ReturnType<typeof setTimeout> }>({});
  const remember = (field: string | undefined) => {
    clearTimeout(step.current.timer);
    if (field === undefined || step.current.field !== field)
      past.current = [...past.current, content].slice(-MOST_UNDO);
    step.current = { field, timer: setTimeout(() => (step.current = {}), ONE_STEP_MS) };
  };
  const undo = () => {
    const last = past.current.pop();
    step.current = {};
    if (last) setContent(last);
  };
  return { remember, undo: past.current.length > 0 ? undo : undefined };
}

/** The draft in the browser: every change is kept for undo and saved by itself a moment later. */
export function useDraft(view: EditorView): DraftEditor {
  const [content, setContent] = useState(view.draft);
  const [saved, setSaved] = useState({ content: view.draft, revision: view.revision, check: view.check });
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<{ kind: "offline" | "conflict" | "refused"; message: string }>();
  const history = useHistory(content, setContent);
  // One request at a time, each with the newest revision: a save under way and a publish must not overtake one another.
  const under = useRef<Promise<unknown>>(Promise.resolve());
  const newest = useRef(saved.revision);
  newest.current = Math.max(newest.current, saved.revision);

  useEffect(() => {
    if (content === saved.content || busy || trouble?.kind === "conflict") return;
    const wait = trouble?.kind === "offline" ? RETRY_AFTER_MS : SAVE_AFTER_MS;
    const timer = setTimeout(() => {
      setBusy(true);
      const question = { intent: "save", revision: saved.revision, content };
      under.current = askJson<EditorReply>(`/app/quizzes/${view.id}/draft`, question).then((reply) => {
        setBusy(false);
        if (reply && "saved" in reply) newest.current = reply.saved.revision;
        if (reply && "saved" in reply) {
          setSaved({ content, ...reply.saved });
          setTrouble(undefined);
        } else if (reply && "refused" in reply) {
          const conflict = reply.refused.error === "draft_changed";
          setTrouble({ kind: conflict ? "conflict" : "refused", message: reply.refused.message });
          // Not again until something is changed.
          if (!conflict) setSaved((known) => ({ ...known, content }));
        } else {
          setTrouble({ kind: "offline", message: "" });
        }
      });
    }, wait);
    return () => clearTimeout(timer);
  }, [content, saved, busy, trouble, view.id]);

  const settled: SaveState = content === saved.content ? "saved" : "changed";
  return {
    content,
    revision: saved.revision,
    check: saved.check,
    state: trouble?.kind ?? (busy ? "saving" : settled),
    message: trouble?.message,
    change(next, field) {
      history.remember(field);
      setContent(next);
    },
    undo: history.undo,
    accept: (revision, check) => setSaved({ content, revision, check }),
    async alone(work) {
      await under.current;
      setBusy(true);
      const done = work(newest.current);
      under.current = done;
      await done.finally(() => setBusy(false));
    },
  };
}
