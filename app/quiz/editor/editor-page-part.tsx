import { Badge, Banner, BlockStack, Button, InlineStack, Page, Text } from "@shopify/polaris";
import { RedoIcon, UndoIcon } from "@shopify/polaris-icons";
import { useEffect, useMemo, useState } from "react";
import { flushSync } from "react-dom";
import type { QuizContent } from "../../contract/quiz.ts";
import { mintUuid } from "../../platform/id.ts";
import { askJson } from "../../ui/ask-json.ts";
import { saveFile } from "../../ui/download.ts";
import { useReady } from "../../ui/ready.ts";
import { toast } from "../../ui/toast.ts";
import { useDraft } from "./draft-part.tsx";
import type { DraftEditor, SaveState } from "./draft-part.tsx";
import { Checks } from "./checks-part.tsx";
import { EditingProvider } from "./editing-part.tsx";
import type { Editing } from "./editing-part.tsx";
import { FindingsProvider } from "./field-part.tsx";
import { EditorBody } from "./editor-body-part.tsx";
import { EditorTabs } from "./editor-tabs-part.tsx";
import { focusField } from "./focus-field.ts";
import { placeOf } from "./place.ts";
import type { Place } from "./place.ts";
import { tellTabs } from "./tabs-part.tsx";
import { quizFileName, quizFileText } from "../quiz-file-text.ts";
import type { DraftSave, EditorReply, EditorView } from "../quiz-view.ts";

const texts = {
  back: "Quizzes & surveys",
  live: (number: number) => `Live · version ${number}`,
  changed: "Changes not published",
  draft: "Draft",
  publish: "Publish",
  undo: "Undo",
  redo: "Redo",
  tryIt: "Try it",
  results: "Results",
  more: "More actions",
  duplicate: "Duplicate",
  share: "Share, or place in your theme",
  export: "Export as a file",
  unpublish: "Take offline",
  delete: "Delete",
  published: (number: number) => `Version ${number} is live.`,
  rejected: "This cannot be published yet.",
  offline: "No connection: your changes are kept here and saved when it is back.",
  conflict: "This quiz is being edited elsewhere",
  load: "Load the newer version",
  copy: "Keep mine as a copy",
  refused: "The last change could not be saved",
  unmetTitle: "Live. Now show it to shoppers",
  unmet: "Nobody has answered yet. Shoppers meet it where you place it: in a page, as a pop-up, or behind a link.",
  place: "Choose where",
  notPublished: "This could not be published. Check your connection and try again.",
};

const saveTexts: Record<SaveState, string> = {
  saved: "Saved",
  changed: "Saving…",
  saving: "Saving…",
  offline: "Not saved: no connection",
  conflict: "Not saved",
  refused: "Not saved",
};

export type EditorCommand = "duplicate" | "unpublish" | "delete" | "reload";

interface EditorPageProps {
  view: EditorView;
  place: Place;
  onPlace(next: Place | ((known: Place) => Place)): void;
  onCommand(command: EditorCommand): void;
  onCopy(draft: EditorView["draft"]): void;
  /** After publishing: the page loads what has changed. */
  onPublished(): void;
  /** The form of the reward: a later room's work. */
  reward: React.ReactNode;
}

/** A new question gets its name when it is published: it stays open. */
function followName(sent: QuizContent, named: QuizContent, onPlace: EditorPageProps["onPlace"]): void {
  onPlace((known) => {
    const { item } = known;
    if (item.at !== "question") return known;
    const id = named.questions[sent.questions.findIndex((question) => question.id === item.id)]?.id;
    return id === undefined || id === item.id ? known : { ...known, item: { at: "question", id } };
  });
}

/** Shows a change at once; a field that is drawn anew by it stays the one that is typed into, at the same place. */
function keepingFocus(change: () => void): void {
  const typedInto = document.activeElement;
  const { selectionStart = null, selectionEnd = null } = isText(typedInto) ? typedInto : {};
  flushSync(change);
  if (!typedInto?.id || document.activeElement !== document.body) return;
  const drawn = document.getElementById(typedInto.id);
  drawn?.focus();
  if (isText(drawn) && selectionStart !== null) drawn.setSelectionRange(selectionStart, selectionEnd);
}

const isText = (element: Element | null): element is HTMLInputElement | HTMLTextAreaElement =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;

function usePublish({ view, onPlace, onPublished }: EditorPageProps, draft: DraftEditor) {
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const publishAt = async (start: Omit<DraftSave, "save">) => {
    const question = { intent: "publish", save: mintUuid(), ...start, content: draft.content };
    const reply = await askJson<EditorReply>(`/app/quizzes/${view.id}/draft`, question);
    if (reply && "published" in reply) {
      const { revision: saved, check, content } = reply.published;
      keepingFocus(() => {
        draft.adopt({ revision: saved, check, sent: question.content, settled: start.unanswered }, content);
        followName(question.content, content, onPlace);
      });
      tellTabs(view.id, saved);
      toast(texts.published(reply.published.number));
      onPublished();
    } else if (reply && "rejected" in reply) {
      draft.accept({ ...reply.rejected, sent: question.content, settled: start.unanswered });
      setTried(true);
      toast(texts.rejected, true);
    } else {
      toast(reply && "refused" in reply ? reply.refused.message : texts.notPublished, true);
    }
  };
  const publish = async () => {
    setBusy(true);
    await draft.alone(publishAt);
    setBusy(false);
  };
  return { publish, busy, tried };
}

/** What is on the screen, also when it cannot be saved just now. */
function saveAsFile({ handle, kind }: EditorView, content: QuizContent): void {
  const text = quizFileText({ handle, kind, content });
  saveFile(new Blob([text], { type: "application/json" }), quizFileName(handle));
}

/** Ctrl/⌘-Z and Ctrl/⌘-Shift-Z (or Ctrl-Y) anywhere in the editor, in its fields too: they are part of the draft. */
function useUndoKeys({ undo, redo }: Pick<DraftEditor, "undo" | "redo">): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      const step = key === "y" || (key === "z" && event.shiftKey) ? redo : key === "z" ? undo : undefined;
      if (key !== "y" && key !== "z") return;
      event.preventDefault();
      step?.();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [undo, redo]);
}

function useEditingOf({ view, place, onPlace }: EditorPageProps, draft: DraftEditor): Editing {
  const { content, check, change } = draft;
  return useMemo(
    () => ({
      content,
      view,
      counts: check.counts,
      place,
      go: onPlace,
      goToField(field) {
        onPlace(placeOf(content, field));
        focusField(field);
      },
      change,
    }),
    [content, view, check, place, onPlace, change],
  );
}

/** The editor of one quiz: what is being worked on below, how it stands above. */
export function EditorPage(props: EditorPageProps) {
  const { view, place, onPlace, onCommand, onCopy, reward } = props;
  const ready = useReady();
  const draft = useDraft(view);
  const { publish, busy, tried } = usePublish(props, draft);
  const editing = useEditingOf(props, draft);
  useUndoKeys(draft);
  return (
    <Page
      fullWidth
      backAction={{ content: texts.back, url: "/app/quizzes" }}
      title={draft.content.title || view.handle}
      primaryAction={{
        content: texts.publish,
        loading: busy,
        disabled: !ready || draft.state === "conflict",
        onAction: () => void publish(),
      }}
      secondaryActions={[
        { content: texts.undo, icon: UndoIcon, disabled: !draft.undo, onAction: draft.undo },
        { content: texts.redo, icon: RedoIcon, disabled: !draft.redo, onAction: draft.redo },
        { content: texts.tryIt, url: `/app/quizzes/${view.id}/try`, disabled: draft.state !== "saved" },
        { content: texts.results, url: `/app/quizzes/${view.id}/results` },
      ]}
      actionGroups={[
        {
          title: texts.more,
          actions: [
            { content: texts.share, url: `/app/quizzes/${view.id}/share` },
            { content: texts.duplicate, onAction: () => void draft.flush().then(() => onCommand("duplicate")) },
            { content: texts.export, onAction: () => saveAsFile(view, draft.content) },
            { content: texts.unpublish, disabled: !view.published, onAction: () => onCommand("unpublish") },
            { content: texts.delete, destructive: true, onAction: () => onCommand("delete") },
          ],
        },
      ]}
    >
      <EditingProvider value={editing}>
        <FindingsProvider value={draft.check.findings}>
          <BlockStack gap="300">
            <Status view={view} draft={draft} />
            <Trouble draft={draft} onReload={() => onCommand("reload")} onCopy={() => onCopy(draft.content)} />
            <Unmet view={view} />
            <Checks insist={tried} />
            <EditorTabs tab={place.tab} onTab={(tab) => onPlace({ ...place, tab })} />
            <div id="editor-body" role="tabpanel" aria-labelledby={place.tab}>
              <EditorBody reward={reward} />
            </div>
          </BlockStack>
        </FindingsProvider>
      </EditingProvider>
    </Page>
  );
}

/** In a line of its own: beside the title each save would move everything below. */
function Status({ view, draft }: { view: EditorView; draft: DraftEditor }) {
  return (
    <InlineStack gap="200" blockAlign="center">
      {view.published ? (
        <Badge tone="success">{texts.live(view.published.number)}</Badge>
      ) : (
        <Badge>{texts.draft}</Badge>
      )}
      {view.published && !draft.isLive ? <Badge tone="attention">{texts.changed}</Badge> : null}
      <span role="status">
        <Text as="span" tone="subdued" variant="bodySm">
          {saveTexts[draft.state]}
        </Text>
      </span>
    </InlineStack>
  );
}

/** Published is not yet seen: until somebody answers, the way on stands here. */
function Unmet({ view }: { view: EditorView }) {
  if (!view.published || view.answered) return null;
  return (
    <Banner title={texts.unmetTitle} action={{ content: texts.place, url: `/app/quizzes/${view.id}/share` }}>
      <p>{texts.unmet}</p>
    </Banner>
  );
}

function Trouble({ draft, onReload, onCopy }: { draft: DraftEditor; onReload(): void; onCopy(): void }) {
  if (draft.state === "offline") return <Banner tone="warning">{texts.offline}</Banner>;
  if (draft.state === "refused") {
    return (
      <Banner tone="critical" title={texts.refused}>
        {draft.message}
      </Banner>
    );
  }
  if (draft.state !== "conflict") return null;
  return (
    <Banner tone="critical" title={texts.conflict}>
      <BlockStack gap="200">
        <Text as="p">{draft.message}</Text>
        <InlineStack gap="200">
          <Button onClick={onReload}>{texts.load}</Button>
          <Button onClick={onCopy}>{texts.copy}</Button>
        </InlineStack>
      </BlockStack>
    </Banner>
  );
}
