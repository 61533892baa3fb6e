import type { LoaderFunctionArgs } from "@remix-run/node";
import { Link, useLoaderData, useNavigate } from "@remix-run/react";
import { BlockStack, Box, InlineStack, Page, Pagination, Text } from "@shopify/polaris";
import { adminFor } from "../admin.server.ts";
import { findContacts } from "../customer/find-contacts.server.ts";
import { clock, db } from "../db.server.ts";
import { PeopleTable, PeopleTabs, peopleViews } from "../insight/people-part.tsx";
import type { View } from "../insight/people-part.tsx";
import { listPeople } from "../insight/people.store.server.ts";
import { requireMerchant } from "../merchant.server.ts";
import { dayText } from "../platform/date-text.ts";
import { logAccess } from "../privacy/access-log.store.server.ts";

const PAGE = 50;
const texts = {
  title: "Customers",
  next: "Next page",
  numbers: "Candor works with customer numbers only.",
  names: "Show names and e-mails",
};

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop, staff } = await requireMerchant(request);
  const query = new URL(request.url).searchParams;
  const view = peopleViews.find((candidate) => candidate === query.get("view")) ?? "told";
  const before = Number(query.get("before") ?? "");
  const options = { limit: PAGE + 1, ...(Number.isSafeInteger(before) && before > 0 ? { before } : {}) };
  const found = await listPeople(db.read, shop.id, view, options);
  const people = found.slice(0, PAGE);
  const ids = people.flatMap(({ customerId }) => customerId ?? []);
  const contacts = shop.showContacts ? await findContacts(await adminFor(shop.id), ids) : new Map();
  await db.transaction((tx) => logAccess(tx, shop.id, { who: staff, what: `customers: ${view}` }, clock()));
  const money = new Intl.NumberFormat("en", { style: "currency", currency: shop.currency });
  return {
    view: view as View,
    names: shop.showContacts,
    next: found.length > PAGE ? (people.at(-1)?.profileId ?? null) : null,
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

export default function Customers() {
  const { view, names, people, next } = useLoaderData<typeof loader>();
  const navigate = useNavigate();
  return (
    <Page title={texts.title} fullWidth>
      <BlockStack gap="300">
        <PeopleTabs view={view} onSelect={(chosen) => navigate(`/app/customers?view=${chosen}`)} />
        {names || people.every(({ customerId }) => customerId === null) ? null : (
          <Box paddingInline={{ xs: "400", sm: "0" }}>
            <Text as="p" tone="subdued">
              {texts.numbers}{" "}
              <Link to="/app/settings" className="candor-text-link">
                {texts.names}
              </Link>
            </Text>
          </Box>
        )}
        <PeopleTable view={view} people={people} />
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
