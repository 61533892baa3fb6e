import { Button, Link, Text } from "@shopify/polaris";
import { useState } from "react";
import { Confirm } from "../ui/confirm.tsx";
import type { PersonPage } from "./person.ts";
import { Line, Section } from "./person-part.tsx";

type Joined = PersonPage["merges"][number];

const texts = {
  title: "Joined with",
  other: ({ otherId, otherCustomerId }: Joined) =>
    otherCustomerId === null ? `Visitor ${otherId}` : `Customer ${otherCustomerId}`,
  reasons: {
    "log-in": "They logged in on that browser.",
    order: "They ordered from that browser.",
    mail: "They confirmed the e-mail address given there.",
    shopify: "The two customers were merged in Shopify.",
  } as Record<string, string>,
  separated: (at: string) => `Separated ${at}. They stay two people.`,
  separate: "Separate",
  name: (id: number) => `Separate visitor ${id}`,
  ask: (id: number) => `Separate visitor ${id}?`,
  consequence:
    "What that browser told, and what it agreed to, belongs to a visitor of its own again. Segments and tags follow within seconds, and the two are not joined again. If this customer never agreed themselves, what they told is forgotten.",
};

interface JoinedProps {
  merges: Joined[];
  busy: boolean;
  onSeparate(mergeId: number): void;
}

/** Which browsers were taken for this person, and why; a wrong guess can be taken back. */
export function JoinedCard({ merges, busy, onSeparate }: JoinedProps) {
  const [asked, setAsked] = useState<Joined>();
  if (merges.length === 0) return null;
  return (
    <>
      <Section title={texts.title}>
        {merges.map((joined) => (
          <Line
            key={joined.id}
            aside={
              joined.canSeparate && (
                <Button
                  size="slim"
                  disabled={busy}
                  accessibilityLabel={texts.name(joined.otherId)}
                  onClick={() => setAsked(joined)}
                >
                  {texts.separate}
                </Button>
              )
            }
          >
            {joined.separatedAt === null ? (
              <Text as="p">{texts.other(joined)}</Text>
            ) : (
              <Link url={`/app/customers/${joined.otherId}`}>{texts.other(joined)}</Link>
            )}
            <Text as="p" tone="subdued">
              {joined.separatedAt === null
                ? `${joined.at} · ${texts.reasons[joined.reason] ?? joined.reason}`
                : texts.separated(joined.separatedAt)}
            </Text>
          </Line>
        ))}
      </Section>
      <Confirm
        open={asked !== undefined}
        title={texts.ask(asked?.otherId ?? 0)}
        text={texts.consequence}
        action={texts.separate}
        onConfirm={() => {
          if (asked !== undefined) onSeparate(asked.id);
          setAsked(undefined);
        }}
        onClose={() => setAsked(undefined)}
      />
    </>
  );
}
