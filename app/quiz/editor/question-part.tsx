import { BlockStack, Button, Card, Divider, InlineStack, Select, Text } from "@shopify/polaris";
import { ArrowDownIcon, ArrowUpIcon, DeleteIcon, DuplicateIcon } from "@shopify/polaris-icons";
import type { Question } from "../../contract/question.ts";
import { BranchesFields, RangeFields, StrayBranches } from "./branches-part.tsx";
import { changeQuestion, duplicateQuestion, moveQuestion, removeQuestion } from "../edit.ts";
import { useEditing } from "./editing-part.tsx";
import { FieldFinding, TextInput } from "./field-part.tsx";
import { KindFields } from "./kind-fields-part.tsx";
import { OnlyIfFields } from "./only-if-part.tsx";
import { OptionsFields } from "./options-part.tsx";
import { PipedText } from "./piped-text-part.tsx";
import { typeNames } from "../question-kinds.ts";
import { START } from "./place.ts";

const texts = {
  untitled: "Question without a text",
  question: "Question",
  screen: "Text to read",
  statement: "Statement that is agreed to",
  statementHelp: "Its exact wording is kept with each consent. Answers are remembered for a customer only after a yes.",
  marketingHelp: "Its exact wording is kept with each consent. Nothing is sent before the address is confirmed.",
  help: "Help text (optional)",
  name: (id: string) => `Answers are kept under the name “${id}”.`,
  up: (text: string) => `Move question ${text} up`,
  down: (text: string) => `Move question ${text} down`,
  duplicate: (text: string) => `Duplicate question ${text}`,
  remove: (text: string) => `Delete question ${text}`,
  trait: "What this tells us",
  ownTrait: "Something of its own",
  traitHelp: "From the list in Settings. Questions that tell the same thing are never asked twice.",
};

/** The form of the question that is open. */
export function QuestionCard({ at, question }: { at: number; question: Question }) {
  const { content, change } = useEditing();
  const field = `questions.${at}`;
  const set = (next: Question, key?: string) => change(changeQuestion(content, at, next), key && `${field}.${key}`);
  return (
    <Card>
      <BlockStack gap="400">
        <Toolbar at={at} question={question} />
        <FieldFinding field={field} />
        <Wording question={question} field={field} earlier={content.questions.slice(0, at)} onChange={set} />
        {"options" in question ? (
          <OptionsFields
            question={question}
            field={field}
            onChange={(next, key) => change(changeQuestion(content, at, next), key)}
          />
        ) : null}
        <KindFields question={question} field={field} onChange={set} />
        <TraitField question={question} field={field} onChange={set} />
        <Logic at={at} question={question} field={field} onChange={set} />
      </BlockStack>
    </Card>
  );
}

interface FormProps {
  question: Question;
  field: string;
  onChange(question: Question, key?: string): void;
}

function Wording({ question, field, earlier, onChange }: FormProps & { earlier: readonly Question[] }) {
  const { view } = useEditing();
  const isConsent = question.type === "consent";
  const statementHelp = isConsent && question.purpose === "marketing" ? texts.marketingHelp : texts.statementHelp;
  const named = view.fixedNames.includes(question.id) ? texts.name(question.id) : undefined;
  const text = {
    field: `${field}.text`,
    help: isConsent ? statementHelp : named,
    value: question.text,
    onChange: (value: string) => onChange({ ...question, text: value }, "text"),
  };
  const { help: _, ...helpless } = question;
  return (
    <BlockStack gap="300">
      {isConsent ? (
        <TextInput {...text} label={texts.statement} lines={3} />
      ) : (
        <PipedText
          {...text}
          label={question.type === "info" ? texts.screen : texts.question}
          lines={question.type === "info" ? 3 : undefined}
          earlier={earlier}
        />
      )}
      <FieldFinding field={`${field}.id`} />
      <PipedText
        field={`${field}.help`}
        label={texts.help}
        value={question.help ?? ""}
        earlier={earlier}
        onChange={(help) => onChange(help === "" ? helpless : { ...question, help }, "help")}
      />
    </BlockStack>
  );
}

/** Chosen from the shop's dictionary, never typed. */
function TraitField({ question, field, onChange }: FormProps) {
  const { view } = useEditing();
  const { trait, ...rest } = question;
  const type = "options" in question ? "choice" : "branches" in question ? "number" : question.type;
  const traits = view.traits.filter((known) => known.type === type && known.key !== question.id);
  if (traits.length === 0 && !trait) return null;
  return (
    <BlockStack gap="100">
      <Select
        id={`${field}.trait`}
        label={texts.trait}
        helpText={texts.traitHelp}
        options={[
          { value: "", label: texts.ownTrait },
          ...traits.map(({ key, name }) => ({ value: key, label: name })),
          ...(trait && !traits.some(({ key }) => key === trait) ? [{ value: trait, label: trait }] : []),
        ]}
        value={trait ?? ""}
        onChange={(key) => onChange(key === "" ? rest : { ...question, trait: key })}
      />
      <FieldFinding field={`${field}.trait`} />
    </BlockStack>
  );
}

function Logic({ at, question, field, onChange }: FormProps & { at: number }) {
  const { content } = useEditing();
  const later = content.questions.slice(at + 1);
  return (
    <>
      <Divider />
      <OnlyIfFields question={question} field={field} earlier={content.questions.slice(0, at)} onChange={onChange} />
      {"options" in question && question.type !== "ranking" ? (
        <BranchesFields question={question} field={field} later={later} onChange={onChange} />
      ) : null}
      {"options" in question ? <StrayBranches question={question} field={field} onChange={onChange} /> : null}
      {"branches" in question && !("options" in question) ? (
        <RangeFields question={question} field={field} later={later} onChange={onChange} />
      ) : null}
    </>
  );
}

function Toolbar({ at, question }: { at: number; question: Question }) {
  const { content, change, go } = useEditing();
  const title = question.text || texts.untitled;
  const remove = () => {
    const near = content.questions[at + 1] ?? content.questions[at - 1];
    change(removeQuestion(content, at));
    go(near ? { tab: "questions", item: { at: "question", id: near.id } } : START);
  };
  const duplicate = () => {
    const copied = duplicateQuestion(content, at);
    change(copied);
    const id = copied.questions[at + 1]?.id;
    if (id) go({ tab: "questions", item: { at: "question", id } });
  };
  return (
    <InlineStack align="space-between" blockAlign="center" wrap={false} gap="200">
      <Text as="h2" variant="headingMd">
        {at + 1}. {typeNames[question.type]}
      </Text>
      <InlineStack gap="100" wrap={false}>
        <Button
          icon={ArrowUpIcon}
          variant="tertiary"
          accessibilityLabel={texts.up(title)}
          disabled={at === 0}
          onClick={() => change(moveQuestion(content, at, -1))}
        />
        <Button
          icon={ArrowDownIcon}
          variant="tertiary"
          accessibilityLabel={texts.down(title)}
          disabled={at === content.questions.length - 1}
          onClick={() => change(moveQuestion(content, at, 1))}
        />
        <Button
          icon={DuplicateIcon}
          variant="tertiary"
          accessibilityLabel={texts.duplicate(title)}
          disabled={content.questions.length >= 30}
          onClick={duplicate}
        />
        <Button icon={DeleteIcon} variant="tertiary" accessibilityLabel={texts.remove(title)} onClick={remove} />
      </InlineStack>
    </InlineStack>
  );
}
