import { BlockStack, Button, ButtonGroup, InlineStack, Select, Text } from "@shopify/polaris";
import { DesktopIcon, MobileIcon, MoonIcon, RefreshIcon, SunIcon } from "@shopify/polaris-icons";
import { useCallback, useEffect, useRef, useState } from "react";
import type { StorefrontQuiz } from "../../contract/quiz.ts";
import { languageName } from "../language-names.ts";
import type { RefusalReply, ResponseReply, SubmittedResponse } from "../../contract/response.ts";

const texts = {
  title: "Preview",
  frame: "Preview of the quiz",
  phone: "Show as on a phone",
  desktop: "Show as on a computer",
  dark: "Show in a dark theme",
  light: "Show in a light theme",
  language: "Language of the preview",
  restart: "Start over",
  note: "This is the very quiz that shoppers get. Nothing you answer here is kept.",
  noteFrom: "Begins with the question that you are editing. Close it to see the quiz from its start.",
};

/** The frame's page has this much space above and below the quiz (routes/preview). */
const FRAME_PADDING = 40;

/** What the frame says (extensions/theme-quiz/src/preview.ts). */
type FromFrame =
  | { type: "candor:ready" }
  | { type: "candor:at"; at: string }
  | { type: "candor:send"; id: string; body: SubmittedResponse }
  | { type: "candor:cart"; variantId: string }
  | { type: "candor:height"; height: number };

export interface FrameReply {
  status?: number;
  body: ResponseReply | RefusalReply;
}

interface QuizFrameProps {
  quiz: StorefrontQuiz;
  /** Another value starts the walk over. */
  run: string;
  onSend(body: SubmittedResponse): Promise<FrameReply>;
  onCart?(variantId: string): void;
  dark?: boolean;
}

/** The storefront's own widget in a frame; the draft goes in by postMessage, and what would be sent comes out to us. */
export function QuizFrame({ quiz, run, onSend, onCart, dark = false }: QuizFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const latest = useRef({ quiz, onSend, onCart });
  latest.current = { quiz, onSend, onCart };
  const shownRun = useRef(run);
  const [height, setHeight] = useState(420);
  const post = useCallback((message: object) => frame.current?.contentWindow?.postMessage(message, "*"), []);

  useEffect(() => {
    const hear = (event: MessageEvent<FromFrame>) => {
      if (event.source !== frame.current?.contentWindow || event.source === null) return;
      const message = event.data;
      switch (message.type) {
        case "candor:ready":
          post({ type: "candor:draft", quiz: latest.current.quiz, fresh: true });
          break;
        case "candor:send":
          void latest.current
            .onSend(message.body)
            .then((reply) => post({ type: "candor:reply", id: message.id, ...reply }));
          break;
        case "candor:height":
          setHeight(Math.min(1400, Math.max(200, Math.ceil(message.height) + FRAME_PADDING)));
          break;
        case "candor:cart":
          latest.current.onCart?.(message.variantId);
          break;
        case "candor:at":
          break;
      }
    };
    window.addEventListener("message", hear);
    return () => window.removeEventListener("message", hear);
  }, [post]);

  useEffect(() => {
    const fresh = shownRun.current !== run;
    shownRun.current = run;
    post({ type: "candor:draft", quiz, fresh });
  }, [post, quiz, run]);

  return (
    <iframe
      ref={frame}
      name="candor-preview"
      title={texts.frame}
      src={`/preview?language=${quiz.language}${dark ? "&scheme=dark" : ""}`}
      style={{ width: "100%", height, border: 0, display: "block", background: dark ? "#161616" : "#fff" }}
    />
  );
}

interface PreviewProps extends Pick<QuizFrameProps, "quiz" | "onSend"> {
  /** The question that is being edited: the preview begins there. */
  from: string | undefined;
  languages: readonly string[];
  onLanguage(language: string): void;
}

/** The preview beside the editor, with a phone's or a computer's width. */
export function PreviewPane({ quiz, from, languages, onLanguage, onSend }: PreviewProps) {
  const [wide, setWide] = useState(false);
  const [dark, setDark] = useState(false);
  const [run, setRun] = useState(0);
  return (
    <BlockStack gap="300">
      <InlineStack align="space-between" blockAlign="center">
        <Text as="h2" variant="headingMd">
          {texts.title}
        </Text>
        <InlineStack gap="200">
          <ButtonGroup variant="segmented">
            <Button icon={MobileIcon} accessibilityLabel={texts.phone} pressed={!wide} onClick={() => setWide(false)} />
            <Button
              icon={DesktopIcon}
              accessibilityLabel={texts.desktop}
              pressed={wide}
              onClick={() => setWide(true)}
            />
          </ButtonGroup>
          <Button
            icon={dark ? SunIcon : MoonIcon}
            accessibilityLabel={dark ? texts.light : texts.dark}
            onClick={() => setDark(!dark)}
          />
          <Button icon={RefreshIcon} accessibilityLabel={texts.restart} onClick={() => setRun(run + 1)} />
        </InlineStack>
      </InlineStack>
      {languages.length > 1 ? (
        <Select
          label={texts.language}
          labelHidden
          options={languages.map((value) => ({ value, label: languageName(value) }))}
          value={quiz.language}
          onChange={onLanguage}
        />
      ) : null}
      <div className={wide ? "candor-screen" : "candor-screen candor-screen--phone"}>
        <QuizFrame quiz={quiz} dark={dark} run={`${from ?? ""}/${run}`} onSend={onSend} />
      </div>
      <Text as="p" tone="subdued" variant="bodySm">
        {from === undefined ? texts.note : texts.noteFrom}
      </Text>
    </BlockStack>
  );
}
