import { BlockStack, Icon, InlineError, InlineStack, Text, TextField } from "@shopify/polaris";
import { AlertTriangleIcon } from "@shopify/polaris-icons";
import { createContext, useContext } from "react";
import { useTyped } from "../../ui/typed.ts";
import type { Finding } from "../verify/finding.ts";

/** What the verifier said, by field, for every field of the editor. */
const Findings = createContext<readonly Finding[]>([]);
export const FindingsProvider = Findings.Provider;

export const useFindings = (): readonly Finding[] => useContext(Findings);

/** The message for exactly this field: errors before warnings. */
export function useFinding(field: string): Finding | undefined {
  return useContext(Findings).find((finding) => finding.field === field);
}

/** The message as Polaris fields take it: errors only. */
export function useFieldError(field: string): string | undefined {
  const finding = useFinding(field);
  return finding?.severity === "error" ? finding.message : undefined;
}

/** How many errors lie in this field or within it. */
export function useErrorCount(field: string): number {
  const within = useContext(Findings).filter(
    (finding) => finding.severity === "error" && (finding.field === field || finding.field.startsWith(`${field}.`)),
  );
  return within.length;
}

/** Beside what has no room for a message of its own. */
export function FieldFinding({ field }: { field: string }) {
  const finding = useFinding(field);
  if (!finding) return null;
  if (finding.severity === "error") return <InlineError message={finding.message} fieldID={field} />;
  return <Hint message={finding.message} />;
}

function Hint({ message }: { message: string }) {
  return (
    <InlineStack gap="100" wrap={false} blockAlign="start">
      <span className="candor-icon">
        <Icon source={AlertTriangleIcon} tone="caution" />
      </span>
      <Text as="p" tone="caution" variant="bodySm">
        {message}
      </Text>
    </InlineStack>
  );
}

interface TextInputProps {
  /** Its place in the content: findings are shown at it and lead to it. */
  field: string;
  label: string;
  labelHidden?: boolean;
  labelAction?: { content: string; onAction(): void };
  placeholder?: string;
  help?: string;
  value: string;
  lines?: number;
  maxLength?: number;
  onChange(value: string): void;
}

/** One text of the quiz. */
export function TextInput({ field, help, lines, maxLength = 500, ...props }: TextInputProps) {
  const finding = useFinding(field);
  const input = (
    <TextField
      {...props}
      id={field}
      autoComplete="off"
      maxLength={maxLength}
      multiline={lines}
      helpText={help}
      error={finding?.severity === "error" ? finding.message : undefined}
    />
  );
  if (!finding || finding.severity === "error") return input;
  return (
    <BlockStack gap="100">
      {input}
      <Hint message={finding.message} />
    </BlockStack>
  );
}

const numberOf = (text: string): number | undefined => {
  const value = Number(text.trim().replace(",", "."));
  return text.trim() === "" || !Number.isFinite(value) ? undefined : value;
};

interface NumberInputProps extends Omit<TextInputProps, "value" | "onChange" | "lines" | "maxLength"> {
  value: number | undefined;
  least?: number;
  most?: number;
  whole?: boolean;
  prefix?: string;
  suffix?: string;
  /** Undefined when the field was emptied. */
  onChange(value: number | undefined): void;
}

/** One number; what is typed stays as typed until the field is left, what it means goes into the draft. */
export function NumberInput({
  field,
  help,
  value,
  least = -1e9,
  most = 1e9,
  whole = false,
  onChange,
  ...props
}: NumberInputProps) {
  const meaning = (text: string): number | undefined => {
    const typed = numberOf(text);
    if (typed === undefined) return undefined;
    return Math.min(most, Math.max(least, whole ? Math.round(typed) : typed));
  };
  const [typed, setTyped] = useTyped(
    value === undefined ? "" : String(value),
    (text) => meaning(text)?.toString() ?? "",
  );
  return (
    <TextField
      {...props}
      id={field}
      autoComplete="off"
      inputMode={whole && least >= 0 ? "numeric" : "decimal"}
      helpText={help}
      value={typed}
      error={useFieldError(field)}
      onChange={(text) => {
        setTyped(text);
        onChange(meaning(text));
      }}
      onBlur={() => setTyped(value === undefined ? "" : String(value))}
    />
  );
}
