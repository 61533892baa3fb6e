import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { BlockStack, Box, Button, Card, Page, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { clock, db, keys } from "../db.server.ts";
import { filterFrom } from "../insight/filter.ts";
import { Paging } from "../insight/paging-part.tsx";
import { searchWords } from "../insight/search-words.server.ts";
import { idFrom, orRefuse, requireMerchant } from "../merchant.server.ts";
import { minuteText } from "../platform/date-text.ts";
import { logAccess } from "../privacy/access-log.store.server.ts";
import { dataKeyOf } from "../shop/shop.store.server.ts";

const texts = {
  back: "Results",
  search: "Search in these words",
  find: "Search",
  clear: "Clear",
  none: "Nothing found.",
  nothing: "Nobody has written anything yet.",
  searched: (count: number, isMore: boolean) =>
    `${count.toLocaleString("en")} texts looked through${isMore ? "; there are more" : ""}.`,
  note: "What people wrote is kept encrypted. That you read it here is written down.",
};

/** Own words to one question. Who read them is written down (P18). */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop, staff } = await requireMerchant(request);
  const id = idFrom(params.quizId, "This quiz");
  const address = new URL(request.url).searchParams;
  const asked = {
    questionId: address.get("question") ?? "",
    search: address.get("q") ?? "",
    after: address.get("after") ?? "",
    filter: filterFrom(address, clock(), shop.timezone),
  };
  const key = await dataKeyOf(db.read, shop.id, keys.master);
  const view = await orRefuse(searchWords(db.read, shop.id, id, asked, key));
  const what = `own words in quiz ${id}, question ${view.question.id}`;
  await db.transaction((tx) => logAccess(tx, shop.id, { who: staff, what }, clock()));
  return { ...view, words: view.words.map((one) => ({ ...one, at: minuteText(one.at, shop.timezone) })) };
}

export default function OwnWords() {
  const view = useLoaderData<typeof loader>();
  const [search, setSearch] = useSearchParams();
  const [text, setText] = useState(search.get("q") ?? "");
  const go = (changes: Record<string, string>) => {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    setSearch(next);
  };
  const back = new URLSearchParams(search);
  for (const name of ["question", "q", "after"]) back.delete(name);
  return (
    <Page
      title={view.question.text}
      backAction={{ content: texts.back, url: `/app/quizzes/${view.id}/results?${back}` }}
    >
      <BlockStack gap="400">
        <Card>
          <form
            role="search"
            onSubmit={(event) => {
              event.preventDefault();
              go({ q: text.trim(), after: "" });
            }}
          >
            <BlockStack gap="200">
              <TextField
                label={texts.search}
                value={text}
                onChange={setText}
                autoComplete="off"
                maxLength={100}
                clearButton
                onClearButtonClick={() => {
                  setText("");
                  go({ q: "", after: "" });
                }}
                connectedRight={<Button submit>{texts.find}</Button>}
              />
              <Text as="p" tone="subdued" variant="bodySm">
                {texts.note}
              </Text>
            </BlockStack>
          </form>
        </Card>
        <Card>
          <BlockStack gap="300">
            {view.words.length === 0 ? <Text as="p">{search.get("q") ? texts.none : texts.nothing}</Text> : null}
            {view.words.map(({ id, at, text: said }) => (
              <Box key={id} paddingBlockEnd="300" borderBlockEndWidth="025" borderColor="border">
                <Text as="p" breakWord>
                  {said}
                </Text>
                <Text as="p" tone="subdued" variant="bodySm">
                  {at}
                </Text>
              </Box>
            ))}
            <div role="status">
              <Text as="p" tone="subdued" variant="bodySm">
                {search.get("q") ? texts.searched(view.searched, view.next !== undefined) : ""}
              </Text>
            </div>
            <Paging isFirst={!search.has("after")} next={view.next} onPage={(after) => go({ after: after ?? "" })} />
          </BlockStack>
        </Card>
      </BlockStack>
    </Page>
  );
}
