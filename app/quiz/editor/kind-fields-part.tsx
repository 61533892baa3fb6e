import { Checkbox, FormLayout } from "@shopify/polaris";
import type { Question } from "../../contract/question.ts";
import { ChoiceKind } from "./choice-kind-part.tsx";
import { ConsentKind } from "./consent-kind-part.tsx";
import { NumberInput } from "./field-part.tsx";
import { OptionalText, put, Required } from "./kind-part.tsx";
import type { KindProps } from "./kind-part.tsx";
import { NumberKind, ScaleKind } from "./number-kinds-part.tsx";

const texts = {
  long: "Room for several lines",
  maxLength: "Longest answer, in characters",
  birthday: "It is a birthday: the year may be left out",
  picture: "Picture address (https://…, optional)",
};

/** What only this type of question has. */
export function KindFields({ question, field, onChange }: KindProps<Question>) {
  if ("options" in question) return <ChoiceKind question={question} field={field} onChange={onChange} />;
  switch (question.type) {
    case "slider":
    case "rating":
    case "nps":
      return <ScaleKind question={question} field={field} onChange={onChange} />;
    case "number":
      return <NumberKind question={question} field={field} onChange={onChange} />;
    case "text":
      return <TextKind question={question} field={field} onChange={onChange} />;
    case "date":
      return <DateKind question={question} field={field} onChange={onChange} />;
    case "email":
    case "phone":
      return <Required question={question} field={field} onChange={onChange} />;
    case "info":
      return (
        <OptionalText
          field={`${field}.picture`}
          label={texts.picture}
          value={question.picture}
          onChange={(picture) => onChange(put(question, "picture", picture), "picture")}
        />
      );
    case "consent":
      return <ConsentKind question={question} field={field} onChange={onChange} />;
  }
}

function TextKind({ question, field, onChange }: KindProps<Extract<Question, { type: "text" }>>) {
  return (
    <FormLayout>
      <NumberInput
        field={`${field}.maxLength`}
        label={texts.maxLength}
        value={question.maxLength}
        least={1}
        most={1000}
        whole
        onChange={(maxLength) => onChange({ ...question, maxLength: maxLength ?? 200 }, "maxLength")}
      />
      <Checkbox
        label={texts.long}
        checked={question.long === true}
        onChange={(long) => onChange({ ...question, long })}
      />
      <Required question={question} field={field} onChange={onChange} />
    </FormLayout>
  );
}

function DateKind({ question, field, onChange }: KindProps<Extract<Question, { type: "date" }>>) {
  return (
    <FormLayout>
      <Required question={question} field={field} onChange={onChange} />
      <Checkbox
        label={texts.birthday}
        checked={question.birthday === true}
        onChange={(birthday) => onChange({ ...question, birthday })}
      />
    </FormLayout>
  );
}
