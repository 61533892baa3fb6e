import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { BlockStack, Box, InlineStack, Page, Select } from "@shopify/polaris";
import { useState } from "react";
import { clock, db } from "../db.server.ts";
import { loadResults } from "../insight/load-results.server.ts";
import { AnswerCards, DropOffCard, OverviewCard } from "../insight/results-part.tsx";
import { idFrom, orRefuse, requireMerchant } from "../merchant.server.ts";
import { download } from "../ui/download.ts";
import { Empty } from "../ui/empty.tsx";
import { toast } from "../ui/toast.ts";

const texts = {
  title: (quiz: string) => `Results: ${quiz}`,
  back: "Editor",
  period: "Period",
  export: "Export CSV",
  failed: "The export failed. Try again.",
  emptyTitle: "No responses yet",
  empty: "As soon as the first shopper answers, you see here what people choose, where they stop and what they buy.",
  tryIt: "Try the quiz yourself",
};
const periods = [
  { value: "7", label: "Last 7 days" },
  { value: "30", label: "Last 30 days" },
  { value: "90", label: "Last 90 days" },
  { value: "0", label: "All time" },
];

const daysFrom = (text: string | null): number => Number(periods.find(({ value }) => value === text)?.value ?? 0);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop } = await requireMerchant(request);
  const days = daysFrom(new URL(request.url).searchParams.get("days"));
  return orRefuse(loadResults(db.read, shop, idFrom(params.quizId, "This quiz"), days, clock()));
}

export default function Results() {
  const view = useLoaderData<typeof loader>();
  const [, setSearch] = useSearchParams();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    const ok = await download(`/app/quizzes/${view.id}/csv`, `candor-quiz-${view.id}.csv`);
    setBusy(false);
    if (!ok) toast(texts.failed, true);
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
    >
      <BlockStack gap="400">
        <Box paddingInline={{ xs: "400", sm: "0" }}>
          <Box paddingInline={{ xs: "400", sm: "0" }}>
            <InlineStack align="end">
              <Select
                label={texts.period}
                labelInline
                options={periods}
                value={String(view.days)}
                onChange={(days) => setSearch({ days }, { preventScrollReset: true })}
              />
            </InlineStack>
          </Box>
        </Box>
        {view.totals.started === 0 && view.days === 0 ? (
          <Empty
            title={texts.emptyTitle}
            text={texts.empty}
            picture="/quiz.svg"
            action={{ label: texts.tryIt, url: `/app/quizzes/${view.id}/try` }}
          />
        ) : (
          <>
            <OverviewCard view={view} />
            <DropOffCard view={view} />
            <AnswerCards view={view} />
          </>
        )}
      </BlockStack>
    </Page>
  );
}
