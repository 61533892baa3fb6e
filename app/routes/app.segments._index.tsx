import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Page } from "@shopify/polaris";
import { db } from "../db.server.ts";
import { SegmentList } from "../insight/segment-list-part.tsx";
import { requireMerchant } from "../merchant.server.ts";
import { listSegments } from "../segment/view-segments.server.ts";

const texts = { title: "Segments", create: "New segment" };

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await requireMerchant(request);
  const segments = await listSegments(db.read, shop.id);
  return { segments: segments.map(({ id, name, tag, people, upToDate }) => ({ id, name, tag, people, upToDate })) };
}

export default function Segments() {
  const { segments } = useLoaderData<typeof loader>();
  return (
    <Page title={texts.title} primaryAction={{ content: texts.create, url: "/app/segments/new" }}>
      <SegmentList segments={segments} />
    </Page>
  );
}
