import {
  BlockStack,
  Box,
  Card,
  FormLayout,
  InlineStack,
  Popover,
  ActionList,
  Button,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { PlusIcon } from "@shopify/polaris-icons";
import { useState } from "react";
import type { QuizContent } from "../contract/quiz.ts";
import { addQuestion, duplicateQuestion, moveQuestion, removeQuestion } from "./edit.ts";
import type { QuestionType } from "./edit.ts";
import { useFieldError, useFinding } from "./field-part.tsx";
import { QuestionCard, typeNames } from "./question-part.tsx";

const texts = {
  start: "Start",
  title: "Title",
  intro: "Introduction (optional)",
  questions: "Questions",
  none: "A quiz begins with one question. Add the first.",
  add: "Add question",
  result: "Result page",
  resultTitle: "Title",
  resultText: "Text (optional)",
  products: "Products shown",
  productsHelp: "Every way through the quiz must end in at least this many fitting products in stock.",
  noProducts: "None",
};

interface OutlineProps {
  content: QuizContent;
  open: number | undefined;
  currency: string;
  counts: Record<string, number>;
  fixedNames: readonly string[];
  onOpen(at: number | undefined): void;
  onChange(content: QuizContent, field?: string): void;
}

/** The whole quiz from top to bottom: start, questions, result page. */
export function Outline(props: OutlineProps) {
  return (
    <BlockStack gap="400">
      <StartCard {...props} />
      <Questions {...props} />
      <ResultCard {...props} />
    </BlockStack>
  );
}

function StartCard({ content, onChange }: OutlineProps) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {texts.start}
        </Text>
        <FormLayout>
          <TextField
            label={texts.title}
            autoComplete="off"
            maxLength={500}
            value={content.title}
            error={useFieldError("title")}
            onChange={(title) => onChange({ ...content, title }, "title")}
          />
          <TextField
            label={texts.intro}
            autoComplete="off"
            maxLength={500}
            multiline={2}
            value={content.intro}
            onChange={(intro) => onChange({ ...content, intro }, "intro")}
          />
        </FormLayout>
      </BlockStack>
    </Card>
  );
}

function Questions({ content, open, currency, counts, fixedNames, onOpen, onChange }: OutlineProps) {
  const finding = useFinding("questions");
  const move = (at: number, by: -1 | 1) => {
    onChange(moveQuestion(content, at, by));
    if (open === at) onOpen(at + by);
    else if (open === at + by) onOpen(at);
  };
  const remove = (at: number) => {
    onChange(removeQuestion(content, at));
    if (open !== undefined && open >= at) onOpen(open === at ? undefined : open - 1);
  };
  const duplicate = (at: number) => {
    onChange(duplicateQuestion(content, at));
    onOpen(at + 1);
  };
  const add = (type: QuestionType) => {
    const added = addQuestion(content, type);
    onChange(added.content);
    onOpen(added.content.questions.findIndex((question) => question.id === added.id));
  };
  return (
    <BlockStack gap="300">
      <Box paddingInline={{ xs: "400", sm: "0" }}>
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {texts.questions}
          </Text>
          <AddQuestion full={content.questions.length >= 30} onAdd={add} />
        </InlineStack>
        {finding ? (
          <Text as="p" tone={finding.severity === "error" ? "critical" : "caution"}>
            {finding.message}
          </Text>
        ) : null}
      </Box>
      {content.questions.length === 0 ? (
        <Card>
          <Box padding="400">
            <Text as="p" alignment="center" tone="subdued">
              {texts.none}
            </Text>
          </Box>
        </Card>
      ) : null}
      {content.questions.map((question, at) => (
        <QuestionCard
          key={question.id}
          content={content}
          at={at}
          question={question}
          open={open === at}
          currency={currency}
          counts={counts}
          fixedNames={fixedNames}
          onOpen={() => onOpen(open === at ? undefined : at)}
          onMove={(by) => move(at, by)}
          onDuplicate={() => duplicate(at)}
          onRemove={() => remove(at)}
          onChange={onChange}
        />
      ))}
    </BlockStack>
  );
}

const addable: QuestionType[] = ["single", "multiple", "picture", "text", "consent"];

function AddQuestion({ full, onAdd }: { full: boolean; onAdd(type: QuestionType): void }) {
  const [open, setOpen] = useState(false);
  const activator = (
    <Button icon={PlusIcon} disclosure disabled={full} onClick={() => setOpen(!open)}>
      {texts.add}
    </Button>
  );
  return (
    <Popover active={open} activator={activator} autofocusTarget="first-node" onClose={() => setOpen(false)}>
      <ActionList
        actionRole="menuitem"
        items={addable.map((type) => ({
          content: typeNames[type],
          onAction: () => {
            setOpen(false);
            onAdd(type);
          },
        }))}
      />
    </Popover>
  );
}

function ResultCard({ content, onChange }: OutlineProps) {
  const { result } = content;
  const change = (next: Partial<QuizContent["result"]>, field: string) =>
    onChange({ ...content, result: { ...result, ...next } }, field);
  const amounts = Array.from({ length: 13 }, (_, count) => ({
    value: String(count),
    label: count === 0 ? texts.noProducts : String(count),
  }));
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {texts.result}
        </Text>
        <FormLayout>
          <TextField
            label={texts.resultTitle}
            autoComplete="off"
            maxLength={500}
            value={result.title}
            error={useFieldError("result.title")}
            onChange={(title) => change({ title }, "result.title")}
          />
          <TextField
            label={texts.resultText}
            autoComplete="off"
            maxLength={500}
            multiline={2}
            value={result.text}
            onChange={(text) => change({ text }, "result.text")}
          />
          <Select
            label={texts.products}
            helpText={texts.productsHelp}
            options={amounts}
            value={String(result.products)}
            error={useFieldError("result.products")}
            onChange={(value) => change({ products: Number(value) }, "result.products")}
          />
        </FormLayout>
      </BlockStack>
    </Card>
  );
}
