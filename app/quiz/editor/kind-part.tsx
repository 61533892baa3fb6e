import { Checkbox } from "@shopify/polaris";
import type { Question } from "../../contract/question.ts";
import { TextInput } from "./field-part.tsx";

const texts = { required: "Must be answered" };

export interface KindProps<Q extends Question> {
  question: Q;
  field: string;
  onChange(question: Q, key?: string): void;
}

/** An emptied optional field is left out: JSON knows no undefined. */
export function put<Q extends object, K extends keyof Q>(question: Q, key: K, value: Q[K] | undefined): Q {
  const copy = { ...question };
  if (value === undefined) delete copy[key];
  else copy[key] = value;
  return copy;
}

export function Required<Q extends Extract<Question, { required: boolean }>>({ question, onChange }: KindProps<Q>) {
  return (
    <Checkbox
      label={texts.required}
      checked={question.required}
      onChange={(required) => onChange({ ...question, required })}
    />
  );
}

interface OptionalTextProps {
  field: string;
  label: string;
  value: string | undefined;
  maxLength?: number;
  /** Undefined when the field was emptied. */
  onChange(value: string | undefined): void;
}

export function OptionalText({ value, onChange, ...props }: OptionalTextProps) {
  return <TextInput {...props} value={value ?? ""} onChange={(text) => onChange(text === "" ? undefined : text)} />;
}
