import { TextField } from "@shopify/polaris";

interface DateTimeFieldProps {
  id: string;
  label: string;
  /** ISO 8601 with Z. */
  value: string | undefined;
  error?: string | undefined;
  onChange(value: string | undefined): void;
}

/** "2026-12-24T18:00" in the clock of whoever looks, as the browser's own field has it. */
function toLocal(iso: string | undefined): string {
  if (iso === undefined) return "";
  const date = new Date(iso);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** A moment in the merchant's own time. */
export function DateTimeField({ id, label, value, error, onChange }: DateTimeFieldProps) {
  return (
    <TextField
      id={id}
      label={label}
      type={"datetime-local" as "text"}
      autoComplete="off"
      value={toLocal(value)}
      error={error}
      onChange={(text) => onChange(text === "" ? undefined : new Date(text).toISOString())}
    />
  );
}
