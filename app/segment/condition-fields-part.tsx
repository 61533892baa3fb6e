import { Button, ChoiceList, Popover, Select, TextField } from "@shopify/polaris";
import { useState } from "react";
import type { ReactNode } from "react";

/** A field of a sentence (what is wrong with it is said below the sentence): as wide as it needs, wrapping on a phone. */
export function Field({ width, children }: { width: string; children: ReactNode }) {
  return <div style={{ flex: `0 1 ${width}`, minWidth: `min(${width}, 100%)` }}>{children}</div>;
}

/** Words between fields. */
export function Words({ children }: { children: ReactNode }) {
  return <span style={{ alignSelf: "center" }}>{children}</span>;
}

interface PickProps<T extends string> {
  label: string;
  value: T;
  options: readonly (readonly [T, string])[];
  width?: string;
  error?: string;
  onChange: (value: T) => void;
}

export function Pick<T extends string>({ label, value, options, width = "11rem", error, onChange }: PickProps<T>) {
  const known = options.some(([id]) => id === value);
  const choices = options.map(([id, text]) => ({ value: id, label: text }));
  return (
    <Field width={width}>
      <Select
        label={label}
        labelHidden
        options={known ? choices : [{ value, label: value === "" ? "Choose…" : `${value} (gone)` }, ...choices]}
        value={value}
        error={error !== undefined}
        onChange={(chosen: string) => onChange(chosen as T)}
      />
    </Field>
  );
}

interface NumberProps {
  label: string;
  value: number;
  width?: string;
  prefix?: string;
  suffix?: string;
  step?: number;
  min?: number;
  max?: number;
  error?: string;
  onChange: (value: number) => void;
}

/** Keeps what is typed, also while it is no number yet. */
export function NumberField({
  label,
  value,
  width = "6rem",
  prefix,
  suffix,
  step = 1,
  min = 0,
  max,
  error,
  onChange,
}: NumberProps) {
  const [typed, setTyped] = useState(String(value));
  const isTyped = typed.trim() === "" ? Number.isNaN(value) : Number(typed) === value;
  const shown = isTyped || Number.isNaN(value) ? typed : String(value);
  return (
    <Field width={width}>
      <TextField
        label={label}
        labelHidden
        type="number"
        autoComplete="off"
        min={min}
        max={max}
        step={step}
        prefix={prefix}
        suffix={suffix}
        value={shown}
        error={error !== undefined}
        onChange={(text) => {
          setTyped(text);
          onChange(text.trim() === "" ? Number.NaN : Number(text));
        }}
      />
    </Field>
  );
}

interface AnswersProps {
  label: string;
  options: { id: string; text: string }[];
  value: string[];
  error?: string;
  onChange: (value: string[]) => void;
}

const NO_ANSWER = "";

/** "Home or Garden", or "No answer yet", which excludes the others. */
export function Answers({ label, options, value, error, onChange }: AnswersProps) {
  const [open, setOpen] = useState(false);
  const gone = value
    .filter((id) => !options.some((option) => option.id === id))
    .map((id) => ({ id, text: `${id} (gone)` }));
  const choices = [...options, ...gone];
  const words = choices.filter(({ id }) => value.includes(id)).map(({ text }) => text);
  const shown = value.length === 0 ? "No answer yet" : words.join(" or ");
  const change = (chosen: string[]) => {
    const cleared = chosen.includes(NO_ANSWER) && value.length > 0;
    onChange(cleared ? [] : chosen.filter((id) => id !== NO_ANSWER));
  };
  return (
    <Field width="auto">
      <Popover
        active={open}
        autofocusTarget="first-node"
        onClose={() => setOpen(false)}
        activator={
          <Button
            disclosure
            onClick={() => setOpen(!open)}
            accessibilityLabel={`${label}: ${shown}`}
            ariaExpanded={open}
            tone={error === undefined ? undefined : "critical"}
          >
            {shown}
          </Button>
        }
      >
        <Popover.Section>
          <ChoiceList
            allowMultiple
            title={label}
            choices={[
              ...choices.map(({ id, text }) => ({ value: id, label: text })),
              { value: NO_ANSWER, label: "No answer yet" },
            ]}
            selected={value.length === 0 ? [NO_ANSWER] : value}
            onChange={change}
          />
        </Popover.Section>
      </Popover>
    </Field>
  );
}

interface WindowProps {
  within: { days: number } | undefined;
  error?: string;
  onChange: (within: { days: number } | undefined) => void;
}

export function Window({ within, error, onChange }: WindowProps) {
  const set = (choice: "ever" | "lately") => onChange(choice === "ever" ? undefined : { days: 365 });
  const options = [
    ["ever", "ever"],
    ["lately", "in the last"],
  ] as const;
  return (
    <>
      <Pick
        label="When"
        width="7.5rem"
        value={within === undefined ? "ever" : "lately"}
        options={options}
        onChange={set}
      />
      {within !== undefined && (
        <NumberField
          label="Days"
          width="7.5rem"
          suffix="days"
          value={within.days}
          max={3650}
          error={error}
          onChange={(days) => onChange({ days })}
        />
      )}
    </>
  );
}
