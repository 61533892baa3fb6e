import { BlockStack, Button } from "@shopify/polaris";
import { useEffect, useMemo, useState } from "react";
import type { AnswerValue, ResponseReply, SubmittedResponse } from "../../contract/response.ts";
import { askJson } from "../../ui/ask-json.ts";
import { useEditing } from "./editing-part.tsx";
import { ResultCards, StartCard } from "./ends-part.tsx";
import { LanguagesCards } from "./languages-part.tsx";
import { QuizMap } from "./map-part.tsx";
import { Outline } from "./outline-part.tsx";
import { START } from "./place.ts";
import { PreviewPane } from "./preview-part.tsx";
import type { FrameReply } from "./preview-part.tsx";
import { ProductsCards } from "./products-part.tsx";
import { QuestionCard } from "./question-part.tsx";
import { SettingsCards } from "./settings-part.tsx";
import { toStorefront } from "../storefront.ts";
import { languagesOf } from "../texts.ts";
import { VersionsCard } from "./versions-part.tsx";

const texts = {
  preview: "Show preview",
  edit: "Back to editing",
  failed: "The result cannot be shown now. Check your connection and try again.",
};

const valuesOf = (body: SubmittedResponse): Record<string, AnswerValue> =>
  Object.fromEntries(body.answers.map((answer) => [answer.questionId, answer.value]));

/** What the chosen tab shows. */
export function EditorBody({ reward }: { reward: React.ReactNode }) {
  const { content, place } = useEditing();
  const [wanted, setLanguage] = useState(content.language);
  const language = languagesOf(content).includes(wanted) ? wanted : content.language;
  useEffect(() => {
    if (place.language) setLanguage(place.language);
  }, [place]);
  const preview = <DraftPreview language={language} onLanguage={setLanguage} />;
  switch (place.tab) {
    case "questions":
      return (
        <WithPreview outline={<Outline />} preview={preview}>
          <ItemForm />
        </WithPreview>
      );
    case "settings":
      return (
        <WithPreview preview={preview}>
          <SettingsCards reward={reward} />
        </WithPreview>
      );
    case "languages":
      return (
        <WithPreview preview={preview}>
          <LanguagesCards language={language} onLanguage={setLanguage} />
        </WithPreview>
      );
    case "map":
      return <QuizMap />;
    case "products":
      return <ProductsCards />;
    case "versions":
      return <VersionsCard />;
  }
}

function ItemForm() {
  const { content, place } = useEditing();
  const { item } = place;
  switch (item.at) {
    case "start":
      return <StartCard />;
    case "result":
      return <ResultCards />;
    case "question": {
      const at = content.questions.findIndex(({ id }) => id === item.id);
      const question = content.questions[at];
      return question ? <QuestionCard key={question.id} at={at} question={question} /> : <StartCard />;
    }
  }
}

interface WithPreviewProps {
  outline?: React.ReactNode;
  preview: React.ReactNode;
  children: React.ReactNode;
}

/** The outline, the form of what is open, and the preview, side by side; on a phone one below the other. */
function WithPreview({ outline, preview, children }: WithPreviewProps) {
  const { place } = useEditing();
  const [previewed, setPreviewed] = useState(false);
  // Whoever is taken to a field wants to see it.
  useEffect(() => setPreviewed(false), [place]);
  return (
    <BlockStack gap="300">
      <div className="candor-narrow-only candor-inset">
        <Button fullWidth onClick={() => setPreviewed(!previewed)}>
          {previewed ? texts.edit : texts.preview}
        </Button>
      </div>
      <div className={outline ? "candor-editor candor-editor--three" : "candor-editor"}>
        {outline ? <div className={previewed ? "candor-wide-only" : "candor-inset"}>{outline}</div> : null}
        <div id="editor-form" className={previewed ? "candor-wide-only" : "candor-form"}>
          {children}
        </div>
        <div className={previewed ? "candor-sticky candor-inset" : "candor-sticky candor-wide-only"}>{preview}</div>
      </div>
    </BlockStack>
  );
}

/** The draft as shoppers would see it, from the question that is open. */
function DraftPreview({ language, onLanguage }: { language: string; onLanguage(language: string): void }) {
  const { content, view, place } = useEditing();
  const item = place.tab === "questions" ? place.item : START.item;
  const found = item.at === "question" ? content.questions.findIndex(({ id }) => id === item.id) : 0;
  const open = Math.max(0, found);
  // Stays the same object while nothing is changed: the frame is told of changes only.
  const shown = useMemo(() => ({ ...content, questions: content.questions.slice(open) }), [content, open]);
  const { id: quizId, handle, kind } = view;
  const quiz = useMemo(
    () => toStorefront({ versionId: "preview", quizId, handle, kind, content: shown }, language),
    [quizId, handle, kind, shown, language],
  );
  const send = async (body: SubmittedResponse): Promise<FrameReply> => {
    if (!body.finished) return { body: { token: "preview" } };
    const question = { content: shown, answers: valuesOf(body), language };
    const result = await askJson<NonNullable<ResponseReply["result"]>>(`/app/quizzes/${view.id}/preview`, question);
    if (!result || !("products" in result)) return { status: 503, body: { error: "try_again", message: texts.failed } };
    return { body: { token: "preview", result } };
  };
  return (
    <PreviewPane
      quiz={quiz}
      from={open === 0 ? undefined : content.questions[open]?.id}
      languages={languagesOf(content)}
      onLanguage={onLanguage}
      onSend={send}
    />
  );
}
