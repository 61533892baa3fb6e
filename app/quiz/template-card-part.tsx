import { Badge, BlockStack, Box, Button, Card, InlineStack, Text } from "@shopify/polaris";
import type { TemplateView } from "./template.ts";

const texts = {
  use: "Use this template",
  useOf: (name: string) => `Use this template: ${name}`,
  kinds: { quiz: "Quiz", poll: "Poll", survey: "Survey", preferences: "Preferences" },
  questions: (count: number, duration: string) => `${count === 1 ? "1 question" : `${count} questions`} · ${duration}`,
  languages: "English and Japanese",
  finds: (count: number) => `Finds ${count.toLocaleString("en")} of your products`,
  matchIt: "Ends without products until you match its answers to yours",
  asks: "What it asks",
};

/** One template: what it asks, how long it takes, and what it would find in this very shop. */
export function TemplateCard({
  template,
  disabled,
  loading,
  onUse,
}: {
  template: TemplateView;
  disabled: boolean;
  loading: boolean;
  onUse: () => void;
}) {
  const { handle, name, summary, kind, asks, duration, finds } = template;
  return (
    <Card padding="0">
      <div className="candor-template">
        <img src={`/template-${handle}.svg`} alt="" width="480" height="140" />
        <Box padding="400">
          <BlockStack gap="300">
            <InlineStack gap="200" blockAlign="center">
              <Text as="h2" variant="headingMd">
                {name}
              </Text>
              <Badge>{texts.kinds[kind]}</Badge>
            </InlineStack>
            <Text as="p">{summary}</Text>
            <BlockStack gap="050">
              <Text as="span" variant="bodySm" tone="subdued">
                {texts.questions(asks.length, duration)} · {texts.languages}
              </Text>
              {finds === undefined ? null : (
                <Text as="span" variant="bodySm" tone="subdued">
                  {finds > 0 ? texts.finds(finds) : texts.matchIt}
                </Text>
              )}
            </BlockStack>
            <details className="candor-asks">
              <summary>{texts.asks}</summary>
              <ol>
                {asks.map((question) => (
                  <li key={question}>{question}</li>
                ))}
              </ol>
            </details>
          </BlockStack>
        </Box>
        <div className="candor-template-action">
          <Button
            variant="primary"
            disabled={disabled}
            loading={loading}
            onClick={onUse}
            accessibilityLabel={texts.useOf(name)}
          >
            {texts.use}
          </Button>
        </div>
      </div>
    </Card>
  );
}
