import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { QuizKind } from "../../contract/quiz.ts";

const texts = {
  title: "Place it in your theme",
  handle: (handle: string) =>
    `Each button opens your theme editor with it added. Enter the handle ${handle} in its settings and press Save there.`,
  block: {
    title: "In a page",
    text: "A block in any section: stands where you put it.",
  },
  popup: {
    title: "As a pop-up",
    text: "A card in the corner or an overlay, with a button if you like: after some time, on scrolling, when somebody is about to leave; by page, visit, campaign or segment.",
    go: "Switch the pop-up on",
  },
  home: "On the home page",
  product: "On product pages",
};

/** The block that fits what is asked. */
const BLOCKS: Record<QuizKind, string> = { quiz: "quiz", survey: "quiz", poll: "poll", preferences: "preferences" };

interface PlaceProps {
  domain: string;
  clientId: string;
  handle: string;
  kind: QuizKind;
}

/** Where shoppers can meet a quiz in the theme, each with a link that adds it. */
export function PlacePart({ domain, clientId, handle, kind }: PlaceProps) {
  const editor = `https://${domain}/admin/themes/current/editor`;
  const block = `addAppBlockId=${clientId}/${BLOCKS[kind]}&target=newAppsSection`;
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {texts.title}
          </Text>
          <Text as="p" tone="subdued">
            {texts.handle(handle)}
          </Text>
        </BlockStack>
        <Way {...texts.block}>
          <Button url={`${editor}?template=index&${block}`} target="_top">
            {texts.home}
          </Button>
          <Button url={`${editor}?template=product&${block}`} target="_top">
            {texts.product}
          </Button>
        </Way>
        <Way {...texts.popup}>
          <Button url={`${editor}?context=apps&template=index&activateAppId=${clientId}/candor-popup`} target="_top">
            {texts.popup.go}
          </Button>
        </Way>
      </BlockStack>
    </Card>
  );
}

function Way({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <BlockStack gap="200">
      <BlockStack gap="050">
        <Text as="h3" variant="headingSm">
          {title}
        </Text>
        <Text as="p" tone="subdued">
          {text}
        </Text>
      </BlockStack>
      <InlineStack gap="200">{children}</InlineStack>
    </BlockStack>
  );
}
