import { InlineStack, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { Bin } from "./distribution.ts";
import type { Rate } from "./figures.ts";

const texts = {
  hidden: "hidden",
  hiddenNote: (floor: number) => `Hidden: fewer than ${floor}, or what would give such a small group away.`,
  table: "Show as a table",
};

const width = (share: number): string => `${Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10}%`;

/** A labelled bar with its interval as a whisker. The figures stand beside it: the drawing is for the eye only. */
export function ShareBar({
  label,
  value,
  share,
  mark,
  tone,
  note,
}: {
  label: string;
  value: string;
  share: Rate | undefined;
  mark?: ReactNode;
  tone?: "good" | "bad";
  note?: string;
}) {
  return (
    <li className="candor-share">
      <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
        <span className="candor-share-label">
          {mark}
          <Text as="span" breakWord>
            {label}
          </Text>
        </span>
        <span className="candor-share-value">
          <Text as="span" numeric tone={share ? undefined : "subdued"}>
            {value}
          </Text>
        </span>
      </InlineStack>
      {share ? (
        <div className={`candor-track${tone ? ` candor-track--${tone}` : ""}`} aria-hidden="true">
          <span style={{ width: width(share.hits / share.of) }} />
          <i style={{ insetInlineStart: width(share.low), width: width(share.high - share.low) }} />
        </div>
      ) : null}
      {note ? (
        <Text as="span" tone="subdued" variant="bodySm">
          {note}
        </Text>
      ) : null}
    </li>
  );
}

export const hiddenText = texts.hidden;

/** Said once, below the figures of which one is hidden. */
export const hiddenNote = texts.hiddenNote;

/** Columns with their figures above; the same as a table for who wants to read it. */
export function Histogram({ name, unit, bins }: { name: string; unit: string; bins: readonly Bin[] }) {
  const most = Math.max(1, ...bins.map(({ count }) => count ?? 0));
  return (
    <div>
      <div className="candor-columns" aria-hidden="true">
        {bins.map(({ label, count }) => (
          <div key={label}>
            <b>{count === undefined ? "·" : count || ""}</b>
            <span style={{ height: `${((count ?? 0) / most) * 84}px` }} />
            <small>{label}</small>
          </div>
        ))}
      </div>
      <Table caption={name} head={unit} rows={bins} />
    </div>
  );
}

function Table({ caption, head, rows }: { caption: string; head: string; rows: readonly Bin[] }) {
  return (
    <details className="candor-asks">
      <summary>{texts.table}</summary>
      <table className="candor-table">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col">Count</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, count }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{count ?? texts.hidden}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** A line over days, with what it says in words. */
export function DayLine({ name, days }: { name: string; days: readonly { label: string; count: number }[] }) {
  const most = Math.max(1, ...days.map(({ count }) => count));
  const last = Math.max(1, days.length - 1);
  const points = days.map(({ count }, at) => `${(at / last) * 600},${96 - (count / most) * 90}`);
  const first = days[0]?.label ?? "";
  return (
    <div>
      <svg className="candor-line" viewBox="0 0 600 100" preserveAspectRatio="none" role="img" aria-label={name}>
        <polygon points={`0,100 ${points.join(" ")} 600,100`} />
        <polyline points={points.join(" ")} vectorEffect="non-scaling-stroke" />
      </svg>
      <InlineStack align="space-between">
        <Text as="span" variant="bodySm" tone="subdued">
          {first}
        </Text>
        <Text as="span" variant="bodySm" tone="subdued">
          {days.at(-1)?.label}
        </Text>
      </InlineStack>
      <Table caption={name} head="Day" rows={days} />
    </div>
  );
}
