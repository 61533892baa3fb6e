import { Button, InlineStack, Text } from "@shopify/polaris";

const texts = { clear: "Clear", none: "As in the theme", clearOf: (label: string) => `Clear: ${label}` };

interface ColourFieldProps {
  id: string;
  label: string;
  value: string | undefined;
  /** What stands in the picker while nothing is chosen. */
  fallback: string;
  onChange(value: string | undefined): void;
}

/** A colour, or none: then the theme's own. */
export function ColourField({ id, label, value, fallback, onChange }: ColourFieldProps) {
  return (
    <InlineStack gap="200" blockAlign="center" wrap={false}>
      <input
        id={id}
        type="color"
        className="candor-colour"
        value={value ?? fallback}
        onChange={(event) => onChange(event.target.value)}
      />
      <label htmlFor={id}>
        <Text as="span">{label}</Text>{" "}
        <Text as="span" tone="subdued">
          {value ?? texts.none}
        </Text>
      </label>
      {value === undefined ? null : (
        <Button variant="plain" accessibilityLabel={texts.clearOf(label)} onClick={() => onChange(undefined)}>
          {texts.clear}
        </Button>
      )}
    </InlineStack>
  );
}
