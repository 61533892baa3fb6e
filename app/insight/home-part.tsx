import { Badge, Banner, BlockStack, Card, InlineStack, ProgressBar, Text } from "@shopify/polaris";
import { Figures } from "../ui/figures.tsx";
import { useEffect, useState } from "react";
import { percent, rate, remainingText } from "./figures.ts";
import type { HistoryView, HomeView, SyncKind, SyncView } from "./home.ts";

const texts = {
  reading: "Reading your shop",
  readingNote: "This goes on in the background: you can leave this page and begin with a quiz.",
  kinds: { products: "Products", customers: "Customers", orders: "Orders" } satisfies Record<SyncKind, string>,
  remaining: (time: string) => `${time} left`,
  failed: (kind: string) => `${kind} could not be read`,
  failedNote: "Candor tries again by itself. If this stays, open Settings and check what Candor may read.",
  history: "What Candor knows of your shop",
  known: (orders: string, customers: string) => `${orders} orders and ${customers} customers`,
  fromTo: (from: string, to: string) => `from ${from} to ${to}`,
  since: (from: string) =>
    `Orders are known since ${from}: Shopify gives apps the last 60 days. Lifetime counts come from the customer record.`,
  noOrders: "No orders yet. Answers work all the same; rules over orders begin to match with the first order.",
  figures: "Last 30 days",
  started: "Quizzes started",
  finished: "Finished",
  remembered: "People who agreed to be remembered",
  segments: "Segments",
  inAll: "in all",
  ofStarted: (share: string, of: number) => `${share} of ${of} started`,
  parkedTitle: "Candor cannot reach your shop",
  parked:
    "Shopify refuses our calls for this shop, so tags wait. Nothing is lost. Open Candor once more from the Apps page; if it stays, install it again.",
};

export function ParkedBanner({ reason }: { reason: string | undefined }) {
  if (reason === undefined) return null;
  return (
    <Banner tone="critical" title={texts.parkedTitle}>
      {texts.parked}
    </Banner>
  );
}

/** Progress while history is read, then how far it reaches. */
export function HistoryCard({ view }: { view: HomeView }) {
  if (view.syncing) {
    return (
      <Card>
        <BlockStack gap="400">
          <BlockStack gap="100">
            <Text as="h2" variant="headingMd">
              {texts.reading}
            </Text>
            <Text as="p" tone="subdued">
              {texts.readingNote}
            </Text>
          </BlockStack>
          {view.syncs.map((sync) => (
            <SyncLine key={sync.kind} sync={sync} at={view.at} />
          ))}
        </BlockStack>
      </Card>
    );
  }
  return view.history ? <KnownHistory history={view.history} syncs={view.syncs} /> : null;
}

/** Time left, from what was read since the page first saw it being read. */
function useRemaining(bytes: SyncView["bytes"], at: number): string | undefined {
  const [first, setFirst] = useState<{ done: number; at: number }>();
  const started = bytes !== undefined;
  useEffect(() => {
    setFirst(started ? { done: bytes.done, at } : undefined);
    // Only when reading begins or ends: what grows in between is measured against it.
  }, [started]);
  if (!bytes || !first) return undefined;
  return remainingText(bytes.done - first.done, bytes.total - first.done, at - first.at);
}

function SyncLine({ sync, at }: { sync: SyncView; at: number }) {
  const name = texts.kinds[sync.kind];
  const remaining = useRemaining(sync.bytes, at);
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" gap="200">
        <Text as="h3" variant="headingSm" id={`sync-${sync.kind}`}>
          {name}
        </Text>
        <Text as="span" tone="subdued">
          {sync.counted}
          {remaining ? ` · ${texts.remaining(remaining)}` : ""}
        </Text>
      </InlineStack>
      <ProgressBar
        size="small"
        tone={sync.state === "done" ? "success" : "primary"}
        progress={Math.round((sync.share ?? 0) * 100)}
        ariaLabelledBy={`sync-${sync.kind}`}
      />
    </BlockStack>
  );
}

function KnownHistory({ history, syncs }: { history: HistoryView; syncs: SyncView[] }) {
  const { orders, customers, from, to, all } = history;
  const failed = syncs.filter((sync) => sync.state === "failed");
  return (
    <BlockStack gap="400">
      {failed.map((sync) => (
        <Banner key={sync.kind} tone="warning" title={texts.failed(texts.kinds[sync.kind])}>
          {sync.error ? `${sync.error} ` : ""}
          {texts.failedNote}
        </Banner>
      ))}
      <Card>
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {texts.history}
          </Text>
          <Text as="p" variant="bodyLg">
            <strong>{texts.known(orders, customers)}</strong>
            {from && to ? `, ${texts.fromTo(from, to)}.` : "."}
          </Text>
          {from === undefined ? <Text as="p">{texts.noOrders}</Text> : null}
          {from !== undefined && !all ? (
            <Text as="p" tone="subdued">
              {texts.since(from)}
            </Text>
          ) : null}
        </BlockStack>
      </Card>
    </BlockStack>
  );
}

export function FiguresCard({ view }: { view: HomeView }) {
  const { started, finished, remembered, segments } = view.figures;
  const share = rate(finished, started);
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {texts.figures}
          </Text>
          {view.syncing ? <Badge tone="info">{texts.reading}</Badge> : null}
        </InlineStack>
        <Figures
          figures={[
            { label: texts.started, value: String(started) },
            {
              label: texts.finished,
              value: String(finished),
              note: share ? texts.ofStarted(percent(share.hits / share.of), started) : undefined,
            },
            { label: texts.remembered, value: String(remembered), note: texts.inAll },
            { label: texts.segments, value: String(segments), note: texts.inAll },
          ]}
        />
      </BlockStack>
    </Card>
  );
}
