import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { BlockStack, Card, Page, Select, Text } from "@shopify/polaris";
import { clock, db, keys } from "../db.server.ts";
import { filterFrom } from "../insight/filter.ts";
import { listResponses } from "../insight/list-responses.server.ts";
import { Paging } from "../insight/paging-part.tsx";
import { ResponseCard } from "../insight/response-card-part.tsx";
import { idFrom, orRefuse, requireMerchant } from "../merchant.server.ts";
import { minuteText } from "../platform/date-text.ts";
import { logAccess } from "../privacy/access-log.store.server.ts";
import { dataKeyOf } from "../shop/shop.store.server.ts";

const texts = {
  title: (quiz: string) => `Responses: ${quiz}`,
  back: "Results",
  show: "Show",
  kinds: [
    { label: "All responses", value: "shoppers" },
    { label: "Unfinished ones", value: "unfinished" },
    { label: "Test responses", value: "tests" },
    { label: "Flagged ones", value: "flagged" },
  ],
  none: "No responses of this kind in this period.",
  note: "That you look at single responses is written down.",
};

/** Single responses. Who read them is written down (P18). */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop, staff } = await requireMerchant(request);
  const id = idFrom(params.quizId, "This quiz");
  const address = new URL(request.url).searchParams;
  const asked = {
    filter: filterFrom(address, clock(), shop.timezone),
    unfinished: address.get("kind") === "unfinished",
    after: address.get("after"),
  };
  const key = await dataKeyOf(db.read, shop.id, keys.master);
  const view = await orRefuse(listResponses(db.read, shop.id, id, asked, key));
  await db.transaction((tx) => logAccess(tx, shop.id, { who: staff, what: `responses of quiz ${id}` }, clock()));
  const responses = view.responses.map((one) => ({ ...one, startedAt: minuteText(one.startedAt, shop.timezone) }));
  return { ...view, responses };
}

export default function Responses() {
  const { id, title, responses, next } = useLoaderData<typeof loader>();
  const [search, setSearch] = useSearchParams();
  const go = (name: string, value: string | undefined) => {
    const changed = new URLSearchParams(search);
    changed.delete("after");
    if (value) changed.set(name, value);
    else changed.delete(name);
    setSearch(changed);
  };
  const back = new URLSearchParams(search);
  back.delete("after");
  if (back.get("kind") === "unfinished") back.delete("kind");
  return (
    <Page title={texts.title(title)} backAction={{ content: texts.back, url: `/app/quizzes/${id}/results?${back}` }}>
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="200">
            <Select
              label={texts.show}
              options={texts.kinds}
              value={search.get("kind") ?? "shoppers"}
              onChange={(kind) => go("kind", kind === "shoppers" ? undefined : kind)}
            />
            <Text as="p" tone="subdued" variant="bodySm">
              {texts.note}
            </Text>
          </BlockStack>
        </Card>
        {responses.length === 0 ? (
          <Card>
            <Text as="p">{texts.none}</Text>
          </Card>
        ) : null}
        {responses.map((response) => (
          <ResponseCard key={response.id} response={response} />
        ))}
        <Paging isFirst={!search.has("after")} next={next} onPage={(after) => go("after", after)} />
      </BlockStack>
    </Page>
  );
}
