import { BlockStack, Box, Button, Card, InlineStack, Text } from "@shopify/polaris";

interface EmptyProps {
  title: string;
  text: string;
  picture: string;
  action?: { label: string; url: string };
}

/** Nothing here yet: says what will be, and the first step towards it. */
export function Empty({ title, text, picture, action }: EmptyProps) {
  return (
    <Card>
      <Box paddingBlock="600" paddingInline="400">
        <BlockStack gap="300" inlineAlign="center">
          <img src={picture} alt="" width={160} height={160} />
          <Text as="h2" variant="headingMd" alignment="center">
            {title}
          </Text>
          <Box maxWidth="420px">
            <Text as="p" alignment="center" tone="subdued">
              {text}
            </Text>
          </Box>
          {action ? (
            <InlineStack>
              <Button variant="primary" url={action.url}>
                {action.label}
              </Button>
            </InlineStack>
          ) : null}
        </BlockStack>
      </Box>
    </Card>
  );
}
