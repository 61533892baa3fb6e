import { redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { clock, db } from "../db.server.ts";

import { SegmentForm } from "../insight/segment-form-part.tsx";
import { idFrom, orRefuse, orTell, requireMerchant } from "../merchant.server.ts";
import { updateSegment } from "../segment/edit-segment.server.ts";
import { requireSegment } from "../segment/segment.store.server.ts";
import { readVocabulary } from "../segment/vocabulary.store.server.ts";

const texts = { title: (name: string) => `Edit ${name}` };

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop } = await requireMerchant(request);
  const found = await orRefuse(requireSegment(db.read, shop.id, idFrom(params.segmentId, "This segment")));
  const { id, name, rule, revision } = found;
  return { segment: { id, name, rule, revision }, vocabulary: await readVocabulary(db.read, shop.id, [rule]) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { shop } = await requireMerchant(request);
  const id = idFrom(params.segmentId, "This segment");
  const form = await request.formData();
  const input = { name: form.get("name"), rule: form.get("rule") };
  const saving = updateSegment(db, clock, shop.id, id, Number(form.get("revision")), input);
  return orTell(saving.then(() => redirect(`/app/segments/${id}`)));
}

export default function EditSegment() {
  const { segment, vocabulary } = useLoaderData<typeof loader>();
  const fetcher = useFetcher<typeof action>();
  const refused = fetcher.data && "refused" in fetcher.data ? fetcher.data.refused.message : undefined;
  const revision = String(segment.revision);
  return (
    <SegmentForm
      title={texts.title(segment.name)}
      segmentId={segment.id}
      name={segment.name}
      rule={segment.rule}
      vocabulary={vocabulary}
      saving={fetcher.state !== "idle"}
      refused={refused}
      onSave={(name, rule) => fetcher.submit({ name, rule: JSON.stringify(rule), revision }, { method: "post" })}
    />
  );
}
