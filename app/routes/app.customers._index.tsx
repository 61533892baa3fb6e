import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useNavigate } from "@remix-run/react";
import { BlockStack, InlineStack, Page, Pagination } from "@shopify/polaris";
import { adminFor } from "../admin.server.ts";
import { findContacts } from "../customer/find-contacts.server.ts";
import { clock, db, keys } from "../db.server.ts";
import { findPeople } from "../insight/find-people.server.ts";
import { emptyOf, PeopleTable, PeopleTabs, peopleViews } from "../insight/people-part.tsx";
import { PeopleFound, PeopleSearch } from "../insight/people-search-part.tsx";
import { listPeople } from "../insight/people.store.server.ts";
import { requireMerchant } from "../merchant.server.ts";
import { dayText } from "../platform/date-text.ts";
import { logAccess } from "../privacy/access-log.store.server.ts";
import { dataKeyOf } from "../shop/shop.store.server.ts";
import type { Shop } from "../shop/shop.store.server.ts";

const PAGE = 50;
const MOST_WORDS = 100;
const texts = { title: "Customers", next: "Next page" };

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop, staff } = await requireMerchant(request);
  const query = new URL(request.url).searchParams;
  const view = peopleViews.find((candidate) => candidate === query.get("view")) ?? "told";
  const words = (query.get("search") ?? "").trim().slice(0, MOST_WORDS);
  const admin = shop.showContacts ? await adminFor(shop.id) : undefined;
  const { people, next, found } = words === "" ? await page(shop, view, query) : await search(shop, words, admin);
  const ids = people.flatMap(({ customerId }) => customerId ?? []);
  const contacts = admin === undefined ? new Map() : await findContacts(admin, ids);
  const what = `customers: ${words === "" ? view : "search"}`;
  await db.transaction((tx) => logAccess(tx, shop.id, { who: staff, what }, clock()));
  const money = new Intl.NumberFormat("en", { style: "currency", currency: shop.currency });
  return {
    view,
    names: shop.showContacts,
    next,
    found,
    people: people.map(({ spentMicros, lastOrderAt, customerId, ...person }) => ({
      ...person,
      customerId,
      name: contacts.get(customerId ?? "")?.name ?? null,
      email: contacts.get(customerId ?? "")?.email ?? null,
      spent: money.format(spentMicros / 1e6),
      lastOrder: lastOrderAt === null ? null : dayText(new Date(lastOrderAt), shop.timezone),
    })),
  };
}

async function page(shop: Shop, view: (typeof peopleViews)[number], query: URLSearchParams) {
  const before = Number(query.get("before") ?? "");
  const options = { limit: PAGE + 1, ...(Number.isSafeInteger(before) && before > 0 ? { before } : {}) };
  const lines = await listPeople(db.read, shop.id, view, options);
  const people = lines.slice(0, PAGE);
  return { people, next: lines.length > PAGE ? (people.at(-1)?.profileId ?? null) : null, found: null };
}

async function search(shop: Shop, words: string, admin: Awaited<ReturnType<typeof adminFor>> | undefined) {
  const key = await dataKeyOf(db.read, shop.id, keys.master);
  const { people, isMore, names } = await findPeople({ tx: db.read, shop: shop.id, key, admin }, words);
  return { people, next: null, found: { words, isMore, names } };
}

export default function Customers() {
  const { view, names, people, next, found } = useLoaderData<typeof loader>();
  const navigate = useNavigate();
  const searchFor = (words: string) =>
    navigate(words === "" ? "/app/customers" : `/app/customers?${new URLSearchParams({ search: words })}`);
  return (
    <Page title={texts.title} fullWidth>
      <BlockStack gap="300">
        <PeopleSearch words={found?.words ?? ""} names={names} onSearch={searchFor} />
        {found === null ? (
          <>
            <PeopleTabs view={view} onSelect={(chosen) => navigate(`/app/customers?view=${chosen}`)} />
            <PeopleTable empty={emptyOf(view)} people={people} />
          </>
        ) : (
          <PeopleFound found={found} people={people} />
        )}
        {next !== null && (
          <InlineStack align="center">
            <Pagination
              hasNext
              onNext={() => navigate(`/app/customers?view=${view}&before=${next}`)}
              accessibilityLabel={texts.next}
            />
          </InlineStack>
        )}
      </BlockStack>
    </Page>
  );
}
