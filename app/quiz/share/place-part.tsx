import { BlockStack, Button, Card, InlineStack, Text, TextField } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { QuizKind } from "../../contract/quiz.ts";
import { copyText } from "../../ui/copy.ts";

const texts = {
  title: "Place it in your theme",
  note: "Each button opens your theme editor with it added. Enter this handle in its settings and press Save there.",
  handle: "Handle",
  copy: "Copy",
  copied: "Handle copied",
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
            {texts.note}
          </Text>
        </BlockStack>
        <TextField
          label={texts.handle}
          value={handle}
          readOnly
          selectTextOnFocus
          autoComplete="off"
          connectedRight={<Button onClick={() => void copyText(handle, texts.copied)}>{texts.copy}</Button>}
        />
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
