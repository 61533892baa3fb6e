import { BlockStack, Card, InlineGrid, Text } from "@shopify/polaris";
import { hiddenNote, hiddenText, ShareBar } from "./chart-part.tsx";
import { DIMENSIONS } from "./filter.ts";
import { countText, rateText } from "./figures.ts";
import type { ResultsView } from "./results-view.ts";

const texts = {
  title: "Where they came from",
  note: "How many of those who started there finished. A source is the name in a share link of yours.",
  noteOfPoll: "Where the votes were given. A source is the name in a share link of yours.",
  names: { placement: "Placement", language: "Language", device: "Device", source: "Source" },
  value: (rate: string, n: number) => `${rate} of ${countText(n)}`,
  votes: (n: number, rate: string) => `${countText(n)} · ${rate}`,
  none: "Nothing yet.",
};

/** Who finishes where: small groups are not shown. */
export function BreakdownCard({ view }: { view: ResultsView }) {
  const isHiding = DIMENSIONS.some((one) => view.breakdowns[one].some(({ started }) => started === undefined));
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {texts.title}
          </Text>
          <Text as="p" tone="subdued" variant="bodySm">
            {view.isPoll ? texts.noteOfPoll : texts.note}
          </Text>
        </BlockStack>
        <InlineGrid columns={{ xs: 1, md: 2 }} gap="500">
          {DIMENSIONS.map((dimension) => (
            <BlockStack key={dimension} gap="200">
              <Text as="h3" variant="headingSm">
                {texts.names[dimension]}
              </Text>
              <ul className="candor-shares">
                {view.breakdowns[dimension].map(({ id, label, started, share }) => (
                  <ShareBar
                    key={id}
                    label={label}
                    share={share}
                    value={
                      started === undefined || !share
                        ? hiddenText
                        : view.isPoll
                          ? texts.votes(started, rateText(share))
                          : texts.value(rateText(share), started)
                    }
                  />
                ))}
              </ul>
              {view.breakdowns[dimension].length === 0 ? <Text as="p">{texts.none}</Text> : null}
            </BlockStack>
          ))}
        </InlineGrid>
        {isHiding ? (
          <Text as="p" tone="subdued" variant="bodySm">
            {hiddenNote(view.floor)}
          </Text>
        ) : null}
      </BlockStack>
    </Card>
  );
}
