import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { data } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { AskedCard, BudgetCard } from "../asking/asked-part.tsx";
import { loadAsked, saveAskBudget } from "../asking/load-asked.server.ts";
import { db } from "../db.server.ts";
import { requireMerchant } from "../merchant.server.ts";

const texts = { title: "Asking", back: "Settings" };

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await requireMerchant(request);
  const { askQuestions, askDays } = shop;
  return { askQuestions, askDays, lines: await loadAsked(db.read, shop) };
}

export async function action({ request }: ActionFunctionArgs) {
  const { shop } = await requireMerchant(request);
  const faults = await saveAskBudget(db, shop.id, Object.fromEntries(await request.formData()));
  return faults ? data({ faults }, { status: 422 }) : { ok: true };
}

export default function Asked() {
  const { lines, ...budget } = useLoaderData<typeof loader>();
  return (
    <Page title={texts.title} backAction={{ content: texts.back, url: "/app/settings" }}>
      <BlockStack gap="500">
        <BudgetCard {...budget} />
        <AskedCard lines={lines} />
      </BlockStack>
    </Page>
  );
}
