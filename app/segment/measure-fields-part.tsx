import { TextField } from "@shopify/polaris";
import type { LeafRule } from "../contract/rule.ts";
import { useBuilder, useError } from "./builder-context.tsx";
import type { ConditionProps } from "./builder-context.tsx";
import { Field, NumberField, Pick, Words } from "./condition-fields-part.tsx";
import { measureCondition, measuresFor } from "./condition.ts";

type MeasureKind = "number" | "date" | "dateNear";

/** Which number or day, of the shop's dictionary. Another one begins anew: its bounds mean something else. */
function MeasurePick({ rule, path, onChange }: ConditionProps<MeasureKind>) {
  const { vocabulary } = useBuilder();
  const measures = measuresFor(rule.kind, vocabulary);
  const pick = (chosen: string) =>
    onChange(
      measureCondition(
        rule.kind,
        measures.find(({ key }) => key === chosen),
      ),
    );
  return (
    <Pick
      label={rule.kind === "number" ? "Number" : "Day"}
      width="16rem"
      value={rule.key}
      options={measures.map(({ key, name }) => [key, name] as const)}
      error={useError(path)("key")}
      onChange={pick}
    />
  );
}

type Bounds = "low" | "high" | "both" | "known";

const boundsOf = (low: unknown, high: unknown): Bounds => {
  if (low !== undefined) return high === undefined ? "low" : "both";
  return high === undefined ? "known" : "high";
};
const hasLow = (bounds: Bounds) => bounds === "low" || bounds === "both";
const hasHigh = (bounds: Bounds) => bounds === "high" || bounds === "both";

const NUMBER_BOUNDS = [
  ["low", "is at least"],
  ["high", "is at most"],
  ["both", "is from"],
  ["known", "is known"],
] as const;

export function NumberFields({ rule, path, onChange }: ConditionProps<"number">) {
  const error = useError(path);
  const { kind, key, atLeast, atMost } = rule;
  const bounds = boundsOf(atLeast, atMost);
  const change = (chosen: Bounds) => {
    const known = atLeast ?? atMost ?? 1;
    const next: LeafRule = { kind, key };
    if (hasLow(chosen)) next.atLeast = atLeast ?? known;
    if (hasHigh(chosen)) next.atMost = atMost ?? known;
    onChange(next);
  };
  return (
    <>
      <MeasurePick rule={rule} path={path} onChange={onChange} />
      <Pick label="Comparison" width="8rem" value={bounds} options={NUMBER_BOUNDS} onChange={change} />
      {atLeast !== undefined && (
        <NumberField
          label={bounds === "both" ? "From" : "At least"}
          min={-1e12}
          value={atLeast}
          error={error("atLeast") ?? error("range")}
          onChange={(value) => onChange({ ...rule, atLeast: value })}
        />
      )}
      {bounds === "both" && <Words>to</Words>}
      {atMost !== undefined && (
        <NumberField
          label={bounds === "both" ? "To" : "At most"}
          min={-1e12}
          value={atMost}
          error={error("atMost") ?? error("range")}
          onChange={(value) => onChange({ ...rule, atMost: value })}
        />
      )}
    </>
  );
}

const DATE_BOUNDS = [
  ["low", "is on or after"],
  ["high", "is on or before"],
  ["both", "is from"],
  ["known", "is known"],
] as const;

interface DayProps {
  label: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

function DayField({ label, value, error, onChange }: DayProps) {
  return (
    <Field width="10rem">
      <TextField
        label={label}
        labelHidden
        type="date"
        autoComplete="off"
        value={value}
        error={error !== undefined}
        onChange={onChange}
      />
    </Field>
  );
}

export function DateFields({ rule, path, onChange }: ConditionProps<"date">) {
  const error = useError(path);
  const { kind, key, from, to } = rule;
  const bounds = boundsOf(from, to);
  const change = (chosen: Bounds) => {
    const known = from ?? to ?? "";
    const next: LeafRule = { kind, key };
    if (hasLow(chosen)) next.from = from ?? known;
    if (hasHigh(chosen)) next.to = to ?? known;
    onChange(next);
  };
  return (
    <>
      <MeasurePick rule={rule} path={path} onChange={onChange} />
      <Pick label="Comparison" width="9.5rem" value={bounds} options={DATE_BOUNDS} onChange={change} />
      {from !== undefined && (
        <DayField
          label={bounds === "both" ? "From" : "On or after"}
          value={from}
          error={error("from") ?? error("range")}
          onChange={(value) => onChange({ ...rule, from: value })}
        />
      )}
      {bounds === "both" && <Words>to</Words>}
      {to !== undefined && (
        <DayField
          label={bounds === "both" ? "To" : "On or before"}
          value={to}
          error={error("to") ?? error("range")}
          onChange={(value) => onChange({ ...rule, to: value })}
        />
      )}
    </>
  );
}

const REPEATS = [
  ["yearly", "every year"],
  ["once", "in its own year"],
] as const;
const DIRECTIONS = [
  ["next", "in the next"],
  ["last", "in the last"],
] as const;

export function DateNearFields({ rule, path, onChange }: ConditionProps<"dateNear">) {
  const error = useError(path);
  return (
    <>
      <MeasurePick rule={rule} path={path} onChange={onChange} />
      <Pick
        label="How often"
        width="9.5rem"
        value={rule.yearly ? "yearly" : "once"}
        options={REPEATS}
        onChange={(repeat) => onChange({ ...rule, yearly: repeat === "yearly" })}
      />
      <Words>is today or</Words>
      <Pick
        label="Before or after"
        width="8.5rem"
        value={rule.direction}
        options={DIRECTIONS}
        onChange={(direction) => onChange({ ...rule, direction })}
      />
      <NumberField
        label="Days"
        width="7.5rem"
        suffix="days"
        value={rule.days}
        max={rule.yearly ? 180 : 3650}
        error={error("days") ?? error("yearlyDays")}
        onChange={(days) => onChange({ ...rule, days })}
      />
    </>
  );
}
