import { BlockStack, Card, InlineGrid, Text } from "@shopify/polaris";
import { hiddenText, ShareBar } from "./chart-part.tsx";
import { DIMENSIONS } from "./filter.ts";
import { countText, rateText } from "./figures.ts";
import type { ResultsView } from "./results-view.ts";

const texts = {
  title: "Where they came from",
  note: "Share that finished, with its 95 % interval (Wilson); n is the number that started. A source is the name in a share link of yours.",
  names: { placement: "Placement", language: "Language", device: "Device", source: "Source" },
  value: (rate: string, n: number) => `${rate} of ${countText(n)}`,
  none: "Nothing yet.",
};

/** Who finishes where: small groups are not shown. */
export function BreakdownCard({ view }: { view: ResultsView }) {
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {texts.title}
          </Text>
          <Text as="p" tone="subdued" variant="bodySm">
            {texts.note}
          </Text>
        </BlockStack>
        <InlineGrid columns={{ xs: 1, md: 2 }} gap="500">
          {DIMENSIONS.map((dimension) => (
            <BlockStack key={dimension} gap="200">
              <Text as="h3" variant="headingSm">
                {texts.names[dimension]}
              </Text>
              <ul className="candor-shares">
                {view.breakdowns[dimension].map(({ id, label, started, finishRate }) => (
                  <ShareBar
                    key={id}
                    label={label}
                    share={finishRate}
                    value={
                      started === undefined || !finishRate
                        ? hiddenText(view.floor)
                        : texts.value(rateText(finishRate), started)
                    }
                  />
                ))}
              </ul>
              {view.breakdowns[dimension].length === 0 ? <Text as="p">{texts.none}</Text> : null}
            </BlockStack>
          ))}
        </InlineGrid>
      </BlockStack>
    </Card>
  );
}
