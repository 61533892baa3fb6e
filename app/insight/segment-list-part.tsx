import { Link } from "@remix-run/react";
import { Badge, Card, IndexTable, Text } from "@shopify/polaris";
import { Empty } from "../ui/empty.tsx";

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
      <IndexTable
        selectable={false}
        itemCount={segments.length}
        headings={[
          { title: texts.segment },
          { title: texts.people, alignment: "end" },
          { title: texts.tag },
          { title: texts.state },
        ]}
      >
        {segments.map((segment, at) => (
          <IndexTable.Row key={segment.id} id={String(segment.id)} position={at}>
            <IndexTable.Cell>
              <Link to={`/app/segments/${segment.id}`} className="candor-link">
                <Text as="span" fontWeight="semibold">
                  {segment.name}
                </Text>
              </Link>
            </IndexTable.Cell>
            <IndexTable.Cell>
              <Text as="span" alignment="end" numeric>
                {segment.people.toLocaleString("en")}
              </Text>
            </IndexTable.Cell>
            <IndexTable.Cell>{segment.tag}</IndexTable.Cell>
            <IndexTable.Cell>
              <Badge tone={segment.upToDate ? "success" : "info"}>
                {segment.upToDate ? texts.upToDate : texts.working}
              </Badge>
            </IndexTable.Cell>
          </IndexTable.Row>
        ))}
      </IndexTable>
    </Card>
  );
}
