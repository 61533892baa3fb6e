import { useCallback, useEffect, useRef, useState } from "react";
import type { QuizContent } from "../../contract/quiz.ts";
import { systemClock } from "../../platform/clock.ts";
import { mintUuid } from "../../platform/id.ts";
import { askJson } from "../../ui/ask-json.ts";
import { kept } from "../../ui/kept.ts";
import { toast } from "../../ui/toast.ts";
import { begin, change as changed, mapSteps, redo, undo } from "./history.ts";
import type { DraftCheck, DraftSave, EditorReply, EditorView } from "../quiz-view.ts";
import { followNames } from "../rename.ts";
import { isSame } from "../same.ts";
import { tellTabs, useOtherTab } from "./tabs-part.tsx";
import { ask, settle } from "./unanswered.ts";
import type { Unanswered } from "./unanswered.ts";

const SAVE_AFTER_MS = 700;
const RETRY_AFTER_MS = 4000;
/** More than browsers let a page send while it is being left. */
const MOST_KEEPALIVE = 60_000;

const texts = { broughtBack: "Your last change, not saved when you left, is back." };

export type SaveState = "saved" | "changed" | "saving" | "offline" | "conflict" | "refused";

export interface DraftEditor {
  content: QuizContent;
  check: DraftCheck;
  state: SaveState;
  /** Why it cannot be saved. */
  message: string | undefined;
  /** `field` names what is typed into: a run of changes to it is undone at once. */
  change(next: QuizContent, field?: string): void;
  undo: (() => void) | undefined;
  redo: (() => void) | undefined;
  /** Another action has saved `sent`; what was typed since is still to be saved. */
  accept(accepted: Accepted): void;
  /** Publishing has saved `sent` as `named`: what was typed since, and the steps back, take the new names over. */
  adopt(accepted: Accepted, named: QuizContent): void;
  /** Shoppers see just this. */
  isLive: boolean;
  /** Saves at once, and resolves when it is done. */
  flush(): Promise<void>;
  /** Runs after what is under way and before any further save, with what it may save over. */
  alone(work: (start: Start) => Promise<void>): Promise<void>;
}

type Start = Omit<DraftSave, "save">;

/** The app's reply to `sent`; it settles the saves that the question named. */
interface Accepted {
  revision: number;
  check: DraftCheck;
  sent: QuizContent;
  settled: readonly string[];
}

interface Saved {
  /** Undefined while nobody knows what has arrived. */
  content: QuizContent | undefined;
  revision: number;
  check: DraftCheck;
}

interface Trouble {
  kind: "offline" | "conflict" | "refused";
  message: string;
}

interface Saving {
  saved: Saved;
  busy: boolean;
  trouble: Trouble | undefined;
}

/** The draft in the browser: every change can be undone, and is saved by itself a moment later, also when the page is left at once. */
export function useDraft(view: EditorView): DraftEditor {
  const [history, setHistory] = useState(() => begin(view.draft));
  const content = history.present;
  const change = useCallback(
    (next: QuizContent, field?: string) => setHistory((known) => changed(known, next, systemClock().getTime(), field)),
    [],
  );
  const saving = useSaving(view, content);
  const { state, saved, save } = saving;
  const [live, setLive] = useState(view.published?.isDraft ? view.draft : undefined);
  const adopt = (accepted: Accepted, named: QuizContent) => {
    const { sent } = accepted;
    const map = (step: QuizContent) => (step === sent ? named : followNames(step, sent, named));
    // At once: the next save must not wait for the screen.
    saving.latest.current = map(saving.latest.current);
    setHistory((known) => mapSteps(known, map));
    setLive(named);
    saving.accept({ ...accepted, sent: named });
  };
  const waits = state.trouble?.kind === "offline" ? RETRY_AFTER_MS : SAVE_AFTER_MS;
  const isSaved = content === state.saved.content;
  const isStuck = state.busy || state.trouble?.kind === "conflict";

  useEffect(() => {
    if (isSaved || isStuck) return;
    const timer = setTimeout(() => void save(), waits);
    return () => clearTimeout(timer);
  }, [content, isSaved, isStuck, waits, save, state.saved]);

  useLeaving(view, saving);
  useReturn(view, change, saving.quarrel);
  useOtherTab(view.id, (revision) => {
    if (revision > saved.current.revision) saving.quarrel();
  });

  return {
    content,
    check: state.saved.check,
    state: state.trouble?.kind ?? (state.busy ? "saving" : isSaved ? "saved" : "changed"),
    message: state.trouble?.message,
    change,
    undo: history.past.length > 0 ? () => setHistory(undo) : undefined,
    redo: history.future.length > 0 ? () => setHistory(redo) : undefined,
    accept: saving.accept,
    adopt,
    isLive: view.published !== undefined && content === live,
    flush: save,
    alone: saving.alone,
  };
}

const OTHER_TAB =
  "It was changed in another tab, or by somebody else, after you opened it here. Nothing is saved from this tab any more: load the newer version, or keep yours as a copy.";

/** One request at a time, each with the newest revision: a save under way and a publish must not overtake one another. */
function useSaving(view: EditorView, content: QuizContent) {
  const [state, setState] = useState<Saving>({
    saved: { content: view.draft, revision: view.revision, check: view.check },
    busy: false,
    trouble: undefined,
  });
  const latest = useRef(content);
  latest.current = content;
  const saved = useRef(state.saved);
  const stuck = useRef(false);
  const under = useRef<Promise<unknown>>(Promise.resolve());
  const { question, since, answered } = useQuestions(saved);

  const accept = useCallback(
    ({ revision, check, sent, settled }: Accepted) => {
      answered(settled);
      // What was sent after it may have arrived too.
      saved.current = { content: since().length > 0 ? undefined : sent, revision, check };
      setState({ saved: saved.current, busy: false, trouble: undefined });
    },
    [answered, since],
  );
  /** Something was sent, and no reply says whether it is there: it is asked again, also when the change is taken back. */
  const doubt = useCallback((changes: Partial<Saving>) => {
    saved.current = { ...saved.current, content: undefined };
    setState((known) => ({ ...known, ...changes, saved: saved.current }));
  }, []);
  const quarrel = useCallback((message = OTHER_TAB) => {
    stuck.current = true;
    setState((known) => ({ ...known, busy: false, trouble: { kind: "conflict", message } }));
  }, []);
  const send = useCallback(async () => {
    const sent = latest.current;
    if (sent === saved.current.content || stuck.current) return;
    setState((known) => ({ ...known, busy: true }));
    const asked = question(sent);
    const reply = await askJson<EditorReply>(`/app/quizzes/${view.id}/draft`, asked);
    if (reply && "saved" in reply) {
      accept({ ...reply.saved, sent, settled: [...asked.unanswered, asked.save] });
      tellTabs(view.id, reply.saved.revision);
      // What was typed since is kept until it is saved too.
      if (latest.current === sent) kept.drop(keyOf(view));
    } else if (reply && "refused" in reply) {
      if (reply.refused.error === "draft_changed") {
        // Overtaken by our own later save, which was sent when the page was left: the next one, which names it, will tell.
        return since().at(-1) === asked.save ? quarrel() : doubt({ busy: false });
      }
      answered([asked.save]);
      // Not again until something is changed.
      saved.current = { ...saved.current, content: sent };
      setState({ saved: saved.current, busy: false, trouble: { kind: "refused", message: reply.refused.message } });
    } else {
      doubt({ busy: false, trouble: { kind: "offline", message: "" } });
    }
  }, [view, accept, quarrel, question, since, answered, doubt]);
  const save = useCallback(() => {
    const done = under.current.then(send);
    under.current = done;
    return done;
  }, [send]);
  const alone = async (work: (start: Start) => Promise<void>) => {
    const done = under.current.then(async () => {
      setState((known) => ({ ...known, busy: true }));
      await work({ revision: saved.current.revision, unanswered: since() });
    });
    under.current = done.catch(() => undefined);
    await done.finally(() => setState((known) => ({ ...known, busy: false })));
  };
  return { state, latest, saved, stuck, question, since, accept, doubt, quarrel, save, alone };
}

/** What the app is asked, and what of it is still without an answer. */
function useQuestions(saved: { readonly current: Saved }) {
  const unanswered = useRef<Unanswered>([]);
  const since = useCallback(() => unanswered.current.map(({ save }) => save), []);
  const question = useCallback(
    (content: QuizContent) => {
      const { save, earlier } = ask(unanswered.current, content, mintUuid);
      unanswered.current = [...earlier, { save, content }];
      const { revision } = saved.current;
      return { intent: "save", save, revision, unanswered: earlier.map((sent) => sent.save), content };
    },
    [saved],
  );
  const answered = useCallback((settled: readonly string[]) => {
    unanswered.current = settle(unanswered.current, settled);
  }, []);
  return { question, since, answered };
}

const keyOf = (view: EditorView): string => `candor-draft-${view.handle}`;

/** Whoever leaves the field, the tab or the page leaves nothing unsaved behind. */
function useLeaving(view: EditorView, saving: ReturnType<typeof useSaving>): void {
  const { latest, saved, stuck, question, since, doubt, save } = saving;
  useEffect(() => {
    let token: string | undefined;
    const isUnsaved = () => latest.current !== saved.current.content && !stuck.current;
    const prepare = () => {
      if ("shopify" in window)
        void window.shopify.idToken().then(
          (fresh) => (token = fresh),
          () => undefined,
        );
    };
    const soon = () => void (isUnsaved() && save());
    const leave = () => {
      if (!isUnsaved()) return;
      const last = question(latest.current);
      const { revision, content } = last;
      // The browser keeps it too: should the last request not arrive, the next visit brings it back.
      kept.write(keyOf(view), { revision, content, saves: since() } satisfies Kept);
      const keepalive = JSON.stringify(last).length < MOST_KEEPALIVE;
      if (token !== undefined) void askJson(`/app/quizzes/${view.id}/draft`, last, { keepalive, token });
      // The page may come back as it is, out of the browser's memory.
      doubt({});
    };
    prepare();
    const renew = setInterval(prepare, 30_000);
    document.addEventListener("focusout", soon);
    document.addEventListener("visibilitychange", soon);
    window.addEventListener("pagehide", leave);
    return () => {
      clearInterval(renew);
      document.removeEventListener("focusout", soon);
      document.removeEventListener("visibilitychange", soon);
      window.removeEventListener("pagehide", leave);
      soon();
    };
  }, [view, latest, saved, stuck, question, since, doubt, save]);
}

interface Kept {
  revision: number;
  content: QuizContent;
  /** What was on its way to the app when the page was left: a draft that one of them made is no stranger's. */
  saves?: string[];
}

const isOwn = ({ revision, saves = [] }: Kept, view: EditorView): boolean =>
  revision === view.revision || (view.save !== null && saves.includes(view.save));

/** A change that did not arrive when the page was left is made again; if others changed the quiz since, it is said. */
function useReturn(view: EditorView, change: (next: QuizContent) => void, quarrel: () => void): void {
  useEffect(() => {
    const found = kept.read(keyOf(view)) as Kept | null;
    if (!found) return;
    kept.drop(keyOf(view));
    if (isSame(found.content, view.draft)) return;
    change(found.content);
    if (isOwn(found, view)) toast(texts.broughtBack);
    else quarrel();
    // Once per opening.
  }, []);
}
