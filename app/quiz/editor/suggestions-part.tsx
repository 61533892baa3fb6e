import { Banner, BlockStack, Button, InlineStack, List } from "@shopify/polaris";
import { WandIcon } from "@shopify/polaris-icons";
import { useState } from "react";
import type { ChoiceQuestion, Option, ProductMatch } from "../../contract/question.ts";
import { askJson } from "../../ui/ask-json.ts";
import { toast } from "../../ui/toast.ts";
import { changeQuestion } from "../edit.ts";
import { useEditing } from "./editing-part.tsx";
import { wordsOfMatch } from "./match-part.tsx";

const texts = {
  suggest: "Suggest products for all options",
  suggested: (count: number) => (count === 1 ? "One option has a suggestion" : `${count} options have suggestions`),
  stands: (option: string, names: string) => `${option}: ${names}`,
  nothing: "No further suggestion: the words of the other options are in no product.",
  use: "Use these",
  discard: "Not now",
  failed: "Your products could not be looked up. Try again in a moment.",
};

/** By the names of question and option: they stay when something is undone meanwhile. */
type Suggestions = ReadonlyMap<string, ProductMatch>;

export const suggestionKey = (question: ChoiceQuestion, option: Option): string => `${question.id}/${option.id}`;

/** The choice questions whose options stand for products by their words, each with its place. */
export function useChoices(): [ChoiceQuestion, number][] {
  return useEditing().content.questions.flatMap((question, at): [ChoiceQuestion, number][] =>
    "options" in question && question.type !== "product" ? [[question, at]] : [],
  );
}

/** For options that stand for nothing yet. */
export function useSuggestions() {
  const { content, view, change } = useEditing();
  const choices = useChoices();
  const [found, setFound] = useState<Suggestions>();
  const [busy, setBusy] = useState(false);
  const open = choices.flatMap(([question]) =>
    question.options.flatMap((option) =>
      option.match || !option.text.trim() ? [] : [{ key: suggestionKey(question, option), text: option.text }],
    ),
  );
  const ask = async () => {
    setBusy(true);
    const question = { texts: open.map(({ text }) => text) };
    const reply = await askJson<{ matches?: (ProductMatch | null)[] }>(`/app/quizzes/${view.id}/suggest`, question);
    setBusy(false);
    if (!reply?.matches) return toast(texts.failed, true);
    const { matches } = reply;
    setFound(
      new Map(
        open.flatMap(({ key }, at): [string, ProductMatch][] => {
          const match = matches[at];
          return match ? [[key, match]] : [];
        }),
      ),
    );
  };
  const use = () => {
    const next = choices.reduce((grown, [question, at]) => {
      const options = question.options.map((option) => {
        const match = found?.get(suggestionKey(question, option));
        return match && !option.match ? { ...option, match } : option;
      });
      return changeQuestion(grown, at, { ...question, options });
    }, content);
    change(next);
    setFound(undefined);
  };
  const lines = open.flatMap(({ key, text }) => {
    const match = found?.get(key);
    return match ? [{ key, text: texts.stands(text, wordsOfMatch(match, view.currency).join(", ")) }] : [];
  });
  return { found, lines, busy, ask, use, discard: () => setFound(undefined) };
}

/** What was found for which option, confirmed at once. */
export function Suggest({ found, lines, busy, ask, use, discard }: ReturnType<typeof useSuggestions>) {
  const choices = useChoices();
  if (!found) {
    return (
      <InlineStack>
        <Button icon={WandIcon} loading={busy} disabled={choices.length === 0} onClick={() => void ask()}>
          {texts.suggest}
        </Button>
      </InlineStack>
    );
  }
  if (lines.length === 0) return <Banner tone="info" title={texts.nothing} onDismiss={discard} />;
  return (
    <Banner tone="success" title={texts.suggested(lines.length)}>
      <BlockStack gap="200">
        <List>
          {lines.map(({ key, text }) => (
            <List.Item key={key}>{text}</List.Item>
          ))}
        </List>
        <InlineStack gap="200" align="start">
          <Button variant="primary" onClick={use}>
            {texts.use}
          </Button>
          <Button onClick={discard}>{texts.discard}</Button>
        </InlineStack>
      </BlockStack>
    </Banner>
  );
}
