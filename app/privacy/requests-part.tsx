import { Badge, BlockStack, Box, Button, InlineStack, Link, Text } from "@shopify/polaris";
import type { BadgeProps } from "@shopify/polaris";
import { useState } from "react";
import { download } from "../ui/download.ts";
import { TitledCard } from "../ui/titled-card.tsx";
import { toast } from "../ui/toast.ts";
import type { ComplianceTopic } from "./compliance.ts";
import type { RequestState, RequestView } from "./request-view.ts";

const texts = {
  title: "Data requests",
  none: "No request yet. When a shopper asks Shopify for their data or for its erasure, Candor answers by itself and the receipt appears here.",
  passOn:
    "Download the file and send it to the customer who asked. Files are kept for 30 days, and each download is logged.",
  topics: {
    "customers/data_request": "A customer asked for their data",
    "customers/redact": "Erasure of a customer's data",
    "shop/redact": "Erasure of the shop's data",
  } satisfies Record<ComplianceTopic, string>,
  states: { open: "Under way", ready: "File ready", taken: "Downloaded", done: "Done" } satisfies Record<
    RequestState,
    string
  >,
  taken: (at: string) => `Downloaded ${at}`,
  customer: (id: string) => `Customer ${id}`,
  fetch: "Download",
  fetchAgain: "Download again",
  fetchOf: (fetch: string, received: string) => `${fetch} the data of the request of ${received}`,
  notFetched:
    "The file could not be downloaded. Check your connection, or reload this page: files are kept for 30 days only.",
};

const tones: Record<RequestState, NonNullable<BadgeProps["tone"]>> = {
  open: "attention",
  ready: "info",
  taken: "success",
  done: "success",
};

/** What shoppers asked Shopify for, and the files that the merchant passes on. */
export function RequestsCard({ requests, onTaken }: { requests: RequestView[]; onTaken(): void }) {
  const note = requests.length === 0 ? texts.none : requests.some(hasFile) ? texts.passOn : undefined;
  return (
    <TitledCard title={texts.title} {...(note !== undefined && { note })}>
      {requests.length > 0 && (
        <BlockStack as="ul" gap="300">
          {requests.map((request) => (
            <Request key={request.id} request={request} onTaken={onTaken} />
          ))}
        </BlockStack>
      )}
    </TitledCard>
  );
}

const hasFile = ({ state }: RequestView): boolean => state === "ready" || state === "taken";

function Request({ request, onTaken }: { request: RequestView; onTaken(): void }) {
  const { topic, state, received, taken, customerId, summary } = request;
  const facts = [...(summary === "" ? [] : [summary]), ...(taken === undefined ? [] : [texts.taken(taken)])];
  return (
    <Box as="li" borderBlockStartWidth="025" borderColor="border" paddingBlockStart="300">
      <BlockStack gap="200" inlineAlign="start">
        <BlockStack>
          <InlineStack gap="200" blockAlign="center">
            <Text as="p">{texts.topics[topic]}</Text>
            <Badge tone={tones[state]}>{texts.states[state]}</Badge>
          </InlineStack>
          <Text as="p" tone="subdued">
            {received}
            {customerId !== undefined && (
              <>
                {" · "}
                <Link url={`shopify://admin/customers/${customerId}`} target="_top">
                  {texts.customer(customerId)}
                </Link>
              </>
            )}
          </Text>
          {facts.length > 0 && (
            <Text as="p" tone="subdued">
              {facts.join(" · ")}
            </Text>
          )}
        </BlockStack>
        {hasFile(request) && <FileOfRequest request={request} onTaken={onTaken} />}
      </BlockStack>
    </Box>
  );
}

function FileOfRequest({ request, onTaken }: { request: RequestView; onTaken(): void }) {
  const { id, received, state } = request;
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    const ok = await download(`/app/requests/${id}`, `candor-data-request-${id}.json`);
    setBusy(false);
    if (ok) onTaken();
    else toast(texts.notFetched, true);
  };
  const fetch = state === "taken" ? texts.fetchAgain : texts.fetch;
  return (
    <Button loading={busy} accessibilityLabel={texts.fetchOf(fetch, received)} onClick={() => void save()}>
      {fetch}
    </Button>
  );
}
