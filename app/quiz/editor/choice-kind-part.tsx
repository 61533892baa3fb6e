import { Checkbox, FormLayout, Select } from "@shopify/polaris";
import type { ChoiceQuestion } from "../../contract/question.ts";
import { changeType } from "../edit-option.ts";
import { looks, typeNames } from "../question-kinds.ts";
import { NumberInput } from "./field-part.tsx";
import { put, Required } from "./kind-part.tsx";
import type { KindProps } from "./kind-part.tsx";

const texts = {
  look: "Kind of choice",
  shuffle: "Show the options in another order to each shopper",
  most: "Choices at most",
  mostHelp: "Empty: as many as they like.",
};

export function ChoiceKind({ question, field, onChange }: KindProps<ChoiceQuestion>) {
  return (
    <FormLayout>
      <FormLayout.Group condensed>
        <Select
          label={texts.look}
          options={looks.map((value) => ({ value, label: typeNames[value] }))}
          value={question.type}
          onChange={(type) => onChange(changeType(question, looks.find((look) => look === type) ?? question.type))}
        />
        {question.type === "multiple" ? (
          <NumberInput
            field={`${field}.most`}
            label={texts.most}
            placeholder={String(question.options.length)}
            help={texts.mostHelp}
            value={question.most}
            least={1}
            most={40}
            whole
            onChange={(most) => onChange(put(question, "most", most), "most")}
          />
        ) : null}
      </FormLayout.Group>
      <Required question={question} field={field} onChange={onChange} />
      <Checkbox
        label={texts.shuffle}
        checked={question.shuffle === true}
        onChange={(shuffle) => onChange({ ...question, shuffle })}
      />
    </FormLayout>
  );
}
