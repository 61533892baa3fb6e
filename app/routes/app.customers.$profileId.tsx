import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { Badge, BlockStack, Layout, Page } from "@shopify/polaris";
import { adminFor } from "../admin.server.ts";
import { findContacts } from "../customer/find-contacts.server.ts";
import { clock, db } from "../db.server.ts";
import { loadPerson } from "../insight/load-person.server.ts";
import { JoinedCard } from "../insight/joined-part.tsx";
import { ConsentCard, KnownCard, OrdersCard, ResponsesCard, SegmentsCard } from "../insight/person-part.tsx";
import { idFrom, orTell, refusalReply, requireMerchant } from "../merchant.server.ts";
import { useEffect } from "react";
import { notFound } from "../platform/refusal.ts";
import { logAccess } from "../privacy/access-log.store.server.ts";
import { separateProfiles } from "../profile/separate-profiles.server.ts";
import { toast } from "../ui/toast.ts";

const texts = {
  customer: (id: string) => `Customer ${id}`,
  visitor: (id: number) => `Visitor ${id}`,
  back: "Customers",
  open: "Open in Shopify",
  since: (day: string) => `Known since ${day}`,
  separated: "Separated. Segments and tags follow.",
  kinds: { test: "Test person", demo: "Demo person" } as Record<string, string>,
};

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop, staff } = await requireMerchant(request);
  const profileId = idFrom(params.profileId, "This customer");
  const person = await loadPerson(db.read, shop, profileId);
  if (person === undefined) throw refusalReply(notFound("This customer"));
  await db.transaction((tx) => logAccess(tx, shop.id, { who: staff, what: "customer", profileId }, clock()));
  const { customerId } = person;
  const contacts =
    shop.showContacts && customerId !== null ? await findContacts(await adminFor(shop.id), [customerId]) : new Map();
  return { person, contact: contacts.get(customerId ?? "") ?? null };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { shop } = await requireMerchant(request);
  const profileId = idFrom(params.profileId, "This customer");
  const mergeId = Number((await request.formData()).get("merge"));
  return orTell(separateProfiles(db, clock, shop.id, { profileId, mergeId }).then((separated) => ({ separated })));
}

const money = (amount: number, currency: string) =>
  new Intl.NumberFormat("en", { style: "currency", currency }).format(amount);

export default function Person() {
  const { person, contact } = useLoaderData<typeof loader>();
  const { customerId, profileId, kind } = person;
  const separating = useFetcher<typeof action>();
  const separated = separating.state === "idle" && separating.data !== undefined && "separated" in separating.data;
  useEffect(() => {
    if (separated) toast(texts.separated);
  }, [separated]);
  const kindText = texts.kinds[kind];
  return (
    <Page
      title={contact?.name ?? (customerId === null ? texts.visitor(profileId) : texts.customer(customerId))}
      subtitle={contact?.email ?? texts.since(person.knownSince)}
      titleMetadata={kindText === undefined ? undefined : <Badge tone="attention">{kindText}</Badge>}
      backAction={{ content: texts.back, url: "/app/customers" }}
      secondaryActions={
        customerId === null
          ? []
          : [{ content: texts.open, url: `shopify://admin/customers/${customerId}`, target: "_top" }]
      }
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <KnownCard person={person} />
            <OrdersCard person={person} money={money} />
            <ResponsesCard person={person} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <SegmentsCard person={person} />
            <ConsentCard person={person} />
            <JoinedCard
              merges={person.merges}
              busy={separating.state !== "idle"}
              onSeparate={(merge) => separating.submit({ merge }, { method: "post" })}
            />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}
