import { BlockStack, InlineError, Select, Text } from "@shopify/polaris";
import type { ChoiceQuestion, Question } from "../contract/question.ts";
import { setBranch } from "./edit.ts";
import { useFinding } from "./field-part.tsx";

const texts = {
  title: "What comes next",
  note: "Usually the next question. Jumps only lead forward.",
  noteMultiple: "Usually the next question. When several chosen options jump, the first in this list counts.",
  sentence: (option: string) => `If “${option}” is chosen, go to`,
  next: "the next question",
  end: "the result page",
  untitled: "(question without a text)",
  gone: "(a question that is gone)",
};

interface BranchesProps {
  question: ChoiceQuestion;
  field: string;
  /** The questions after this one. */
  later: readonly Question[];
  onChange(question: ChoiceQuestion): void;
}

/** Branching as sentences, one per option. */
export function BranchesFields({ question, field, later, onChange }: BranchesProps) {
  const targets = later.slice(1).map(({ id, text }) => ({ value: id, label: text || texts.untitled }));
  return (
    <BlockStack gap="200">
      <Text as="h4" variant="headingSm">
        {texts.title}
      </Text>
      <Text as="p" tone="subdued" variant="bodySm">
        {question.type === "multiple" ? texts.noteMultiple : texts.note}
      </Text>
      {question.options.map((option, at) => (
        <BranchSentence
          key={option.id}
          option={option.text || String(at + 1)}
          field={`${field}.branches.${question.branches.findIndex((branch) => branch.option === option.id)}`}
          goTo={question.branches.find((branch) => branch.option === option.id)?.goTo ?? ""}
          targets={targets}
          onChange={(goTo) => onChange(setBranch(question, option.id, goTo))}
        />
      ))}
    </BlockStack>
  );
}

interface SentenceProps {
  option: string;
  field: string;
  goTo: string;
  targets: { value: string; label: string }[];
  onChange(goTo: string): void;
}

function BranchSentence({ option, field, goTo, targets, onChange }: SentenceProps) {
  const finding = useFinding(field);
  const known = goTo === "" || goTo === "end" || targets.some((target) => target.value === goTo);
  const choices = [
    { value: "", label: texts.next },
    ...targets,
    { value: "end", label: texts.end },
    ...(known ? [] : [{ value: goTo, label: texts.gone }]),
  ];
  return (
    <BlockStack gap="100">
      <Select label={texts.sentence(option)} options={choices} value={goTo} onChange={onChange} />
      {finding ? <InlineError message={finding.message} fieldID={field} /> : null}
    </BlockStack>
  );
}
