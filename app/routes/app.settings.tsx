import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { data } from "@remix-run/node";
import { useFetcher, useLoaderData, useRevalidator } from "@remix-run/react";
import { BlockStack, Button, Card, FormLayout, InlineStack, Layout, Page, Text, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { saveSettings } from "../customer/save-settings.server.ts";
import { switchTagsOff, switchTagsOn, tagsProgress } from "../customer/switch-tags.server.ts";
import { clock, db } from "../db.server.ts";
import { requireMerchant } from "../merchant.server.ts";
import { minuteText } from "../platform/date-text.ts";
import { listRequests } from "../privacy/compliance.store.server.ts";
import { scopeReasons } from "../shop/scopes.ts";
import { parseSettings } from "../shop/settings.ts";
import { saveShop } from "../shop/shop.store.server.ts";
import { AccessCard, ContactsCard, RequestsCard, TagsCard } from "../ui/settings-cards.tsx";
import { toast } from "../ui/toast.ts";

const texts = {
  title: "Settings",
  general: "General",
  prefix: "Tag prefix",
  prefixHelp: "Each segment's tag begins with it. Changing it renames the tags that Candor has put on customers.",
  floor: "Smallest group shown",
  floorHelp: "Figures of fewer people than this are not shown, so that nobody can be recognised in them.",
  save: "Save",
  saved: "Settings saved",
};

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await requireMerchant(request);
  const { offSince, taggedCustomers, setAside } = await tagsProgress(db.read, shop.id);
  const requests = await listRequests(db.read, shop.domain);
  return {
    tagPrefix: shop.tagPrefix,
    privacyFloor: String(shop.privacyFloor),
    showContacts: shop.showContacts,
    tags: {
      off: offSince !== null,
      taggedCustomers,
      setAside: setAside.map(({ customerId, reason }) => ({ customerId, reason })),
    },
    scopes: scopeReasons(shop.scopes),
    requests: requests.map(({ id, topic, receivedAt, doneAt, receipt }) => ({
      id,
      topic,
      received: minuteText(receivedAt, shop.timezone),
      done: doneAt === null ? null : minuteText(doneAt, shop.timezone),
      summary:
        receipt.problem ??
        Object.entries(receipt.counts ?? {})
          .map(([what, n]) => `${what} ${n}`)
          .join(", "),
    })),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const { shop } = await requireMerchant(request);
  const form = Object.fromEntries(await request.formData());
  switch (form.intent) {
    case "tags-off":
      await switchTagsOff(db, clock, shop.id);
      return { ok: true };
    case "tags-on":
      await switchTagsOn(db, clock, shop.id);
      return { ok: true };
    case "contacts-on":
    case "contacts-off":
      await db.transaction((tx) => saveShop(tx, shop.id, { showContacts: form.intent === "contacts-on" }));
      return { ok: true };
    default: {
      const parsed = parseSettings(form);
      if ("faults" in parsed) return data({ faults: parsed.faults }, { status: 422 });
      await saveSettings(db, clock, shop.id, parsed.settings);
      return { ok: true };
    }
  }
}

export default function Settings() {
  const view = useLoaderData<typeof loader>();
  const acts = useFetcher<typeof action>();
  const busy = acts.state !== "idle";
  const act = (intent: string) => acts.submit({ intent }, { method: "post" });
  useWatch(view.tags.off && view.tags.taggedCustomers > 0);
  return (
    <Page title={texts.title}>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <GeneralCard tagPrefix={view.tagPrefix} privacyFloor={view.privacyFloor} />
            <TagsCard tags={view.tags} busy={busy} onAct={act} />
            <ContactsCard shown={view.showContacts} busy={busy} onAct={act} />
            <RequestsCard requests={view.requests} />
            <AccessCard scopes={view.scopes} />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}

/** Looks again every second while something is under way. */
function useWatch(underWay: boolean): void {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (!underWay) return undefined;
    const timer = setInterval(revalidate, 1_000);
    return () => clearInterval(timer);
  }, [underWay, revalidate]);
}

function GeneralCard(saved: { tagPrefix: string; privacyFloor: string }) {
  const fetcher = useFetcher<typeof action>();
  const [tagPrefix, setPrefix] = useState(saved.tagPrefix);
  const [privacyFloor, setFloor] = useState(saved.privacyFloor);
  const faults = fetcher.data !== undefined && "faults" in fetcher.data ? fetcher.data.faults : {};
  const isSaved = fetcher.data !== undefined && "ok" in fetcher.data;
  useEffect(() => {
    if (isSaved && fetcher.state === "idle") toast(texts.saved);
  }, [isSaved, fetcher.state]);
  return (
    <Card>
      <fetcher.Form method="post">
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {texts.general}
          </Text>
          <FormLayout>
            <TextField
              label={texts.prefix}
              name="tagPrefix"
              value={tagPrefix}
              onChange={setPrefix}
              helpText={texts.prefixHelp}
              error={faults.tagPrefix}
              autoComplete="off"
            />
            <TextField
              label={texts.floor}
              name="privacyFloor"
              type="number"
              value={privacyFloor}
              onChange={setFloor}
              helpText={texts.floorHelp}
              error={faults.privacyFloor}
              autoComplete="off"
            />
          </FormLayout>
          <InlineStack>
            <Button submit variant="primary" loading={fetcher.state !== "idle"}>
              {texts.save}
            </Button>
          </InlineStack>
        </BlockStack>
      </fetcher.Form>
    </Card>
  );
}
