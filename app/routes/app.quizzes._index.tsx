import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Page } from "@shopify/polaris";
import { clock, counting, keep } from "../db.server.ts";
import { viewQuizzes } from "../insight/list-quizzes.server.ts";
import { requireMerchant } from "../merchant.server.ts";
import { QuizList } from "../quiz/list-part.tsx";

const texts = { title: "Quizzes & surveys", create: "New quiz or survey" };

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await requireMerchant(request);
  return { quizzes: await viewQuizzes(counting, shop, clock(), keep) };
}

export default function Quizzes() {
  const { quizzes } = useLoaderData<typeof loader>();
  return (
    <Page title={texts.title} primaryAction={{ content: texts.create, url: "/app/quizzes/new" }}>
      <QuizList quizzes={quizzes} />
    </Page>
  );
}
