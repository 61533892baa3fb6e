import { Badge, BlockStack, Button, Card, InlineStack, Select, Text } from "@shopify/polaris";
import { useState } from "react";
import type { ChoiceQuestion, Option, ProductMatch } from "../../contract/question.ts";
import { changeQuestion } from "../edit.ts";
import { changeOption } from "../edit-option.ts";
import { typeNames } from "../question-kinds.ts";
import { useEditing } from "./editing-part.tsx";
import { FieldFinding } from "./field-part.tsx";
import { MatchFields, wordsOfMatch } from "./match-part.tsx";
import { PathCard } from "./path-part.tsx";
import { Suggest, suggestionKey, useChoices, useSuggestions } from "./suggestions-part.tsx";
import { TitledCard } from "../../ui/titled-card.tsx";

const texts = {
  title: "From answers to products",
  note: "Each option stands for products, by words of their titles, types, tags and metafields, one by one, or by price. What shoppers choose adds up.",
  option: "Option",
  products: "Products it stands for",
  inStock: "In stock",
  weight: "Counts",
  weightOf: (option: string) => `How much ${option} counts`,
  weights: [
    { value: "0.5", label: "a little" },
    { value: "1", label: "normally" },
    { value: "2", label: "a lot" },
  ],
  edit: "Change",
  done: "Done",
  editOf: (option: string) => `Change the products of ${option}`,
  all: "All products",
  suggestion: "Suggested",
  none: "This quiz has no question with options yet.",
};

/** A table of options and what they stand for; suggestions are confirmed at once. */
export function ProductsCards() {
  const choices = useChoices();
  const suggestions = useSuggestions();
  return (
    <BlockStack gap="400">
      <TitledCard title={texts.title} note={choices.length > 0 ? texts.note : texts.none}>
        <Suggest {...suggestions} />
      </TitledCard>
      {choices.map(([question, at]) => (
        <OptionsTable key={question.id} question={question} at={at} found={suggestions.found} />
      ))}
      {choices.length > 0 ? <PathCard /> : null}
    </BlockStack>
  );
}

interface TableProps {
  question: ChoiceQuestion;
  at: number;
  found: ReadonlyMap<string, ProductMatch> | undefined;
}

function OptionsTable({ question, at, found }: TableProps) {
  const { content, change } = useEditing();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h3" variant="headingSm">
          {at + 1}. {question.text || typeNames[question.type]}
        </Text>
        <table className="candor-table">
          <thead>
            <tr>
              <th scope="col">{texts.option}</th>
              <th scope="col">{texts.products}</th>
              <th scope="col">{texts.inStock}</th>
              <th scope="col">{texts.weight}</th>
            </tr>
          </thead>
          <tbody>
            {question.options.map((option, place) => (
              <OptionRow
                key={option.id}
                option={option}
                field={`questions.${at}.options.${place}`}
                suggestion={found?.get(suggestionKey(question, option))}
                onChange={(next, key) => change(changeQuestion(content, at, changeOption(question, place, next)), key)}
              />
            ))}
          </tbody>
        </table>
      </BlockStack>
    </Card>
  );
}

interface RowProps {
  option: Option;
  field: string;
  suggestion: ProductMatch | undefined;
  onChange(option: Option, key?: string): void;
}

function OptionRow({ option, field, suggestion, onChange }: RowProps) {
  const { view, counts } = useEditing();
  const [open, setOpen] = useState(false);
  const { match, ...rest } = option;
  const shown = match ?? suggestion;
  const count = counts[field];
  return (
    <tr>
      <th scope="row">{option.text}</th>
      <td>
        <BlockStack gap="200">
          <InlineStack gap="100" blockAlign="center">
            {shown ? (
              <Words match={shown} currency={view.currency} />
            ) : (
              <Text as="span" tone="subdued">
                {texts.all}
              </Text>
            )}
            {!match && suggestion ? <Badge tone="info">{texts.suggestion}</Badge> : null}
            <Button
              id={`${field}.match`}
              variant="plain"
              accessibilityLabel={texts.editOf(option.text)}
              onClick={() => setOpen(!open)}
            >
              {open ? texts.done : texts.edit}
            </Button>
          </InlineStack>
          {open ? (
            <MatchFields
              match={match}
              currency={view.currency}
              field={`${field}.match`}
              onChange={(next, key) => onChange(next ? { ...rest, match: next } : rest, `${field}.${key}`)}
            />
          ) : null}
          <FieldFinding field={`${field}.match`} />
        </BlockStack>
      </td>
      <td data-label={texts.inStock}>
        {match && count !== undefined ? (
          <Badge tone={count === 0 ? "critical" : undefined}>{String(count)}</Badge>
        ) : null}
      </td>
      <td data-label={texts.weight}>
        {match ? (
          <Select
            label={texts.weightOf(option.text)}
            labelHidden
            options={texts.weights}
            value={String(match.weight ?? 1)}
            onChange={(weight) => {
              const { weight: _, ...others } = match;
              onChange({ ...rest, match: weight === "1" ? others : { ...others, weight: Number(weight) } });
            }}
          />
        ) : null}
      </td>
    </tr>
  );
}

function Words({ match, currency }: { match: ProductMatch; currency: string }) {
  return wordsOfMatch(match, currency).map((word) => <Badge key={word}>{word}</Badge>);
}
