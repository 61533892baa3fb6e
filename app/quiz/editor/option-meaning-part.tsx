import { Badge, BlockStack, Button, Collapsible, FormLayout, InlineStack, Text } from "@shopify/polaris";
import { useId, useState } from "react";
import type { Option } from "../../contract/question.ts";
import { setPoints } from "../edit-option.ts";
import { useEditing } from "./editing-part.tsx";
import { FieldFinding, NumberInput, useFinding } from "./field-part.tsx";
import { MatchFields, wordsOfMatch } from "./match-part.tsx";

const texts = {
  products: "Products it stands for",
  productsOf: (option: string) => `Products it stands for: ${option}`,
  points: "Points for result pages",
  none: "All products",
  count: (count: number) => (count === 1 ? "1 product in stock" : `${count} products in stock`),
  untitled: (number: number) => `Result page ${number}`,
  removePoints: "Remove these points",
};

interface MeaningProps {
  option: Option;
  field: string;
  onChange(option: Option, key?: string): void;
}

/** What choosing an option says: the products that fit, and the result pages that it speaks for. */
export function OptionMeaning({ option, field, onChange }: MeaningProps) {
  const { content, view, counts } = useEditing();
  const [open, setOpen] = useState(false);
  const wrong = useFinding(`${field}.match.priceTo`);
  const id = useId();
  const count = counts[field];
  const words = option.match ? wordsOfMatch(option.match, view.currency).slice(0, 3).join(", ") : texts.none;
  const points = pointsText(option, content.outcomes ?? []);
  return (
    <BlockStack gap="200">
      <InlineStack gap="200" blockAlign="center">
        <Button
          id={`${field}.match`}
          variant="plain"
          disclosure={open ? "up" : "down"}
          ariaExpanded={open}
          ariaControls={id}
          accessibilityLabel={texts.productsOf(option.text)}
          onClick={() => setOpen(!open)}
        >
          {texts.products}
        </Button>
        <Text as="span" tone="subdued" variant="bodySm" truncate>
          {[words, points].filter(Boolean).join(" · ")}
        </Text>
        {option.match && count !== undefined ? (
          <Badge tone={count === 0 ? "critical" : undefined}>{texts.count(count)}</Badge>
        ) : null}
      </InlineStack>
      <Collapsible id={id} open={open || wrong !== undefined}>
        <BlockStack gap="300">
          <MatchFields
            match={option.match}
            currency={view.currency}
            field={`${field}.match`}
            onChange={(match, key) => {
              const { match: _, ...rest } = option;
              onChange(match ? { ...rest, match } : rest, key);
            }}
          />
          <PointsFields option={option} field={field} onChange={onChange} />
        </BlockStack>
      </Collapsible>
      <FieldFinding field={`${field}.match`} />
      <StrayPoints option={option} field={`${field}.points`} onChange={onChange} />
    </BlockStack>
  );
}

/** Points for result pages that are gone, as a file may bring them. */
function StrayPoints({ option, field, onChange }: MeaningProps) {
  const { content } = useEditing();
  const known = new Set(content.outcomes?.map(({ id }) => id));
  const gone = Object.keys(option.points ?? {}).filter((id) => !known.has(id));
  if (gone.length === 0) return null;
  return (
    <InlineStack gap="200" blockAlign="center">
      <FieldFinding field={field} />
      <Button
        id={field}
        variant="plain"
        onClick={() =>
          onChange(
            gone.reduce((cleared, id) => setPoints(cleared, id, 0), option),
            "points",
          )
        }
      >
        {texts.removePoints}
      </Button>
    </InlineStack>
  );
}

function pointsText({ points = {} }: Option, outcomes: readonly { id: string; title: string }[]): string {
  const said = outcomes.flatMap(({ id, title }, at) => {
    const own = points[id];
    return own ? [`${title || texts.untitled(at + 1)} ${own > 0 ? "+" : "−"}${Math.abs(own)}`] : [];
  });
  return said.join(", ");
}

function PointsFields({ option, field, onChange }: MeaningProps) {
  const { content } = useEditing();
  if (!content.outcomes?.length) return null;
  return (
    <BlockStack gap="200">
      <Text as="h4" variant="headingSm">
        {texts.points}
      </Text>
      <FormLayout>
        <FormLayout.Group condensed>
          {content.outcomes.map(({ id, title }, at) => (
            <NumberInput
              key={id}
              field={`${field}.points.${id}`}
              label={title || texts.untitled(at + 1)}
              value={option.points?.[id] ?? 0}
              least={-100}
              most={100}
              whole
              onChange={(points) => onChange(setPoints(option, id, points ?? 0), `points.${id}`)}
            />
          ))}
        </FormLayout.Group>
      </FormLayout>
    </BlockStack>
  );
}
