import {
  Badge,
  BlockStack,
  Box,
  Button,
  Card,
  Checkbox,
  Divider,
  FormLayout,
  InlineStack,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { ArrowDownIcon, ArrowUpIcon, DeleteIcon, DuplicateIcon } from "@shopify/polaris-icons";
import type { ChoiceQuestion, Question } from "../contract/question.ts";
import type { QuizContent } from "../contract/quiz.ts";
import { BranchesFields } from "./branches-part.tsx";
import { changeQuestion, changeType } from "./edit.ts";
import { useErrorCount, useFieldError, useFinding } from "./field-part.tsx";
import { OptionsFields } from "./options-part.tsx";

export const typeNames: Record<Question["type"], string> = {
  single: "One choice",
  multiple: "Several choices",
  picture: "Picture choice",
  swatch: "Colour swatches",
  product: "Product pick",
  ranking: "Ranking",
  slider: "Slider",
  rating: "Rating",
  nps: "Recommend us? (0 to 10)",
  number: "Number",
  date: "Date or birthday",
  email: "E-mail",
  phone: "Phone",
  info: "Information",
  text: "Own words",
  consent: "Consent",
};

const texts = {
  untitled: "Question without a text",
  errors: (count: number) => (count === 1 ? "1 thing to mend" : `${count} things to mend`),
  jumps: (count: number) => (count === 1 ? "1 jump" : `${count} jumps`),
  question: "Question",
  statement: "Statement that is agreed to",
  statementHelp: "Its exact wording is kept with each consent. Answers are remembered for a customer only after a yes.",
  help: "Help text (optional)",
  look: "Kind of choice",
  required: "Must be answered",
  agree: "Button to agree",
  decline: "Button to decline",
  maxLength: "Longest answer, in characters",
  name: (id: string) => `Answers are kept under the name “${id}”.`,
  up: (text: string) => `Move question ${text} up`,
  down: (text: string) => `Move question ${text} down`,
  duplicate: (text: string) => `Duplicate question ${text}`,
  remove: (text: string) => `Delete question ${text}`,
  edit: (text: string) => `Edit question ${text}`,
};

export interface QuestionCardProps {
  content: QuizContent;
  at: number;
  question: Question;
  open: boolean;
  currency: string;
  counts: Record<string, number>;
  fixedNames: readonly string[];
  onOpen(): void;
  onMove(by: -1 | 1): void;
  onDuplicate(): void;
  onRemove(): void;
  onChange(content: QuizContent, field?: string): void;
}

/** One question in the outline; open, it shows its form. */
export function QuestionCard(props: QuestionCardProps) {
  const { content, at, question, open, onOpen } = props;
  const field = `questions.${at}`;
  const errors = useErrorCount(field);
  const title = question.text || texts.untitled;
  const own = useFinding(field);
  return (
    <Card padding="0">
      <div id={`question-${at}`}>
        <Box padding="300">
          <InlineStack gap="200" wrap={false} blockAlign="center" align="space-between">
            <h3 className="candor-heading">
              <button type="button" className="candor-row" aria-expanded={open} onClick={onOpen}>
                <BlockStack gap="050">
                  <Text as="span" variant="headingSm">
                    {at + 1}. {title}
                  </Text>
                  <InlineStack gap="200" blockAlign="center">
                    <Text as="span" tone="subdued" variant="bodySm">
                      {typeNames[question.type]}
                      {"options" in question ? ` · ${question.options.length} options` : ""}
                      {"branches" in question && question.branches.length > 0
                        ? ` · ${texts.jumps(question.branches.length)}`
                        : ""}
                    </Text>
                    {errors > 0 ? <Badge tone="critical">{texts.errors(errors)}</Badge> : null}
                  </InlineStack>
                </BlockStack>
              </button>
            </h3>
            <InlineStack gap="200" wrap={false}>
              <Button
                icon={ArrowUpIcon}
                variant="tertiary"
                accessibilityLabel={texts.up(title)}
                disabled={at === 0}
                onClick={() => props.onMove(-1)}
              />
              <Button
                icon={ArrowDownIcon}
                variant="tertiary"
                accessibilityLabel={texts.down(title)}
                disabled={at === content.questions.length - 1}
                onClick={() => props.onMove(1)}
              />
              <Button
                icon={DuplicateIcon}
                variant="tertiary"
                accessibilityLabel={texts.duplicate(title)}
                onClick={props.onDuplicate}
              />
              <Button
                icon={DeleteIcon}
                variant="tertiary"
                accessibilityLabel={texts.remove(title)}
                onClick={props.onRemove}
              />
            </InlineStack>
          </InlineStack>
          {own ? (
            <Text as="p" tone="critical">
              {own.message}
            </Text>
          ) : null}
        </Box>
        {open ? (
          <>
            <Divider />
            <Box padding="400">
              <QuestionForm {...props} field={field} />
            </Box>
          </>
        ) : null}
      </div>
    </Card>
  );
}

function QuestionForm({
  content,
  at,
  question,
  currency,
  counts,
  fixedNames,
  onChange,
  field,
}: QuestionCardProps & { field: string }) {
  const change = (next: Question, key?: string) =>
    onChange(changeQuestion(content, at, next), key && `${field}.${key}`);
  return (
    <BlockStack gap="400">
      <FormLayout>
        <TextField
          label={question.type === "consent" ? texts.statement : texts.question}
          helpText={
            question.type === "consent"
              ? texts.statementHelp
              : fixedNames.includes(question.id)
                ? texts.name(question.id)
                : undefined
          }
          autoComplete="off"
          multiline={question.type === "consent" ? 3 : undefined}
          maxLength={500}
          value={question.text}
          error={useFieldError(`${field}.text`) ?? useFieldError(`${field}.id`)}
          onChange={(text) => change({ ...question, text }, "text")}
        />
        <TextField
          label={texts.help}
          autoComplete="off"
          maxLength={500}
          value={question.help ?? ""}
          onChange={(help) => change({ ...question, help: help === "" ? undefined : help }, "help")}
        />
        <KindFields question={question} onChange={change} />
      </FormLayout>
      {"options" in question ? (
        <>
          <OptionsFields
            question={question}
            field={field}
            currency={currency}
            counts={counts}
            onChange={(next, key) => onChange(changeQuestion(content, at, next), key)}
          />
          <BranchesFields
            question={question}
            field={field}
            later={content.questions.slice(at + 1)}
            onChange={(next) => change(next)}
          />
        </>
      ) : null}
    </BlockStack>
  );
}

const looks: ChoiceQuestion["type"][] = ["single", "multiple", "picture", "swatch", "product", "ranking"];

function KindFields({ question, onChange }: { question: Question; onChange(question: Question, key?: string): void }) {
  switch (question.type) {
    case "single":
    case "multiple":
    case "picture":
    case "swatch":
    case "product":
    case "ranking":
      return (
        <>
          <Select
            label={texts.look}
            options={looks.map((value) => ({ value, label: typeNames[value] }))}
            value={question.type}
            onChange={(type) => onChange(changeType(question, looks.find((look) => look === type) ?? question.type))}
          />
          <Checkbox
            label={texts.required}
            checked={question.required}
            onChange={(required) => onChange({ ...question, required })}
          />
        </>
      );
    case "text":
      return (
        <FormLayout.Group condensed>
          <TextField
            label={texts.maxLength}
            type="number"
            min={1}
            max={1000}
            autoComplete="off"
            value={String(question.maxLength)}
            onChange={(value) =>
              onChange(
                { ...question, maxLength: Math.min(1000, Math.max(1, Math.round(Number(value)) || 1)) },
                "maxLength",
              )
            }
          />
          <Checkbox
            label={texts.required}
            checked={question.required}
            onChange={(required) => onChange({ ...question, required })}
          />
        </FormLayout.Group>
      );
    case "consent":
      return (
        <FormLayout.Group condensed>
          <TextField
            label={texts.agree}
            autoComplete="off"
            maxLength={500}
            value={question.agree}
            onChange={(agree) => onChange({ ...question, agree }, "agree")}
          />
          <TextField
            label={texts.decline}
            autoComplete="off"
            maxLength={500}
            value={question.decline}
            onChange={(decline) => onChange({ ...question, decline }, "decline")}
          />
        </FormLayout.Group>
      );
    case "slider":
    case "rating":
    case "nps":
    case "number":
    case "date":
    case "email":
    case "phone":
    case "info":
      return null;
  }
}
