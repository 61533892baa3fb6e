import { Badge, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";

const texts = {
  title: "Versions",
  none: "Nothing was published yet. Each time you publish, the version is kept here: answers always stay with the wording that was seen.",
  version: (number: number, at: string) => `Version ${number} · ${at}`,
  live: "Live",
  load: "Load into the editor",
  loadOf: (number: number) => `Load into the editor: version ${number}`,
};

interface VersionsProps {
  versions: { id: string; number: number; at: string }[];
  liveNumber: number | undefined;
  onLoad(versionId: string): void;
}

/** Every version that shoppers have seen; an earlier one can be taken up again. */
export function VersionsCard({ versions, liveNumber, onLoad }: VersionsProps) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {texts.title}
        </Text>
        {versions.length === 0 ? (
          <Text as="p" tone="subdued">
            {texts.none}
          </Text>
        ) : null}
        {versions.map(({ id, number, at }) => (
          <InlineStack key={id} align="space-between" blockAlign="center" gap="200">
            <InlineStack gap="200" blockAlign="center">
              <Text as="span">{texts.version(number, at.slice(0, 10))}</Text>
              {number === liveNumber ? <Badge tone="success">{texts.live}</Badge> : null}
            </InlineStack>
            <Button variant="plain" accessibilityLabel={texts.loadOf(number)} onClick={() => onLoad(id)}>
              {texts.load}
            </Button>
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}
