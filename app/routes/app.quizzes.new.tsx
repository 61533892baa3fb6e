import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData, useNavigation, useSubmit } from "@remix-run/react";
import { BlockStack, InlineGrid, Page } from "@shopify/polaris";
import { QuizKind } from "../contract/quiz.ts";
import { clock, counting, db } from "../db.server.ts";
import { viewTemplates } from "../insight/view-templates.ts";
import { orTell, requireMerchant } from "../merchant.server.ts";
import type { CountFitting } from "../quiz/fit-template.ts";
import { ImportCard } from "../quiz/import-part.tsx";
import { importQuiz } from "../quiz/import-quiz.server.ts";
import { StartEmptyCard } from "../quiz/start-empty-part.tsx";
import { startEmptyQuiz, startQuiz } from "../quiz/start-quiz.server.ts";
import { TemplateCard } from "../quiz/template-card-part.tsx";
import { pricesOf } from "../recommendation/catalog-index.ts";
import { loadCatalog } from "../recommendation/load-catalog.server.ts";
import { countFitting } from "../recommendation/recommend.ts";
import { useReady } from "../ui/ready.ts";

const texts = { title: "New quiz or survey", back: "Quizzes & surveys" };

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await requireMerchant(request);
  return { templates: viewTemplates(await loadCatalog(counting, shop, clock())) };
}

export async function action({ request }: ActionFunctionArgs) {
  const { shop } = await requireMerchant(request);
  const form = await request.formData();
  if (form.has("file")) {
    const imported = await importQuiz({ db, clock }, shop.id, String(form.get("file")));
    return "id" in imported ? redirect(`/app/quizzes/${imported.id}`) : data(imported, { status: 422 });
  }
  const kind = QuizKind.safeParse(form.get("empty"));
  if (kind.success) return redirect(`/app/quizzes/${await startEmptyQuiz({ db, clock }, shop.id, kind.data)}`);
  const index = await loadCatalog(counting, shop, clock());
  const fitting = {
    currency: shop.currency,
    prices: pricesOf(index),
    count: (...asked: Parameters<CountFitting>) => countFitting(index, ...asked),
  };
  return orTell(
    startQuiz({ db, clock }, shop.id, String(form.get("template")), fitting).then((id) =>
      redirect(`/app/quizzes/${id}`),
    ),
  );
}

export default function NewQuiz() {
  const { templates } = useLoaderData<typeof loader>();
  const told = useActionData<typeof action>();
  const navigation = useNavigation();
  const submit = useSubmit();
  const ready = useReady();
  const busy = !ready || navigation.state !== "idle";
  const chosen = navigation.formData?.get("template");
  return (
    <Page title={texts.title} backAction={{ content: texts.back, url: "/app/quizzes" }}>
      <BlockStack gap="400">
        <StartEmptyCard
          disabled={busy}
          chosen={navigation.formData?.get("empty")}
          onStart={(kind) => submit({ empty: kind }, { method: "post" })}
        />
        <InlineGrid columns={{ xs: 1, sm: 2, lg: 3 }} gap="400">
          {templates.map((template) => (
            <TemplateCard
              key={template.handle}
              template={template}
              disabled={busy}
              loading={chosen === template.handle}
              onUse={() => submit({ template: template.handle }, { method: "post" })}
            />
          ))}
        </InlineGrid>
        <ImportCard
          faults={told && "faults" in told ? told.faults : []}
          disabled={busy}
          onFile={(file) => submit({ file }, { method: "post" })}
        />
      </BlockStack>
    </Page>
  );
}
