import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { clock, counting, env, keep } from "../db.server.ts";
import { FiguresCard, HistoryCard, ParkedBanner } from "../insight/home-part.tsx";
import { loadHome } from "../insight/load-home.server.ts";
import { SetupGuide } from "../insight/setup-guide-part.tsx";
import { requireMerchant } from "../merchant.server.ts";
import { useWatch } from "../ui/watch.ts";

const REFRESH_MS = 1500;
const texts = { title: "Candor" };

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await requireMerchant(request);
  return loadHome(counting, shop, env.SHOPIFY_API_KEY, clock(), keep);
}

export default function Home() {
  const view = useLoaderData<typeof loader>();
  useWatch(view.syncing, REFRESH_MS);
  return (
    <Page title={texts.title}>
      <BlockStack gap="400">
        <ParkedBanner reason={view.parked} />
        <HistoryCard view={view} />
        <SetupGuide view={view} />
        <FiguresCard view={view} />
      </BlockStack>
    </Page>
  );
}
