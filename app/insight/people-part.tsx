import { Link } from "@remix-run/react";
import { Badge, Card, IndexTable, InlineStack, Tabs, Text } from "@shopify/polaris";
import { Empty } from "../ui/empty.tsx";

const texts = {
  tabs: {
    told: "Told you something",
    customers: "All customers",
    anonymous: "Anonymous visitors",
    test: "Test people",
  },
  empty: {
    told: [
      "Nobody has told you anything yet",
      "When shoppers answer a quiz and agree to be remembered, they appear here with what they said.",
    ],
    customers: ["No customers yet", "Customers appear here once their order history has been read."],
    anonymous: ["No anonymous visitors", "Shoppers who agreed but have not logged in or ordered yet appear here."],
    test: ["No test people", "“Try it” in a quiz's editor makes one. They never count in figures."],
  },
  headings: {
    person: "Customer",
    consent: "Consent",
    answers: "Answers",
    orders: "Orders",
    spent: "Spent",
    segments: "Segments",
    last: "Last order",
  },
  visitor: (id: number) => `Visitor ${id}`,
  customer: (id: string) => `Customer ${id}`,
  agreed: { granted: "Agreed", declined: "Declined", withdrawn: "Withdrawn", none: "No answer yet" } as Record<
    string,
    string
  >,
};

export const peopleViews = ["told", "customers", "anonymous", "test"] as const;
export type View = (typeof peopleViews)[number];

export interface PersonRow {
  profileId: number;
  name: string | null;
  email: string | null;
  customerId: string | null;
  consent: string;
  traits: number;
  orders: number;
  spent: string;
  lastOrder: string | null;
  segments: number;
}

export function PeopleTabs({ view, onSelect }: { view: View; onSelect(view: View): void }) {
  const tabs = peopleViews.map((id) => ({ id, content: texts.tabs[id] }));
  return (
    <Tabs
      tabs={tabs}
      selected={peopleViews.indexOf(view)}
      onSelect={(index) => onSelect(peopleViews[index] ?? "told")}
    />
  );
}

export function PeopleTable({ view, people }: { view: View; people: PersonRow[] }) {
  const [heading, text] = texts.empty[view] as [string, string];
  if (people.length === 0) {
    return <Empty title={heading} text={text} picture="/people.svg" />;
  }
  const { headings } = texts;
  return (
    <Card padding="0">
      <IndexTable
        itemCount={people.length}
        selectable={false}
        headings={[
          { title: headings.person },
          { title: headings.consent },
          { title: headings.last },
          { title: headings.orders, alignment: "end" },
          { title: headings.spent, alignment: "end" },
          { title: headings.answers, alignment: "end" },
          { title: headings.segments, alignment: "end" },
        ]}
      >
        {people.map((person, index) => (
          <IndexTable.Row id={String(person.profileId)} key={person.profileId} position={index}>
            <IndexTable.Cell>
              <Link to={`/app/customers/${person.profileId}`} data-primary-link className="candor-link">
                <Text as="span" fontWeight="semibold">
                  {nameOf(person)}
                </Text>
              </Link>
              {person.email !== null && (
                <Text as="p" tone="subdued">
                  {person.email}
                </Text>
              )}
            </IndexTable.Cell>
            <IndexTable.Cell>
              <ConsentBadge consent={person.consent} />
            </IndexTable.Cell>
            <IndexTable.Cell>{person.lastOrder ?? "–"}</IndexTable.Cell>
            <NumberCell value={person.orders.toLocaleString("en")} />
            <NumberCell value={person.spent} />
            <NumberCell value={String(person.traits)} />
            <NumberCell value={String(person.segments)} />
          </IndexTable.Row>
        ))}
      </IndexTable>
    </Card>
  );
}

const nameOf = ({ name, customerId, profileId }: PersonRow): string =>
  name ?? (customerId === null ? texts.visitor(profileId) : texts.customer(customerId));

function NumberCell({ value }: { value: string }) {
  return (
    <IndexTable.Cell>
      <Text as="span" alignment="end" numeric>
        {value}
      </Text>
    </IndexTable.Cell>
  );
}

export function ConsentBadge({ consent }: { consent: string }) {
  const tone = consent === "granted" ? "success" : consent === "withdrawn" ? "warning" : undefined;
  return (
    <InlineStack>
      <Badge tone={tone}>{texts.agreed[consent] ?? consent}</Badge>
    </InlineStack>
  );
}
