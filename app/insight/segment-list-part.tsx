import { Link } from "@remix-run/react";
import { Badge, Card, Text } from "@shopify/polaris";
import { Empty } from "../ui/empty.tsx";
import { ListTable } from "../ui/list-table.tsx";
import type { Column } from "../ui/list-table.tsx";

const texts = {
  emptyTitle: "Find the people who belong together",
  empty:
    "A segment joins what people told you with what they bought. Its customers carry a tag in Shopify, at once and always up to date, and a Shopify segment of the same name is kept beside it.",
  build: "Build a segment",
  segment: "Segment",
  people: "People",
  tag: "Tag in Shopify",
  state: "State",
  upToDate: "Up to date",
  working: "Being brought up to date",
};

export interface SegmentRow {
  id: number;
  name: string;
  tag: string;
  people: number;
  upToDate: boolean;
}

const columns: Column<SegmentRow>[] = [
  {
    title: texts.segment,
    cell: ({ id, name }) => (
      <Link to={`/app/segments/${id}`} className="candor-link">
        <Text as="span" fontWeight="semibold">
          {name}
        </Text>
      </Link>
    ),
  },
  { title: texts.people, numeric: true, cell: ({ people }) => people.toLocaleString("en") },
  { title: texts.tag, cell: ({ tag }) => tag },
  {
    title: texts.state,
    cell: ({ upToDate }) => (
      <Badge tone={upToDate ? "success" : "info"}>{upToDate ? texts.upToDate : texts.working}</Badge>
    ),
  },
];

export function SegmentList({ segments }: { segments: SegmentRow[] }) {
  if (segments.length === 0) {
    return (
      <Empty
        title={texts.emptyTitle}
        text={texts.empty}
        picture="/people.svg"
        action={{ label: texts.build, url: "/app/segments/new" }}
      />
    );
  }
  return (
    <Card padding="0">
      <ListTable rows={segments} keyOf={({ id }) => String(id)} columns={columns} />
    </Card>
  );
}
