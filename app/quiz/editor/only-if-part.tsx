import { BlockStack, ChoiceList, Select } from "@shopify/polaris";
import type { Question } from "../../contract/question.ts";
import { FieldFinding } from "./field-part.tsx";
import { conditionsFor } from "./only-if.ts";

const texts = {
  ask: "Ask this",
  always: "always",
  onlyIf: (question: string) => `only if the answer to “${question}” is …`,
  gone: "only if (a question that is gone or comes later)",
  options: "… one of these",
  untitled: "Question without a text",
};

interface OnlyIfProps {
  question: Question;
  field: string;
  earlier: readonly Question[];
  onChange(question: Question): void;
}

/** "Ask this only if the answer to *room* is *home* or *garden*." */
export function OnlyIfFields({ question, field, earlier, onChange }: OnlyIfProps) {
  const { onlyIf, ...rest } = question;
  const possible = conditionsFor(earlier);
  if (possible.length === 0 && !onlyIf) return null;
  const asked = possible.find(({ id }) => id === onlyIf?.question);
  const choose = (id: string) => {
    const chosen = possible.find((one) => one.id === id);
    if (id === "") onChange(rest);
    // A condition names at least one option: the first, until the merchant says otherwise.
    else if (chosen?.options[0]) onChange({ ...question, onlyIf: { question: id, options: [chosen.options[0].id] } });
  };
  return (
    <BlockStack gap="200">
      <Select
        id={`${field}.onlyIf`}
        label={texts.ask}
        options={[
          { value: "", label: texts.always },
          ...possible.map(({ id, text }) => ({ value: id, label: texts.onlyIf(text || texts.untitled) })),
          ...(onlyIf && !asked ? [{ value: onlyIf.question, label: texts.gone }] : []),
        ]}
        value={onlyIf?.question ?? ""}
        onChange={choose}
      />
      {onlyIf && asked ? (
        <ChoiceList
          title={texts.options}
          titleHidden
          allowMultiple
          choices={asked.options.map(({ id, text }, at) => ({ value: id, label: text || `Option ${at + 1}` }))}
          selected={onlyIf.options}
          onChange={(options) => {
            const known = asked.options.map(({ id }) => id).filter((id) => options.includes(id));
            if (known.length > 0) onChange({ ...question, onlyIf: { question: asked.id, options: known } });
          }}
        />
      ) : null}
      <FieldFinding field={`${field}.onlyIf`} />
    </BlockStack>
  );
}
