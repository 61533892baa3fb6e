import { BlockStack, Button, InlineStack, Select, Text } from "@shopify/polaris";
import { DeleteIcon, PlusIcon } from "@shopify/polaris-icons";
import type { ChoiceQuestion, Question, RangeBranch } from "../../contract/question.ts";
import { setBranch } from "../edit-option.ts";
import { FieldFinding, NumberInput } from "./field-part.tsx";

const texts = {
  title: "What comes next",
  note: "Usually the next question. Jumps only lead forward.",
  noteMultiple: "Usually the next question. When several chosen options jump, the first in this list counts.",
  sentence: (option: string) => `If “${option}” is chosen, go to`,
  between: "If the answer is between",
  and: "and",
  goTo: "go to",
  add: "Add a jump",
  remove: (number: number) => `Remove jump ${number}`,
  removeStray: "Remove this jump",
  next: "the next question",
  end: "the result page",
  untitled: "(question without a text)",
  gone: "(a question that is gone)",
  last: "This is the last question: the result page comes next.",
};

type NumberQuestion = Extract<Question, { type: "slider" | "rating" | "nps" | "number" }>;

interface BranchesProps<Q extends Question> {
  question: Q;
  field: string;
  /** The questions after this one. */
  later: readonly Question[];
  onChange(question: Q): void;
}

function Heading({ note }: { note: string }) {
  return (
    <>
      <Text as="h3" variant="headingSm">
        {texts.title}
      </Text>
      <Text as="p" tone="subdued" variant="bodySm">
        {note}
      </Text>
    </>
  );
}

/** Branching as sentences, one per option. */
export function BranchesFields({ question, field, later, onChange }: BranchesProps<ChoiceQuestion>) {
  if (later.length === 0 && question.branches.length === 0) return null;
  return (
    <BlockStack gap="200">
      <Heading note={question.type === "multiple" ? texts.noteMultiple : texts.note} />
      {question.options.map((option, at) => {
        const place = question.branches.findIndex((branch) => branch.option === option.id);
        return (
          <Target
            key={option.id}
            label={texts.sentence(option.text || String(at + 1))}
            field={`${field}.branches.${place}`}
            goTo={question.branches[place]?.goTo ?? ""}
            later={later}
            onChange={(goTo) => onChange(setBranch(question, option.id, goTo))}
          />
        );
      })}
    </BlockStack>
  );
}

/** Jumps that belong to no sentence above, as a file may bring them: of an option that is gone, a second one, any in a ranking. */
export function StrayBranches({ question, field, onChange }: Omit<BranchesProps<ChoiceQuestion>, "later">) {
  const { branches, options, type } = question;
  return branches.map(({ option }, at) => {
    const first = branches.findIndex((branch) => branch.option === option);
    if (type !== "ranking" && first === at && options.some(({ id }) => id === option)) return null;
    const place = `${field}.branches.${at}`;
    return (
      <InlineStack key={place} gap="200" blockAlign="center">
        <FieldFinding field={place} />
        <Button
          id={place}
          variant="plain"
          accessibilityLabel={texts.remove(at + 1)}
          onClick={() => onChange({ ...question, branches: branches.toSpliced(at, 1) })}
        >
          {texts.removeStray}
        </Button>
      </InlineStack>
    );
  });
}

interface TargetProps {
  label: string;
  field: string;
  goTo: string;
  later: readonly Question[];
  /** Without a jump there is nothing to choose "the next question" for. */
  always?: boolean;
  onChange(goTo: string): void;
}

function Target({ label, field, goTo, later, always = false, onChange }: TargetProps) {
  const targets = later.slice(1).map(({ id, text }) => ({ value: id, label: text || texts.untitled }));
  const next = later[0];
  const known = goTo === "" || goTo === "end" || goTo === next?.id || targets.some((target) => target.value === goTo);
  const choices = [
    ...(always ? [] : [{ value: "", label: texts.next }]),
    ...(always || goTo === next?.id ? [{ value: next?.id ?? "end", label: texts.next }] : []),
    ...targets,
    ...(always && !next ? [] : [{ value: "end", label: texts.end }]),
    ...(known ? [] : [{ value: goTo, label: texts.gone }]),
  ];
  return (
    <BlockStack gap="100">
      <Select id={field} label={label} options={choices} value={goTo} onChange={onChange} />
      <FieldFinding field={field} />
    </BlockStack>
  );
}

/** Branching on a number: "If the answer is between 0 and 6, go to …" */
export function RangeFields({ question, field, later, onChange }: BranchesProps<NumberQuestion>) {
  if (later.length === 0 && question.branches.length === 0) return null;
  const set = (branches: RangeBranch[]) => onChange({ ...question, branches });
  return (
    <BlockStack gap="300">
      <Heading note={texts.note} />
      {question.branches.map((branch, at) => (
        <div key={at} className="candor-sentence">
          <NumberInput
            field={`${field}.branches.${at}.from`}
            label={texts.between}
            value={branch.from}
            onChange={(from) => set(question.branches.with(at, rangeOf({ ...branch, from })))}
          />
          <NumberInput
            field={`${field}.branches.${at}.to`}
            label={texts.and}
            value={branch.to}
            onChange={(to) => set(question.branches.with(at, rangeOf({ ...branch, to })))}
          />
          <Target
            label={texts.goTo}
            field={`${field}.branches.${at}`}
            goTo={branch.goTo}
            later={later}
            always
            onChange={(goTo) => set(question.branches.with(at, { ...branch, goTo }))}
          />
          <Button
            icon={DeleteIcon}
            variant="tertiary"
            accessibilityLabel={texts.remove(at + 1)}
            onClick={() => set(question.branches.toSpliced(at, 1))}
          />
        </div>
      ))}
      <InlineStack>
        <Button icon={PlusIcon} onClick={() => set([...question.branches, { goTo: later[1]?.id ?? "end" }])}>
          {texts.add}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}

/** An emptied end is open; JSON knows no undefined. */
const rangeOf = ({
  from,
  to,
  goTo,
}: {
  from?: number | undefined;
  to?: number | undefined;
  goTo: string;
}): RangeBranch => ({
  ...(from !== undefined && { from }),
  ...(to !== undefined && { to }),
  goTo,
});
