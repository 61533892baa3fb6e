import { Badge, BlockStack, Button, Card, Collapsible, InlineStack, Link, Text } from "@shopify/polaris";
import { useId, useState } from "react";
import { useEditing } from "./editing-part.tsx";
import { useFindings } from "./field-part.tsx";
import type { Finding } from "../verify/finding.ts";

const texts = {
  title: "Check before publishing",
  errors: (count: number) => (count === 1 ? "1 thing to mend" : `${count} things to mend`),
  warnings: (count: number) => (count === 1 ? "1 thing to look at" : `${count} things to look at`),
  notes: (count: number) => (count === 1 ? "1 hint" : `${count} hints`),
  good: "Ready",
  show: "Show",
  hide: "Hide",
};

const tones: Record<Finding["severity"], "critical" | "attention" | undefined> = {
  error: "critical",
  warning: "attention",
  note: undefined,
};

/** What the verifier finds while editing; each line leads to its field. `insist`: publishing was tried, so it opens by itself. */
export function Checks({ insist }: { insist: boolean }) {
  const findings = useFindings();
  const { goToField } = useEditing();
  const [asked, setAsked] = useState<boolean>();
  const id = useId();
  const count = (severity: Finding["severity"]) => findings.filter((finding) => finding.severity === severity).length;
  const [errors, warnings, notes] = [count("error"), count("warning"), count("note")];
  const open = asked ?? (insist && errors > 0);
  return (
    <Card padding="300">
      <BlockStack gap="200">
        <InlineStack gap="200" align="space-between" blockAlign="center">
          <InlineStack gap="200" align="start" blockAlign="center">
            <Text as="h2" variant="headingSm">
              {texts.title}
            </Text>
            {errors > 0 ? (
              <Badge tone="critical">{texts.errors(errors)}</Badge>
            ) : (
              <Badge tone="success">{texts.good}</Badge>
            )}
            {warnings > 0 ? <Badge tone="attention">{texts.warnings(warnings)}</Badge> : null}
            {notes > 0 ? <Badge>{texts.notes(notes)}</Badge> : null}
          </InlineStack>
          {findings.length > 0 ? (
            <Button
              variant="plain"
              disclosure={open ? "up" : "down"}
              ariaExpanded={open}
              ariaControls={id}
              onClick={() => setAsked(!open)}
            >
              {open ? texts.hide : texts.show}
            </Button>
          ) : null}
        </InlineStack>
        <Collapsible id={id} open={open && findings.length > 0}>
          <ul className="candor-findings">
            {findings.map((finding) => (
              <li key={finding.field + finding.message}>
                <span className={`candor-dot candor-dot--${tones[finding.severity] ?? "info"}`} aria-hidden="true" />
                <Link monochrome onClick={() => goToField(finding.field)}>
                  {finding.message}
                </Link>
              </li>
            ))}
          </ul>
        </Collapsible>
      </BlockStack>
    </Card>
  );
}
