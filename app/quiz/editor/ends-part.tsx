import { BlockStack, Button, Card, FormLayout, InlineStack, Select, Text } from "@shopify/polaris";
import { DeleteIcon, PlusIcon } from "@shopify/polaris-icons";
import type { Outcome, QuizContent } from "../../contract/quiz.ts";
import { addOutcome, changeOutcome, removeOutcome } from "../edit.ts";
import { useEditing } from "./editing-part.tsx";
import { FieldFinding, TextInput, useFieldError } from "./field-part.tsx";
import { MatchFields } from "./match-part.tsx";
import { PipedText } from "./piped-text-part.tsx";
import { TitledCard } from "../../ui/titled-card.tsx";

const texts = {
  start: "Start",
  title: "Title",
  intro: "Introduction (optional)",
  result: "Result page",
  resultAnybody: "Result page for everybody else",
  resultTitle: "Title",
  resultText: "Text (optional)",
  products: "Products shown",
  productsHelp: "Every way through the quiz must end in at least this many fitting products in stock.",
  noProducts: "None",
  outcomes: "Result pages of their own",
  outcomesNote:
    "A result page for a kind of shopper (“The romantic”). Options give points to it; the page with the most points is shown, with products that fit it.",
  outcome: (number: number) => `Result page ${number}`,
  add: "Add a result page",
  remove: (title: string) => `Delete result page ${title}`,
};

export function StartCard() {
  const { content, change } = useEditing();
  return (
    <TitledCard title={texts.start}>
      <FormLayout>
        <TextInput
          field="title"
          label={texts.title}
          value={content.title}
          onChange={(title) => change({ ...content, title }, "title")}
        />
        <TextInput
          field="intro"
          label={texts.intro}
          lines={2}
          value={content.intro}
          onChange={(intro) => change({ ...content, intro }, "intro")}
        />
      </FormLayout>
    </TitledCard>
  );
}

const amounts = Array.from({ length: 13 }, (_, count) => ({
  value: String(count),
  label: count === 0 ? texts.noProducts : String(count),
}));

/** What shoppers see at the end: one page for all, or one for each kind of shopper. */
export function ResultCards() {
  const { content, change } = useEditing();
  const { result, outcomes = [] } = content;
  const set = (next: Partial<QuizContent["result"]>, field: string) =>
    change({ ...content, result: { ...result, ...next } }, field);
  return (
    <BlockStack gap="400">
      <TitledCard title={outcomes.length > 0 ? texts.resultAnybody : texts.result}>
        <FormLayout>
          <PageTexts page={result} field="result" onChange={(page, key) => set(page, `result.${key}`)} />
          <Select
            id="result.products"
            label={texts.products}
            helpText={texts.productsHelp}
            options={amounts}
            value={String(result.products)}
            error={useFieldError("result.products")}
            onChange={(value) => set({ products: Number(value) }, "result.products")}
          />
        </FormLayout>
      </TitledCard>
      {outcomes.map((outcome, at) => (
        <OutcomeCard key={outcome.id} outcome={outcome} at={at} />
      ))}
      <TitledCard title={texts.outcomes} note={texts.outcomesNote}>
        <InlineStack>
          <Button
            id="outcomes"
            icon={PlusIcon}
            disabled={outcomes.length >= 12}
            onClick={() => change(addOutcome(content).content)}
          >
            {texts.add}
          </Button>
        </InlineStack>
      </TitledCard>
    </BlockStack>
  );
}

interface PageTextsProps {
  page: Pick<Outcome, "title" | "text">;
  field: string;
  onChange(page: Partial<Pick<Outcome, "title" | "text">>, key: string): void;
}

function PageTexts({ page, field, onChange }: PageTextsProps) {
  const earlier = useEditing().content.questions;
  return (
    <BlockStack gap="300">
      <PipedText
        field={`${field}.title`}
        label={texts.resultTitle}
        value={page.title}
        earlier={earlier}
        onChange={(title) => onChange({ title }, "title")}
      />
      <PipedText
        field={`${field}.text`}
        label={texts.resultText}
        lines={2}
        value={page.text}
        earlier={earlier}
        onChange={(text) => onChange({ text }, "text")}
      />
    </BlockStack>
  );
}

function OutcomeCard({ outcome, at }: { outcome: Outcome; at: number }) {
  const { content, view, change } = useEditing();
  const field = `outcomes.${at}`;
  const set = (next: Outcome, key: string) => change(changeOutcome(content, at, next), `${field}.${key}`);
  const title = outcome.title || texts.outcome(at + 1);
  const { match: _, ...matchless } = outcome;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" wrap={false}>
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          <Button
            icon={DeleteIcon}
            variant="tertiary"
            accessibilityLabel={texts.remove(title)}
            onClick={() => change(removeOutcome(content, at))}
          />
        </InlineStack>
        <FieldFinding field={field} />
        <PageTexts page={outcome} field={field} onChange={(page, key) => set({ ...outcome, ...page }, key)} />
        <MatchFields
          match={outcome.match}
          currency={view.currency}
          field={`${field}.match`}
          onChange={(match, key) => set(match ? { ...outcome, match } : matchless, key)}
        />
      </BlockStack>
    </Card>
  );
}
