import { Button, InlineStack } from "@shopify/polaris";
import type { QuizKind } from "../contract/quiz.ts";
import { TitledCard } from "../ui/titled-card.tsx";

const texts = {
  title: "Start from scratch",
  note: "One empty question, and every word is yours. A quiz ends with products, a survey with thanks, a poll with live results; preferences are what shoppers tell and change themselves.",
  kinds: { quiz: "Empty quiz", survey: "Empty survey", poll: "Empty poll", preferences: "Empty preferences" },
};

const KINDS: readonly QuizKind[] = ["quiz", "survey", "poll", "preferences"];

/** Straight into the editor, without a template. */
export function StartEmptyCard({
  disabled,
  chosen,
  onStart,
}: {
  disabled: boolean;
  chosen: unknown;
  onStart: (kind: QuizKind) => void;
}) {
  return (
    <TitledCard title={texts.title} note={texts.note}>
      <InlineStack gap="200">
        {KINDS.map((kind) => (
          <Button key={kind} disabled={disabled} loading={chosen === kind} onClick={() => onStart(kind)}>
            {texts.kinds[kind]}
          </Button>
        ))}
      </InlineStack>
    </TitledCard>
  );
}
