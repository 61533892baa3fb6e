import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData, useNavigate, useNavigation, useSubmit } from "@remix-run/react";
import type { ShouldRevalidateFunction } from "@remix-run/react";
import { BlockStack, InlineStack, Page, Pagination } from "@shopify/polaris";
import { adminFor } from "../admin.server.ts";
import { findContacts } from "../customer/find-contacts.server.ts";
import { clock, db, keys } from "../db.server.ts";
import { findPeople } from "../insight/find-people.server.ts";
import { emptyOf, PeopleTable, PeopleTabs, peopleViews } from "../insight/people-part.tsx";
import type { PersonRow } from "../insight/people-part.tsx";
import { PeopleFound, PeopleSearch } from "../insight/people-search-part.tsx";
import { listPeople } from "../insight/people.store.server.ts";
import type { PersonLine } from "../insight/people.store.server.ts";
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
  const before = Number(query.get("before") ?? "");
  const options = { limit: PAGE + 1, ...(Number.isSafeInteger(before) && before > 0 ? { before } : {}) };
  const lines = await listPeople(db.read, shop.id, view, options);
  const people = lines.slice(0, PAGE);
  const next = lines.length > PAGE ? (people.at(-1)?.profileId ?? null) : null;
  await noteAccess(shop, staff, view);
  return { view, names: shop.showContacts, next, people: await rowsOf(shop, people, await contactsAdmin(shop)) };
}

/** What is looked for may be somebody's name or address: it comes in the body, so that it stands in no address and no history. */
export async function action({ request }: ActionFunctionArgs) {
  const { shop, staff } = await requireMerchant(request);
  const words = String((await request.formData()).get("search") ?? "").slice(0, MOST_WORDS);
  const admin = await contactsAdmin(shop);
  const key = await dataKeyOf(db.read, shop.id, keys.master);
  const { people, ...found } = await findPeople({ tx: db.read, shop: shop.id, key, admin }, words);
  await noteAccess(shop, staff, "search");
  return { ...found, words, people: await rowsOf(shop, people, admin) };
}

/** Looking for somebody changes nothing. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formMethod, defaultShouldRevalidate }) =>
  formMethod === undefined && defaultShouldRevalidate;

type Admin = Awaited<ReturnType<typeof adminFor>>;

/** Of a shop that shows names. */
const contactsAdmin = async (shop: Shop): Promise<Admin | undefined> =>
  shop.showContacts ? await adminFor(shop.id) : undefined;

const noteAccess = (shop: Shop, who: string, what: string) =>
  db.transaction((tx) => logAccess(tx, shop.id, { who, what: `customers: ${what}` }, clock()));

async function rowsOf(shop: Shop, people: readonly PersonLine[], admin: Admin | undefined): Promise<PersonRow[]> {
  const ids = people.flatMap(({ customerId }) => customerId ?? []);
  const contacts = admin === undefined ? new Map() : await findContacts(admin, ids);
  const money = new Intl.NumberFormat("en", { style: "currency", currency: shop.currency });
  return people.map(({ spentMicros, lastOrderAt, customerId, ...person }) => ({
    ...person,
    customerId,
    name: contacts.get(customerId ?? "")?.name ?? null,
    email: contacts.get(customerId ?? "")?.email ?? null,
    spent: money.format(spentMicros / 1e6),
    lastOrder: lastOrderAt === null ? null : dayText(new Date(lastOrderAt), shop.timezone),
  }));
}

export default function Customers() {
  const { view, names, people, next } = useLoaderData<typeof loader>();
  const found = useActionData<typeof action>();
  const { formData } = useNavigation();
  const navigate = useNavigate();
  const submit = useSubmit();
  const searchFor = (words: string) =>
    words === "" ? navigate("/app/customers") : submit({ search: words }, { method: "post" });
  return (
    <Page title={texts.title} fullWidth>
      <BlockStack gap="300">
        <PeopleSearch words={found?.words ?? ""} names={names} busy={formData !== undefined} onSearch={searchFor} />
        {found === undefined ? (
          <>
            <PeopleTabs view={view} onSelect={(chosen) => navigate(`/app/customers?view=${chosen}`)} />
            <PeopleTable empty={emptyOf(view)} people={people} />
          </>
        ) : (
          <PeopleFound found={found} />
        )}
        {found === undefined && next !== null && (
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
