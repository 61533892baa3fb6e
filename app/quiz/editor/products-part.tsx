import { Badge, Banner, BlockStack, Button, Card, InlineStack, Select, Text } from "@shopify/polaris";
import { WandIcon } from "@shopify/polaris-icons";
import { useState } from "react";
import type { ChoiceQuestion, Option, ProductMatch } from "../../contract/question.ts";
import type { QuizContent } from "../../contract/quiz.ts";
import { askJson } from "../../ui/ask-json.ts";
import { toast } from "../../ui/toast.ts";
import { changeQuestion } from "../edit.ts";
import { changeOption } from "../edit-option.ts";
import { typeNames } from "../question-kinds.ts";
import { useEditing } from "./editing-part.tsx";
import { FieldFinding } from "./field-part.tsx";
import { MatchFields, namesIn } from "./match-part.tsx";
import { PathCard } from "./path-part.tsx";
import { TitledCard } from "../../ui/titled-card.tsx";

const texts = {
  title: "From answers to products",
  note: "Each option stands for products, by words of their titles, types and tags, one by one, or by price. What shoppers choose adds up.",
  suggest: "Suggest products for all options",
  suggested: (count: number) =>
    count === 1
      ? "One option has a suggestion. Look at it below."
      : `${count} options have suggestions. Look at them below.`,
  nothing: "No further suggestion: the words of the other options are in no product.",
  use: "Use these",
  discard: "Not now",
  failed: "Your products could not be looked up. Try again in a moment.",
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
  from: (price: string) => `from ${price}`,
  to: (price: string) => `up to ${price}`,
  suggestion: "Suggested",
  none: "This quiz has no question with options yet.",
};

type Suggestions = Record<string, ProductMatch>;

const choicesIn = (content: QuizContent): [ChoiceQuestion, number][] =>
  content.questions.flatMap((question, at): [ChoiceQuestion, number][] =>
    "options" in question && question.type !== "product" ? [[question, at]] : [],
  );

/** For options that stand for nothing yet. */
function useSuggestions() {
  const { content, view, change } = useEditing();
  const [found, setFound] = useState<Suggestions>();
  const [busy, setBusy] = useState(false);
  const open = choicesIn(content).flatMap(([question, at]) =>
    question.options.flatMap((option, place) =>
      option.match || !option.text.trim() ? [] : [{ field: `questions.${at}.options.${place}`, text: option.text }],
    ),
  );
  const ask = async () => {
    setBusy(true);
    const question = { texts: open.map(({ text }) => text) };
    const reply = await askJson<{ matches?: (ProductMatch | null)[] }>(`/app/quizzes/${view.id}/suggest`, question);
    setBusy(false);
    if (!reply?.matches) return toast(texts.failed, true);
    const { matches } = reply;
    setFound(Object.fromEntries(open.flatMap(({ field }, at) => (matches[at] ? [[field, matches[at]]] : []))));
  };
  const use = () => {
    const next = choicesIn(content).reduce((grown, [question, at]) => {
      const options = question.options.map((option, place) => {
        const match = found?.[`questions.${at}.options.${place}`];
        return match && !option.match ? { ...option, match } : option;
      });
      return changeQuestion(grown, at, { ...question, options });
    }, content);
    change(next);
    setFound(undefined);
  };
  return { found, busy, ask, use, discard: () => setFound(undefined) };
}

/** A table of options and what they stand for; suggestions are confirmed at once. */
export function ProductsCards() {
  const { content } = useEditing();
  const { found, busy, ask, use, discard } = useSuggestions();
  const choices = choicesIn(content);
  const count = Object.keys(found ?? {}).length;
  return (
    <BlockStack gap="400">
      <TitledCard title={texts.title} note={choices.length > 0 ? texts.note : texts.none}>
        {found ? (
          <Banner tone={count > 0 ? "success" : "info"} title={count > 0 ? texts.suggested(count) : texts.nothing}>
            <InlineStack gap="200">
              {count > 0 ? (
                <Button variant="primary" onClick={use}>
                  {texts.use}
                </Button>
              ) : null}
              <Button onClick={discard}>{texts.discard}</Button>
            </InlineStack>
          </Banner>
        ) : (
          <InlineStack>
            <Button icon={WandIcon} loading={busy} disabled={choices.length === 0} onClick={() => void ask()}>
              {texts.suggest}
            </Button>
          </InlineStack>
        )}
      </TitledCard>
      {choices.map(([question, at]) => (
        <OptionsTable key={question.id} question={question} at={at} found={found ?? {}} />
      ))}
      {choices.length > 0 ? <PathCard /> : null}
    </BlockStack>
  );
}

function OptionsTable({ question, at, found }: { question: ChoiceQuestion; at: number; found: Suggestions }) {
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
                suggestion={found[`questions.${at}.options.${place}`]}
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
      <td>
        {match && count !== undefined ? (
          <Badge tone={count === 0 ? "critical" : undefined}>{String(count)}</Badge>
        ) : null}
      </td>
      <td>
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
  const words = [
    ...namesIn(match),
    ...(match.priceFrom === undefined ? [] : [texts.from(`${match.priceFrom} ${currency}`)]),
    ...(match.priceTo === undefined ? [] : [texts.to(`${match.priceTo} ${currency}`)]),
  ];
  return words.map((word) => <Badge key={word}>{word}</Badge>);
}
