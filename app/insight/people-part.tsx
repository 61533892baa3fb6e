import { Link } from "@remix-run/react";
import { Badge, Card, InlineStack, Tabs, Text } from "@shopify/polaris";
import { Empty } from "../ui/empty.tsx";
import { ListTable } from "../ui/list-table.tsx";
import type { Column } from "../ui/list-table.tsx";

export const peopleViews = ["told", "customers", "anonymous", "test"] as const;
type View = (typeof peopleViews)[number];

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
  } as Record<View, [string, string]>,
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

const { headings } = texts;
const columns: Column<PersonRow>[] = [
  { title: headings.person, cell: (person) => <PersonName person={person} /> },
  { title: headings.consent, cell: ({ consent }) => <ConsentBadge consent={consent} /> },
  { title: headings.last, cell: ({ lastOrder }) => lastOrder ?? "–" },
  { title: headings.orders, numeric: true, cell: ({ orders }) => orders.toLocaleString("en") },
  { title: headings.spent, numeric: true, cell: ({ spent }) => spent },
  { title: headings.answers, numeric: true, cell: ({ traits }) => traits },
  { title: headings.segments, numeric: true, cell: ({ segments }) => segments },
];

/** What is said where nobody is in a list. */
export const emptyOf = (view: View): [title: string, text: string] => texts.empty[view];

export function PeopleTable({ empty, people }: { empty: [title: string, text: string]; people: PersonRow[] }) {
  const [heading, text] = empty;
  if (people.length === 0) {
    return <Empty title={heading} text={text} picture="/people.svg" />;
  }
  return (
    <Card padding="0">
      <ListTable rows={people} keyOf={({ profileId }) => String(profileId)} columns={columns} />
    </Card>
  );
}

const nameOf = ({ name, customerId, profileId }: PersonRow): string =>
  name ?? (customerId === null ? texts.visitor(profileId) : texts.customer(customerId));

function PersonName({ person }: { person: PersonRow }) {
  return (
    <>
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
    </>
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
