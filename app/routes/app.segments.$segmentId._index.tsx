import { redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData, useNavigate, useRevalidator, useSearchParams } from "@remix-run/react";
import { BlockStack, Layout, Page } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { clock, counting, db, keep } from "../db.server.ts";
import { loadSegment } from "../insight/load-segment.server.ts";
import { AboutCard, MembersCard, ProgressCard, WhyModal } from "../insight/segment-page-part.tsx";
import type { WhyAnswer } from "../insight/segment-page-part.tsx";
import type { MemberView } from "../insight/segment-texts.ts";
import { idFrom, orRefuse, orTell, requireMerchant } from "../merchant.server.ts";
import { cancelSave, deleteSegment } from "../segment/edit-segment.server.ts";
import { Confirm } from "../ui/confirm.tsx";

const REFRESH_MS = 1500;
const texts = {
  back: "Segments",
  edit: "Edit",
  delete: "Delete",
  deleteTitle: "Delete this segment?",
  deleteText:
    "Its tag is taken off all customers, and Shopify’s own segment beside it goes too. What people told stays.",
  deleteAction: "Delete segment",
};

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop } = await requireMerchant(request);
  const after = Number(new URL(request.url).searchParams.get("after") ?? 0);
  const from = Number.isSafeInteger(after) && after >= 0 ? after : 0;
  return orRefuse(loadSegment(db.read, { counting, keep }, shop, idFrom(params.segmentId, "This segment"), from));
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { shop } = await requireMerchant(request);
  const id = idFrom(params.segmentId, "This segment");
  const intent = (await request.formData()).get("intent");
  if (intent === "delete") return orTell(deleteSegment(db, clock, shop.id, id).then(() => redirect("/app/segments")));
  if (intent !== "cancel") return { done: "nothing" as const };
  const cancelling = cancelSave(db, clock, shop.id, id);
  return orTell(cancelling.then((done) => (done === "deleted" ? redirect("/app/segments") : { done })));
}

/** One segment: its rule, how far its tags are, who is in it and why. */
export default function Segment() {
  const view = useLoaderData<typeof loader>();
  const actions = useFetcher<typeof action>();
  const why = useFetcher<WhyAnswer>();
  const [asked, setAsked] = useState<MemberView>();
  const [deleting, setDeleting] = useState(false);
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const { state, revalidate } = useRevalidator();
  const working = view.progress.state !== "done";
  useEffect(() => {
    if (!working || state !== "idle") return;
    const timer = setTimeout(revalidate, REFRESH_MS);
    return () => clearTimeout(timer);
  }, [working, view, state, revalidate]);
  const act = (intent: string) => actions.submit({ intent }, { method: "post" });
  const ask = (member: MemberView) => {
    setAsked(member);
    why.load(`/app/segments/${view.id}/why/${member.profileId}`);
  };
  const about = (
    <AboutCard
      sentence={view.sentence}
      tag={view.tag}
      customers={view.customers}
      visitors={Math.max(0, view.people - view.customers)}
      hasNative={view.hasNative}
      upToDate={!working}
    />
  );
  return (
    <Page
      title={view.name}
      backAction={{ content: texts.back, url: "/app/segments" }}
      primaryAction={{ content: texts.edit, url: `/app/segments/${view.id}/edit` }}
      secondaryActions={[{ content: texts.delete, destructive: true, onAction: () => setDeleting(true) }]}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {/* On a phone what it is stands above who is in it. */}
            <div className="candor-narrow-only">{about}</div>
            <ProgressCard
              progress={view.progress}
              people={view.people}
              busy={actions.state !== "idle"}
              onCancel={() => act("cancel")}
            />
            <MembersCard
              people={view.people}
              members={view.members}
              hasPrevious={search.has("after")}
              hasNext={view.next !== undefined}
              onPrevious={() => navigate(-1)}
              onNext={() => setSearch({ after: String(view.next) })}
              onWhy={ask}
            />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <div className="candor-wide-only">{about}</div>
        </Layout.Section>
      </Layout>
      <WhyModal member={asked} why={why.state === "idle" ? why.data : undefined} onClose={() => setAsked(undefined)} />
      <Confirm
        open={deleting}
        title={texts.deleteTitle}
        text={texts.deleteText}
        action={texts.deleteAction}
        loading={actions.state !== "idle"}
        onConfirm={() => act("delete")}
        onClose={() => setDeleting(false)}
      />
    </Page>
  );
}
