import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { data } from "@remix-run/node";
import { useFetcher, useLoaderData, useRevalidator } from "@remix-run/react";
import { BlockStack, Layout, Page } from "@shopify/polaris";
import { saveSettings } from "../customer/save-settings.server.ts";
import { switchTagsOff, switchTagsOn, tagsProgress } from "../customer/switch-tags.server.ts";
import { clock, db, env } from "../db.server.ts";
import { requireMerchant } from "../merchant.server.ts";
import { MailCard } from "../optin/mail-part.tsx";
import { countOptIns } from "../optin/opt-in.store.server.ts";
import { listRequests } from "../privacy/compliance.store.server.ts";
import { viewRequest } from "../privacy/request-view.ts";
import { RequestsCard } from "../privacy/requests-part.tsx";
import { scopeReasons } from "../shop/scopes.ts";
import { parseSettings } from "../shop/settings.ts";
import { saveShop } from "../shop/shop.store.server.ts";
import { GeneralCard } from "../shop/general-part.tsx";
import { KnowledgeCard } from "../ui/settings-links.tsx";
import { AccessCard, ContactsCard, TagsCard } from "../ui/settings-cards.tsx";
import { useWatch } from "../ui/watch.ts";

const REFRESH_MS = 1_000;
const texts = { title: "Settings" };

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await requireMerchant(request);
  const { offSince, taggedCustomers, setAside } = await tagsProgress(db.read, shop.id);
  const requests = await listRequests(db.read, shop.domain);
  return {
    tagPrefix: shop.tagPrefix,
    privacyFloor: String(shop.privacyFloor),
    showContacts: shop.showContacts,
    mail: {
      sender: env.SMTP_URL === undefined ? null : (env.MAIL_FROM ?? null),
      sync: shop.marketingSync,
      ...(await countOptIns(db.read, shop.id, clock())),
    },
    tags: {
      off: offSince !== null,
      taggedCustomers,
      setAside: setAside.map(({ customerId, reason }) => ({ customerId, reason })),
    },
    scopes: scopeReasons(shop.scopes),
    requests: requests.map((request) => viewRequest(request, shop.timezone)),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const { shop } = await requireMerchant(request);
  const form = Object.fromEntries(await request.formData());
  const acts: Record<string, () => Promise<unknown>> = {
    "tags-off": () => switchTagsOff(db, clock, shop.id),
    "tags-on": () => switchTagsOn(db, clock, shop.id),
    "contacts-on": () => db.transaction((tx) => saveShop(tx, shop.id, { showContacts: true })),
    "marketing-on": () => db.transaction((tx) => saveShop(tx, shop.id, { marketingSync: true })),
    "marketing-off": () => db.transaction((tx) => saveShop(tx, shop.id, { marketingSync: false })),
    "contacts-off": () => db.transaction((tx) => saveShop(tx, shop.id, { showContacts: false })),
  };
  const intent = String(form.intent ?? "");
  if (Object.hasOwn(acts, intent)) {
    await acts[intent]?.();
    return { ok: true };
  }
  const parsed = parseSettings(form);
  if ("faults" in parsed) return data({ faults: parsed.faults }, { status: 422 });
  await saveSettings(db, clock, shop.id, parsed.settings);
  return { ok: true };
}

export default function Settings() {
  const view = useLoaderData<typeof loader>();
  const acts = useFetcher<typeof action>();
  const busy = acts.state !== "idle";
  const act = (intent: string) => acts.submit({ intent }, { method: "post" });
  const { revalidate } = useRevalidator();
  useWatch(view.tags.off && view.tags.taggedCustomers > 0, REFRESH_MS);
  return (
    <Page title={texts.title}>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <GeneralCard tagPrefix={view.tagPrefix} privacyFloor={view.privacyFloor} />
            <KnowledgeCard />
            <TagsCard tags={view.tags} busy={busy} onAct={act} />
            <MailCard mail={view.mail} busy={busy} onAct={act} />
            <ContactsCard shown={view.showContacts} busy={busy} onAct={act} />
            <RequestsCard requests={view.requests} onTaken={revalidate} />
            <AccessCard scopes={view.scopes} />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}
