import { redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData, useNavigate, useSearchParams } from "@remix-run/react";
import { BlockStack, Layout, Page } from "@shopify/polaris";
import { useState } from "react";
import { adminFor } from "../admin.server.ts";
import { clock, counting, db, keep } from "../db.server.ts";
import { DeleteSegment } from "../insight/delete-segment-part.tsx";
import { loadSegment } from "../insight/load-segment.server.ts";
import { nameMembers } from "../insight/name-members.server.ts";
import { AboutCard, MembersCard, ProgressCard, WhyModal } from "../insight/segment-page-part.tsx";
import type { WhyAnswer } from "../insight/segment-page-part.tsx";
import type { MemberView } from "../insight/segment-texts.ts";
import { idFrom, orRefuse, orTell, requireMerchant } from "../merchant.server.ts";
import { logAccess } from "../privacy/access-log.store.server.ts";
import { cancelSave, deleteSegment } from "../segment/edit-segment.server.ts";
import { useWatch } from "../ui/watch.ts";

const REFRESH_MS = 1500;
const texts = {
  back: "Segments",
  edit: "Edit",
  delete: "Delete",
};

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop, staff } = await requireMerchant(request);
  const after = Number(new URL(request.url).searchParams.get("after") ?? 0);
  const from = Number.isSafeInteger(after) && after >= 0 ? after : 0;
  const id = idFrom(params.segmentId, "This segment");
  const view = await orRefuse(loadSegment(db.read, { counting, keep }, shop, id, from));
  // While it is being built the page looks again every moment: names wait until then.
  if (!shop.showContacts || view.progress.state !== "done") return view;
  await db.transaction((tx) => logAccess(tx, shop.id, { who: staff, what: `names in segment ${id}` }, clock()));
  return { ...view, members: await nameMembers(await adminFor(shop.id), view.members) };
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
  const working = view.progress.state !== "done";
  useWatch(working, REFRESH_MS);
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
      <DeleteSegment
        open={deleting}
        loading={actions.state !== "idle"}
        onConfirm={() => act("delete")}
        onClose={() => setDeleting(false)}
      />
    </Page>
  );
}
