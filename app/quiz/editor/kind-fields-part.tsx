import { Checkbox, FormLayout, Select } from "@shopify/polaris";
import type { ChoiceQuestion, Question, ScaleQuestion } from "../../contract/question.ts";
import { changeType } from "../edit-option.ts";
import { NumberInput, TextInput } from "./field-part.tsx";
import { looks, typeNames } from "../question-kinds.ts";

const texts = {
  look: "Kind of choice",
  required: "Must be answered",
  shuffle: "Show the options in another order to each shopper",
  most: "Choices at most",
  mostHelp: "Empty: as many as they like.",
  min: "From",
  max: "To",
  step: "In steps of",
  unit: "Unit (such as cm)",
  stars: "Stars",
  low: "What the low end means (optional)",
  high: "What the high end means (optional)",
  least: "Smallest (optional)",
  greatest: "Largest (optional)",
  long: "Room for several lines",
  maxLength: "Longest answer, in characters",
  birthday: "It is a birthday: the year may be left out",
  picture: "Picture address (https://…, optional)",
  purpose: "What is agreed to",
  purposes: [
    { value: "personalise", label: "Remembering the answers and joining them to orders" },
    { value: "marketing", label: "News by e-mail to the address given in this quiz" },
  ],
  agree: "Button to agree",
  decline: "Button to decline",
};

interface KindProps<Q extends Question> {
  question: Q;
  field: string;
  onChange(question: Q, key?: string): void;
}

function Required<Q extends Extract<Question, { required: boolean }>>({ question, onChange }: KindProps<Q>) {
  return (
    <Checkbox
      label={texts.required}
      checked={question.required}
      onChange={(required) => onChange({ ...question, required })}
    />
  );
}

/** What only this type of question has. */
export function KindFields({ question, field, onChange }: KindProps<Question>) {
  switch (question.type) {
    case "single":
    case "multiple":
    case "picture":
    case "swatch":
    case "product":
    case "ranking":
      return <ChoiceKind question={question} field={field} onChange={onChange} />;
    case "slider":
    case "rating":
    case "nps":
      return <ScaleKind question={question} field={field} onChange={onChange} />;
    case "number":
      return <NumberKind question={question} field={field} onChange={onChange} />;
    case "text":
      return <TextKind question={question} field={field} onChange={onChange} />;
    case "date":
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
    case "email":
    case "phone":
      return <Required question={question} field={field} onChange={onChange} />;
    case "info":
      return <InfoKind question={question} field={field} onChange={onChange} />;
    case "consent":
      return <ConsentKind question={question} field={field} onChange={onChange} />;
  }
}

function ChoiceKind({ question, field, onChange }: KindProps<ChoiceQuestion>) {
  const withMost = (most: number | undefined): ChoiceQuestion => {
    if (question.type !== "multiple") return question;
    const { most: _, ...rest } = question;
    return most === undefined ? rest : { ...rest, most };
  };
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
            onChange={(most) => onChange(withMost(most), "most")}
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

type Slider = Extract<Question, { type: "slider" }>;

function ScaleKind({ question, field, onChange }: KindProps<ScaleQuestion>) {
  return (
    <FormLayout>
      {question.type === "slider" ? <SliderFields question={question} field={field} onChange={onChange} /> : null}
      {question.type === "rating" ? (
        <NumberInput
          field={`${field}.max`}
          label={texts.stars}
          value={question.max}
          least={3}
          most={10}
          whole
          onChange={(max) => onChange({ ...question, max: max ?? 5 }, "max")}
        />
      ) : null}
      <FormLayout.Group condensed>
        <TextInput
          field={`${field}.low`}
          label={texts.low}
          value={question.low ?? ""}
          onChange={(low) => onChange(low === "" ? without(question, "low") : { ...question, low }, "low")}
        />
        <TextInput
          field={`${field}.high`}
          label={texts.high}
          value={question.high ?? ""}
          onChange={(high) => onChange(high === "" ? without(question, "high") : { ...question, high }, "high")}
        />
      </FormLayout.Group>
      <Required question={question} field={field} onChange={onChange} />
    </FormLayout>
  );
}

function SliderFields({ question, field, onChange }: KindProps<Slider>) {
  return (
    <FormLayout>
      <FormLayout.Group condensed>
        <NumberInput
          field={`${field}.min`}
          label={texts.min}
          value={question.min}
          onChange={(min) => onChange({ ...question, min: min ?? 0 }, "min")}
        />
        <NumberInput
          field={`${field}.max`}
          label={texts.max}
          value={question.max}
          onChange={(max) => onChange({ ...question, max: max ?? 100 }, "max")}
        />
        <NumberInput
          field={`${field}.step`}
          label={texts.step}
          value={question.step}
          onChange={(step) => onChange({ ...question, step: step !== undefined && step > 0 ? step : 1 }, "step")}
        />
      </FormLayout.Group>
      <TextInput
        field={`${field}.unit`}
        label={texts.unit}
        maxLength={12}
        value={question.unit ?? ""}
        onChange={(unit) => onChange(unit === "" ? without(question, "unit") : { ...question, unit }, "unit")}
      />
    </FormLayout>
  );
}

function NumberKind({ question, field, onChange }: KindProps<Extract<Question, { type: "number" }>>) {
  return (
    <FormLayout>
      <FormLayout.Group condensed>
        <NumberInput
          field={`${field}.min`}
          label={texts.least}
          value={question.min}
          onChange={(min) => onChange(min === undefined ? without(question, "min") : { ...question, min }, "min")}
        />
        <NumberInput
          field={`${field}.max`}
          label={texts.greatest}
          value={question.max}
          onChange={(max) => onChange(max === undefined ? without(question, "max") : { ...question, max }, "max")}
        />
        <TextInput
          field={`${field}.unit`}
          label={texts.unit}
          maxLength={12}
          value={question.unit ?? ""}
          onChange={(unit) => onChange(unit === "" ? without(question, "unit") : { ...question, unit }, "unit")}
        />
      </FormLayout.Group>
      <Required question={question} field={field} onChange={onChange} />
    </FormLayout>
  );
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

function InfoKind({ question, field, onChange }: KindProps<Extract<Question, { type: "info" }>>) {
  return (
    <TextInput
      field={`${field}.picture`}
      label={texts.picture}
      value={question.picture ?? ""}
      onChange={(picture) =>
        onChange(picture === "" ? without(question, "picture") : { ...question, picture }, "picture")
      }
    />
  );
}

function ConsentKind({ question, field, onChange }: KindProps<Extract<Question, { type: "consent" }>>) {
  return (
    <FormLayout>
      <Select
        id={`${field}.purpose`}
        label={texts.purpose}
        options={texts.purposes}
        value={question.purpose}
        onChange={(purpose) =>
          onChange({ ...question, purpose: purpose === "marketing" ? "marketing" : "personalise" })
        }
      />
      <FormLayout.Group condensed>
        <TextInput
          field={`${field}.agree`}
          label={texts.agree}
          value={question.agree}
          onChange={(agree) => onChange({ ...question, agree }, "agree")}
        />
        <TextInput
          field={`${field}.decline`}
          label={texts.decline}
          value={question.decline}
          onChange={(decline) => onChange({ ...question, decline }, "decline")}
        />
      </FormLayout.Group>
    </FormLayout>
  );
}

/** An emptied optional field is left out: JSON knows no undefined. */
function without<T extends object>(value: T, key: keyof T): T {
  const copy = { ...value };
  delete copy[key];
  return copy;
}
