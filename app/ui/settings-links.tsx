import { Button, InlineStack, Text } from "@shopify/polaris";
import { TitledCard } from "./titled-card.tsx";

const texts = {
  title: "Knowing and asking",
  text: "What your quizzes teach you, how long it stays true, and how much one person is asked.",
  traits: "What we know",
  asked: "Asked and not asked",
};

/** From the settings to the pages that have lists of their own. */
export function KnowledgeCard() {
  return (
    <TitledCard title={texts.title}>
      <Text as="p">{texts.text}</Text>
      <InlineStack gap="200">
        <Button url="/app/traits">{texts.traits}</Button>
        <Button url="/app/asked">{texts.asked}</Button>
      </InlineStack>
    </TitledCard>
  );
}
