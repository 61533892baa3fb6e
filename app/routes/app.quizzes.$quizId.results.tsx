import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { Banner, BlockStack, Page } from "@shopify/polaris";
import { useState } from "react";
import { clock, counting, db, keep, keys } from "../db.server.ts";
import { AnswerCards } from "../insight/answers-part.tsx";
import { BreakdownCard } from "../insight/breakdown-part.tsx";
import { filterFrom, filterText } from "../insight/filter.ts";
import { loadResults } from "../insight/load-results.server.ts";
import { ResultsFilterBar } from "../insight/results-filter-part.tsx";
import { DropOffCard, GoalCard, OutcomesCard, OverviewCard } from "../insight/results-part.tsx";
import { idFrom, orRefuse, requireMerchant } from "../merchant.server.ts";
import { dataKeyOf } from "../shop/shop.store.server.ts";
import { download } from "../ui/download.ts";
import { Empty } from "../ui/empty.tsx";
import { toast } from "../ui/toast.ts";

const texts = {
  title: (quiz: string) => `Results: ${quiz}`,
  back: "Editor",
  share: "Place and share",
  export: "Export CSV",
  responses: "Single responses",
  failed: "The export failed. Try again.",
  emptyTitle: "No responses yet",
  empty: "As soon as the first shopper answers, you see here what people choose, where they stop and what they buy.",
  place: "Choose where shoppers meet it",
  publish: "Open the editor",
  draft:
    "It is not published yet. As soon as shoppers answer, you see here what they choose, where they stop and what they buy.",
  tooSmall: (floor: number) =>
    `Fewer than ${floor} responses fit this choice. To protect small groups, their figures are not shown; choose more.`,
  tests: "You are looking at test responses. No figure elsewhere counts them.",
  flagged:
    "You are looking at responses that were flagged, such as ones answered impossibly fast. No figure elsewhere counts them.",
};

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop } = await requireMerchant(request);
  const { searchParams } = new URL(request.url);
  const filter = filterFrom(searchParams, clock(), shop.timezone);
  const id = idFrom(params.quizId, "This quiz");
  const key = await dataKeyOf(db.read, shop.id, keys.master);
  const results = () => loadResults(counting, shop, id, filter, clock(), key);
  return orRefuse(keep(`results ${shop.id} ${id} ${filterText(searchParams)}`, results));
}

export default function Results() {
  const view = useLoaderData<typeof loader>();
  const [search, setSearch] = useSearchParams();
  const [busy, setBusy] = useState(false);
  const isEmpty = !view.everAnswered;
  const save = async () => {
    setBusy(true);
    const ok = await download(`/app/quizzes/${view.id}/csv?${search}`, `candor-quiz-${view.id}.csv`);
    setBusy(false);
    if (!ok) toast(texts.failed, true);
  };
  const change = (changes: Record<string, string | undefined>) => {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) next.delete(name);
      else next.set(name, value);
    }
    setSearch(next, { preventScrollReset: true, replace: true });
  };
  return (
    <Page
      title={texts.title(view.title)}
      backAction={{ content: texts.back, url: `/app/quizzes/${view.id}` }}
      primaryAction={{
        content: texts.export,
        loading: busy,
        disabled: view.totals.started === 0,
        onAction: () => void save(),
      }}
      secondaryActions={[
        { content: texts.share, url: `/app/quizzes/${view.id}/share` },
        { content: texts.responses, url: `/app/quizzes/${view.id}/responses?${search}` },
      ]}
    >
      <BlockStack gap="400">
        {isEmpty ? null : (
          <ResultsFilterBar search={search} breakdowns={view.breakdowns} apart={view.apart} onChange={change} />
        )}
        {view.kind === "shoppers" ? null : <Banner tone="info">{texts[view.kind]}</Banner>}
        {view.tooSmall ? <Banner tone="info">{texts.tooSmall(view.floor)}</Banner> : null}
        {isEmpty ? (
          <Empty
            title={texts.emptyTitle}
            text={view.published ? texts.empty : texts.draft}
            picture="/quiz.svg"
            action={
              view.published
                ? { label: texts.place, url: `/app/quizzes/${view.id}/share` }
                : { label: texts.publish, url: `/app/quizzes/${view.id}` }
            }
          />
        ) : view.tooSmall ? null : (
          <>
            <OverviewCard view={view} />
            {view.goal ? <GoalCard goal={view.goal} /> : null}
            <OutcomesCard view={view} />
            <AnswerCards view={view} search={search.toString()} />
            {view.isPoll ? null : <DropOffCard view={view} />}
          </>
        )}
        {isEmpty ? null : <BreakdownCard view={view} />}
      </BlockStack>
    </Page>
  );
}
