import { BlockStack, Text } from "@shopify/polaris";

export interface FigureProps {
  label: string;
  value: string;
  /** What it is counted from: no figure without its n. */
  note?: string;
}

export function Figures({ figures }: { figures: FigureProps[] }) {
  return (
    <dl className={figures.length % 3 === 0 ? "candor-figures candor-figures--thirds" : "candor-figures"}>
      {figures.map(({ label, value, note }) => (
        <div key={label}>
          <dt>
            <Text as="span" tone="subdued">
              {label}
            </Text>
          </dt>
          <dd className="candor-figure">
            <BlockStack>
              <Text as="span" variant="headingLg">
                {value}
              </Text>
              {note ? (
                <Text as="span" tone="subdued" variant="bodySm">
                  {note}
                </Text>
              ) : null}
            </BlockStack>
          </dd>
        </div>
      ))}
    </dl>
  );
}
