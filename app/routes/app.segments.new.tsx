import { redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { clock, db } from "../db.server.ts";

import { SegmentForm } from "../insight/segment-form-part.tsx";
import { orTell, requireMerchant } from "../merchant.server.ts";
import { startingRule } from "../segment/condition.ts";
import { createSegment } from "../segment/edit-segment.server.ts";
import { readVocabulary } from "../segment/vocabulary.store.server.ts";

const texts = { title: "New segment" };

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await requireMerchant(request);
  const { searchParams } = new URL(request.url);
  const vocabulary = await readVocabulary(db.read, shop.id, []);
  const about = [searchParams.get("quiz") ?? "", searchParams.get("question") ?? ""] as const;
  return { vocabulary, rule: startingRule(vocabulary, ...about) };
}

export async function action({ request }: ActionFunctionArgs) {
  const { shop } = await requireMerchant(request);
  const form = await request.formData();
  const input = { name: form.get("name"), rule: form.get("rule") };
  return orTell(createSegment(db, clock, shop.id, input).then(({ id }) => redirect(`/app/segments/${id}`)));
}

export default function NewSegment() {
  const { vocabulary, rule } = useLoaderData<typeof loader>();
  const fetcher = useFetcher<typeof action>();
  const refused = fetcher.data && "refused" in fetcher.data ? fetcher.data.refused.message : undefined;
  return (
    <SegmentForm
      title={texts.title}
      segmentId={0}
      name=""
      rule={rule}
      vocabulary={vocabulary}
      saving={fetcher.state !== "idle"}
      refused={refused}
      onSave={(name, made) => fetcher.submit({ name, rule: JSON.stringify(made) }, { method: "post" })}
    />
  );
}
