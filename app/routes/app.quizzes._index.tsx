import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Page } from "@shopify/polaris";
import { db } from "../db.server.ts";
import { countsByQuiz } from "../insight/responses.store.server.ts";
import { requireMerchant } from "../merchant.server.ts";
import { dayText } from "../platform/date-text.ts";
import { QuizList } from "../quiz/list-part.tsx";
import { listQuizzes } from "../quiz/quiz.store.server.ts";

const texts = { title: "Quizzes & surveys", create: "New from template" };

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await requireMerchant(request);
  const counts = await countsByQuiz(db.read, shop.id);
  const quizzes = await listQuizzes(db.read, shop.id);
  return {
    quizzes: quizzes.map(({ id, title, kind, published, updatedAt }) => {
      const { started, finished } = counts.get(id) ?? { started: 0, finished: 0 };
      return { id, title, kind, published, changed: dayText(updatedAt, shop.timezone), started, finished };
    }),
  };
}

export default function Quizzes() {
  const { quizzes } = useLoaderData<typeof loader>();
  return (
    <Page title={texts.title} primaryAction={{ content: texts.create, url: "/app/quizzes/new" }}>
      <QuizList quizzes={quizzes} />
    </Page>
  );
}
