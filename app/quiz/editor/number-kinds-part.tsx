import { FormLayout } from "@shopify/polaris";
import type { Question, ScaleQuestion } from "../../contract/question.ts";
import { NumberInput } from "./field-part.tsx";
import { OptionalText, put, Required } from "./kind-part.tsx";
import type { KindProps } from "./kind-part.tsx";

const texts = {
  min: "From",
  max: "To",
  step: "In steps of",
  unit: "Unit (such as cm)",
  stars: "Stars",
  low: "What the low end means (optional)",
  high: "What the high end means (optional)",
  least: "Smallest (optional)",
  greatest: "Largest (optional)",
};

type OfType<T extends Question["type"]> = Extract<Question, { type: T }>;

export function ScaleKind({ question, field, onChange }: KindProps<ScaleQuestion>) {
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
        <OptionalText
          field={`${field}.low`}
          label={texts.low}
          value={question.low}
          onChange={(low) => onChange(put(question, "low", low), "low")}
        />
        <OptionalText
          field={`${field}.high`}
          label={texts.high}
          value={question.high}
          onChange={(high) => onChange(put(question, "high", high), "high")}
        />
      </FormLayout.Group>
      <Required question={question} field={field} onChange={onChange} />
    </FormLayout>
  );
}

function Unit<Q extends OfType<"slider" | "number">>({ question, field, onChange }: KindProps<Q>) {
  return (
    <OptionalText
      field={`${field}.unit`}
      label={texts.unit}
      maxLength={12}
      value={question.unit}
      onChange={(unit) => onChange(put(question, "unit", unit), "unit")}
    />
  );
}

function SliderFields({ question, field, onChange }: KindProps<OfType<"slider">>) {
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
      <Unit question={question} field={field} onChange={onChange} />
    </FormLayout>
  );
}

export function NumberKind({ question, field, onChange }: KindProps<OfType<"number">>) {
  return (
    <FormLayout>
      <FormLayout.Group condensed>
        <NumberInput
          field={`${field}.min`}
          label={texts.least}
          value={question.min}
          onChange={(min) => onChange(put(question, "min", min), "min")}
        />
        <NumberInput
          field={`${field}.max`}
          label={texts.greatest}
          value={question.max}
          onChange={(max) => onChange(put(question, "max", max), "max")}
        />
        <Unit question={question} field={field} onChange={onChange} />
      </FormLayout.Group>
      <Required question={question} field={field} onChange={onChange} />
    </FormLayout>
  );
}
