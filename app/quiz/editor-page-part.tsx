import { Badge, Banner, BlockStack, Button, InlineStack, Layout, Link, List, Page, Tabs, Text } from "@shopify/polaris";
import { useMemo, useState } from "react";
import type { AnswerValue, ResponseReply, SubmittedResponse } from "../contract/response.ts";
import { askJson } from "../ui/ask-json.ts";
import { useReady } from "../ui/ready.ts";
import { toast } from "../ui/toast.ts";
import { useDraft } from "./draft-part.tsx";
import type { DraftEditor, SaveState } from "./draft-part.tsx";
import { Outline } from "./editor-part.tsx";
import { FindingsProvider } from "./field-part.tsx";
import { PreviewPane } from "./preview-part.tsx";
import type { FrameReply } from "./preview-part.tsx";
import type { EditorReply, EditorView } from "./quiz-view.ts";
import { toStorefront } from "./storefront.ts";
import type { Finding } from "./verify.ts";

const texts = {
  back: "Quizzes & surveys",
  live: (number: number) => `Live · version ${number}`,
  changed: "Changes not published",
  draft: "Draft",
  publish: "Publish",
  undo: "Undo",
  tryIt: "Try it",
  results: "Results",
  duplicate: "Duplicate",
  unpublish: "Take offline",
  delete: "Delete",
  published: (number: number) => `Version ${number} is live.`,
  rejected: "This cannot be published yet.",
  rejectedTitle: (count: number) =>
    count === 1 ? "One thing to mend before publishing" : `${count} things to mend before publishing`,
  offline: "No connection: your changes are kept here and saved when it is back.",
  conflict: "Somebody else has changed this quiz",
  load: "Load their version",
  copy: "Keep mine as a copy",
  refused: "The last change could not be saved",
  notPublished: "This could not be published. Check your connection and try again.",
  edit: "Edit",
  preview: "Preview",
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
  onCommand(command: EditorCommand): void;
  onCopy(draft: EditorView["draft"]): void;
  /** After publishing: the page loads what has changed. */
  onPublished(): void;
  aside: React.ReactNode;
}

const valuesOf = (body: SubmittedResponse): Record<string, AnswerValue> =>
  Object.fromEntries(body.answers.map((answer) => [answer.questionId, answer.value]));

function usePublish(view: EditorView, draft: DraftEditor, onPublished: () => void) {
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const publishAt = async (revision: number) => {
    const question = { intent: "publish", revision, content: draft.content };
    const reply = await askJson<EditorReply>(`/app/quizzes/${view.id}/draft`, question);
    if (reply && "published" in reply) {
      toast(texts.published(reply.published.number));
      onPublished();
    } else if (reply && "rejected" in reply) {
      draft.accept(reply.rejected.revision, reply.rejected.check);
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

/** Outline and preview side by side; on a phone one at a time. */
export function EditorPage({ view, onCommand, onCopy, onPublished, aside }: EditorPageProps) {
  const ready = useReady();
  const draft = useDraft(view);
  const { publish, busy, tried } = usePublish(view, draft, onPublished);
  const [open, setOpen] = useState<number>();
  const [tab, setTab] = useState(0);
  const { content, check } = draft;
  const errors = check.findings.filter((finding) => finding.severity === "error");
  const from = open === undefined ? undefined : content.questions[open]?.id;
  // Stays the same object while nothing is changed: the frame is told of changes only.
  const shown = useMemo(() => ({ ...content, questions: content.questions.slice(open ?? 0) }), [content, open]);
  const { id: quizId, handle, kind } = view;
  const quiz = useMemo(
    () => toStorefront({ versionId: "preview", quizId, handle, kind, content: shown }),
    [quizId, handle, kind, shown],
  );
  const send = async (body: SubmittedResponse): Promise<FrameReply> => {
    if (!body.finished) return { body: { token: "preview" } };
    const question = { content: shown, answers: valuesOf(body) };
    const result = await askJson<NonNullable<ResponseReply["result"]>>(`/app/quizzes/${view.id}/preview`, question);
    if (!result || !("products" in result))
      return { status: 503, body: { error: "try_again", message: texts.notPublished } };
    return { body: { token: "preview", result } };
  };
  return (
    <Page
      fullWidth
      backAction={{ content: texts.back, url: "/app/quizzes" }}
      title={content.title || view.handle}
      titleMetadata={<Status view={view} draft={draft} />}
      primaryAction={{
        content: texts.publish,
        loading: busy,
        disabled: !ready || draft.state === "conflict",
        onAction: () => void publish(),
      }}
      secondaryActions={[
        { content: texts.undo, disabled: draft.undo === undefined, onAction: draft.undo },
        { content: texts.tryIt, url: `/app/quizzes/${view.id}/try`, disabled: draft.state !== "saved" },
        { content: texts.results, url: `/app/quizzes/${view.id}/results` },
      ]}
      actionGroups={[
        {
          title: "More actions",
          actions: [
            { content: texts.duplicate, onAction: () => onCommand("duplicate") },
            { content: texts.unpublish, disabled: !view.published, onAction: () => onCommand("unpublish") },
            { content: texts.delete, destructive: true, onAction: () => onCommand("delete") },
          ],
        },
      ]}
    >
      <FindingsProvider value={check.findings}>
        <BlockStack gap="400">
          <Trouble draft={draft} onReload={() => onCommand("reload")} onCopy={() => onCopy(content)} />
          {tried && errors.length > 0 ? <ToMend findings={errors} onGo={setOpen} /> : null}
          <div className="candor-narrow-only">
            <Tabs
              tabs={[
                { id: "edit", content: texts.edit },
                { id: "preview", content: texts.preview },
              ]}
              selected={tab}
              onSelect={setTab}
            />
          </div>
          <Layout>
            <Layout.Section>
              <div className={tab === 0 ? "" : "candor-wide-only"}>
                <BlockStack gap="400">
                  <Outline
                    content={content}
                    open={open}
                    currency={view.currency}
                    counts={check.counts}
                    fixedNames={view.fixedNames}
                    onOpen={setOpen}
                    onChange={draft.change}
                  />
                  {aside}
                </BlockStack>
              </div>
            </Layout.Section>
            <Layout.Section variant="oneThird">
              <div className={tab === 1 ? "candor-sticky" : "candor-sticky candor-wide-only"}>
                <PreviewPane quiz={quiz} from={from} onSend={send} />
              </div>
            </Layout.Section>
          </Layout>
        </BlockStack>
      </FindingsProvider>
    </Page>
  );
}

function Status({ view, draft }: { view: EditorView; draft: DraftEditor }) {
  const pending = view.published && !(view.published.isDraft && draft.content === view.draft);
  return (
    <InlineStack gap="200" blockAlign="center">
      {view.published ? (
        <Badge tone="success">{texts.live(view.published.number)}</Badge>
      ) : (
        <Badge>{texts.draft}</Badge>
      )}
      {pending ? <Badge tone="attention">{texts.changed}</Badge> : null}
      <span role="status">
        <Text as="span" tone="subdued" variant="bodySm">
          {saveTexts[draft.state]}
        </Text>
      </span>
    </InlineStack>
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

function ToMend({ findings, onGo }: { findings: Finding[]; onGo(at: number): void }) {
  const go = (field: string) => {
    const at = /^questions\.(\d+)/.exec(field)?.[1];
    if (at === undefined) return;
    onGo(Number(at));
    requestAnimationFrame(() => document.getElementById(`question-${at}`)?.scrollIntoView({ behavior: "smooth" }));
  };
  return (
    <Banner tone="critical" title={texts.rejectedTitle(findings.length)}>
      <List>
        {findings.map((finding) => (
          <List.Item key={finding.field + finding.message}>
            {finding.field.startsWith("questions.") ? (
              <Link onClick={() => go(finding.field)}>{finding.message}</Link>
            ) : (
              finding.message
            )}
          </List.Item>
        ))}
      </List>
    </Banner>
  );
}
