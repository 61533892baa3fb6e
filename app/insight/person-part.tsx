import { Badge, BlockStack, Box, Card, InlineStack, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { PersonPage } from "./person.ts";
import { ConsentBadge } from "./people-part.tsx";

const texts = {
  know: "What we know",
  knowNothing: "Nothing yet. What this person tells a quiz, after agreeing, appears here with its question.",
  withdrawn: "This person has withdrawn. What they had told was deleted; orders remain as the shop's own records.",
  consent: "What they agreed to",
  noConsent: "No answer yet: nobody has asked, or they declined. Nothing they tell is kept about them.",
  orders: "Orders",
  noOrders: "No orders yet.",
  lifetime: (known: number, all: number) => `${known} known here, ${all} in all according to Shopify`,
  segments: "Candor segments, synced to Shopify",
  noSegments: "In no segment.",
  why: "Why?",
  responses: "Responses",
  source: { told: "told", observed: "observed", bought: "imported" } as Record<string, string>,
  finished: "finished",
  partial: "partial",
  cancelled: "cancelled",
  places: { block: "on a storefront page", page: "on the shareable page", checkout: "on the thank-you page" } as Record<
    string,
    string
  >,
};

function Section({ title, empty, children }: { title: string; empty?: string; children: ReactNode[] }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        {children.length === 0 ? (
          <Text as="p" tone="subdued">
            {empty}
          </Text>
        ) : (
          children
        )}
      </BlockStack>
    </Card>
  );
}

function Line({ children, aside }: { children: ReactNode; aside: ReactNode }) {
  return (
    <Box borderBlockStartWidth="025" borderColor="border" paddingBlockStart="200">
      <InlineStack align="space-between" gap="200" blockAlign="start">
        <Box maxWidth="75%">{children}</Box>
        <div>{aside}</div>
      </InlineStack>
    </Box>
  );
}

export function KnownCard({ person }: { person: PersonPage }) {
  return (
    <Section title={texts.know} empty={person.consent === "withdrawn" ? texts.withdrawn : texts.knowNothing}>
      {person.traits.map((trait, index) => (
        <Line key={index} aside={<Badge tone="info">{texts.source[trait.party] ?? trait.party}</Badge>}>
          <Text as="p" fontWeight="semibold">
            {trait.answer}
          </Text>
          <Text as="p" tone="subdued">
            “{trait.question}” in {trait.quiz}, {trait.since}
            {trait.under === null ? "" : `, ${trait.under}`}
          </Text>
        </Line>
      ))}
    </Section>
  );
}

export function ConsentCard({ person }: { person: PersonPage }) {
  return (
    <Section title={texts.consent} empty={texts.noConsent}>
      {person.consents.map((consent, index) => (
        <Line key={index} aside={<ConsentBadge consent={consent.state} />}>
          <Text as="p">“{consent.wording}”</Text>
          <Text as="p" tone="subdued">
            {consent.at}, {texts.places[consent.place] ?? consent.place}
          </Text>
        </Line>
      ))}
    </Section>
  );
}

export function OrdersCard({ person, money }: { person: PersonPage; money(amount: number, currency: string): string }) {
  const { lifetimeOrders, orderCount } = person;
  const title =
    lifetimeOrders !== null && lifetimeOrders > orderCount
      ? `${texts.orders}: ${texts.lifetime(orderCount, lifetimeOrders)}`
      : `${texts.orders} (${orderCount})`;
  return (
    <Section title={title} empty={texts.noOrders}>
      {person.orders.map((order) => (
        <Line
          key={order.id}
          aside={
            <Text as="span" numeric>
              {money(order.total, order.currency)}
            </Text>
          }
        >
          <InlineStack gap="200">
            <Link url={`shopify://admin/orders/${order.id}`} target="_top">
              {order.name}
            </Link>
            <Text as="span" tone="subdued">
              {order.at} {order.cancelled ? texts.cancelled : ""}
            </Text>
          </InlineStack>
        </Line>
      ))}
    </Section>
  );
}

export function SegmentsCard({ person }: { person: PersonPage }) {
  return (
    <Section title={texts.segments} empty={texts.noSegments}>
      {person.segments.map((segment) => (
        <Line
          key={segment.segmentId}
          aside={<Link url={`/app/segments/${segment.segmentId}?why=${person.profileId}`}>{texts.why}</Link>}
        >
          <Link url={`/app/segments/${segment.segmentId}`}>{segment.name}</Link>
          <Text as="p" tone="subdued">
            since {segment.since}
          </Text>
        </Line>
      ))}
    </Section>
  );
}

export function ResponsesCard({ person }: { person: PersonPage }) {
  return (
    <Section title={texts.responses} empty={texts.knowNothing}>
      {person.responses.map((response, index) => (
        <Line key={index} aside={<Badge>{response.finished ? texts.finished : texts.partial}</Badge>}>
          <Text as="p">{response.title}</Text>
          <Text as="p" tone="subdued">
            {response.at}
          </Text>
        </Line>
      ))}
    </Section>
  );
}
