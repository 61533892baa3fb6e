import { Badge, BlockStack, Box, InlineStack, List, Text } from "@shopify/polaris";
import { nextFlip } from "../segment/explain.ts";
import type { Evidence, Explanation } from "../segment/explain.ts";

const texts = {
  in: "In this segment",
  out: "Not in this segment",
  barred: "This person can be in no segment: a test person, or somebody who withdrew consent.",
  true: "True",
  false: "Not true",
  answered: (option: string, day: string) => `Answered “${option}” on ${day}`,
  asked: (question: string, quiz: string) => `to “${question}” in “${quiz}”`,
  consent: (day: string, wording: string | undefined) =>
    wording === undefined ? `under the consent of ${day}` : `under the consent of ${day}: “${wording}”`,
  noConsent: "without a consent on record",
  order: (name: string, day: string, amount: string) => `Order ${name} of ${day}, ${amount}`,
  more: (count: number) => `and ${count} more`,
  shopify: "from Shopify’s customer record",
  orders: "from the orders known here",
  flip: (text: string, day: string) => `If nothing else happens, this changes on ${day}: ${text}.`,
};

const day = (at: Date): string =>
  at.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

interface WhyProps {
  member: boolean;
  mayBeMember: boolean;
  explanation: Explanation;
}

/** The rule as it stands for one person, each condition with the answer or the orders that it rests on. */
export function Why({ member, mayBeMember, explanation }: WhyProps) {
  const flip = nextFlip(explanation);
  return (
    <BlockStack gap="400">
      <InlineStack>
        <Badge tone={member ? "success" : undefined}>{member ? texts.in : texts.out}</Badge>
      </InlineStack>
      {mayBeMember ? null : <Text as="p">{texts.barred}</Text>}
      <Part part={explanation} />
      {flip ? (
        <Text as="p" tone="subdued">
          {texts.flip(flip.text, day(flip.at))}
        </Text>
      ) : null}
    </BlockStack>
  );
}

function Part({ part }: { part: Explanation }) {
  const [only, ...others] = part.parts;
  // A group of one says no more than its one condition.
  if (only && others.length === 0 && part.kind !== "not") return <Part part={only} />;
  return (
    <Box borderInlineStartWidth="050" borderColor={part.holds ? "border-success" : "border"} paddingInlineStart="300">
      <BlockStack gap="200">
        <InlineStack gap="200" blockAlign="center">
          <Badge tone={part.holds ? "success" : "critical"}>{part.holds ? texts.true : texts.false}</Badge>
          <Text as="span" fontWeight="medium">
            {part.text}
          </Text>
        </InlineStack>
        {part.evidence.map((evidence, at) => (
          <EvidenceText key={at} evidence={evidence} />
        ))}
        {part.parts.map((inner, at) => (
          <Part key={at} part={inner} />
        ))}
      </BlockStack>
    </Box>
  );
}

function EvidenceText({ evidence }: { evidence: Evidence }) {
  switch (evidence.kind) {
    case "answer":
      return (
        <Text as="p">
          {texts.answered(evidence.option, day(evidence.at))} {texts.asked(evidence.question, evidence.quizTitle)},{" "}
          {evidence.consent ? texts.consent(day(evidence.consent.at), evidence.consent.wording) : texts.noConsent}.
        </Text>
      );
    case "orders":
      return (
        <List>
          {evidence.orders.map((order) => (
            <List.Item key={order.name}>{texts.order(order.name, day(order.at), order.amount)}</List.Item>
          ))}
          {evidence.more > 0 ? <List.Item>{texts.more(evidence.more)}</List.Item> : null}
        </List>
      );
    case "figure":
      return (
        <Text as="p">
          {evidence.text}, {texts[evidence.source]}.
        </Text>
      );
    case "nothing":
      return <Text as="p">{evidence.text}</Text>;
  }
}
