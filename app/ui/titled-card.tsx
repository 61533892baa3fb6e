import { BlockStack, Card, Text } from "@shopify/polaris";

interface TitledCardProps {
  title: string;
  /** What it is about, in a sentence. */
  note?: string;
  children: React.ReactNode;
}

export function TitledCard({ title, note, children }: TitledCardProps) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        {note === undefined ? null : (
          <Text as="p" tone="subdued">
            {note}
          </Text>
        )}
        {children}
      </BlockStack>
    </Card>
  );
}
