import { Badge, Box, InlineStack, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { PersonPage } from "./person.ts";
import { ConsentBadge } from "./people-part.tsx";
import { TitledCard } from "../ui/titled-card.tsx";

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
  noResponses: "No responses yet.",
  source: { told: "Told", observed: "Observed", bought: "Imported" } as Record<string, string>,
  test: "Test",
  finished: "Finished",
  partial: "Not finished",
  cancelled: "Cancelled",
  newest: (n: number) => `The newest ${n} are shown.`,
  tags: "Tags on this customer in Shopify",
  since: (at: string) => `Since ${at}`,
  places: {
    block: "on a storefront page",
    page: "on the shareable page",
    popup: "in a pop-up",
    checkout: "on the thank-you page",
    mail: "in a mail",
    Shopify: "in Shopify",
  } as Record<string, string>,
  unsubscribed: "News by e-mail: unsubscribed.",
};

interface SectionProps {
  title: string;
  empty?: string;
  /** Below the title, when there are lines. */
  note?: string;
  children: ReactNode[];
}

export function Section({ title, empty, note, children }: SectionProps) {
  return (
    <TitledCard title={title} note={note}>
      {children.length === 0 ? (
        <Text as="p" tone="subdued">
          {empty}
        </Text>
      ) : (
        children
      )}
    </TitledCard>
  );
}

export function Line({ children, aside }: { children: ReactNode; aside: ReactNode }) {
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
          <Text as="p">{trait.question}</Text>
          <Text as="p" tone="subdued">
            {[trait.quiz, trait.since, trait.under, trait.until].filter(Boolean).join(" · ")}
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
          <Text as="p">{consent.wording === "" ? texts.unsubscribed : `“${consent.wording}”`}</Text>
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
      : `${texts.orders} (${orderCount.toLocaleString("en")})`;
  const shown = person.orders.length;
  return (
    <Section
      title={title}
      empty={texts.noOrders}
      note={shown > 0 && shown < orderCount ? texts.newest(shown) : undefined}
    >
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
              {order.at}
            </Text>
            {order.cancelled && <Badge>{texts.cancelled}</Badge>}
          </InlineStack>
        </Line>
      ))}
    </Section>
  );
}

const tagsNote = (tags: string[]): string | undefined =>
  tags.length === 0 ? undefined : `${texts.tags}: ${tags.join(", ")}`;

export function SegmentsCard({ person }: { person: PersonPage }) {
  return (
    <Section title={texts.segments} empty={texts.noSegments} note={tagsNote(person.tags)}>
      {person.segments.map((segment) => (
        <Line
          key={segment.segmentId}
          aside={<Link url={`/app/segments/${segment.segmentId}?why=${person.profileId}`}>{texts.why}</Link>}
        >
          <Link url={`/app/segments/${segment.segmentId}`}>{segment.name}</Link>
          <Text as="p" tone="subdued">
            {texts.since(segment.since)}
          </Text>
        </Line>
      ))}
    </Section>
  );
}

export function ResponsesCard({ person }: { person: PersonPage }) {
  return (
    <Section title={texts.responses} empty={texts.noResponses}>
      {person.responses.map((response, index) => (
        <Line
          key={index}
          aside={
            <InlineStack gap="100">
              {response.source === "test" && <Badge tone="attention">{texts.test}</Badge>}
              <Badge tone={response.finished ? "success" : undefined}>
                {response.finished ? texts.finished : texts.partial}
              </Badge>
            </InlineStack>
          }
        >
          <Text as="p">{response.title}</Text>
          <Text as="p" tone="subdued">
            {response.at}
          </Text>
        </Line>
      ))}
    </Section>
  );
}
