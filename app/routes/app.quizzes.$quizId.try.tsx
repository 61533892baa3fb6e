import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Badge, Card, Layout, Page } from "@shopify/polaris";
import { useMemo, useState } from "react";
import type { AnswerValue, RecommendedProduct, ResponseReply, SubmittedResponse } from "../contract/response.ts";
import { db } from "../db.server.ts";
import { Learned } from "../insight/try-part.tsx";
import { draftAsVersion } from "../insight/try-quiz.server.ts";
import { idFrom, orRefuse, requireMerchant } from "../merchant.server.ts";
import { QuizFrame } from "../quiz/editor/preview-part.tsx";
import type { FrameReply } from "../quiz/editor/preview-part.tsx";
import { toStorefront } from "../quiz/storefront.ts";
import { askJson } from "../ui/ask-json.ts";
import { toast } from "../ui/toast.ts";

const texts = {
  title: (quiz: string) => `Try it: ${quiz}`,
  back: "Editor",
  test: "Test person",
  restart: "Start over",
  failed: "The answer could not be recorded. Try again.",
  cart: "Here the shopper’s cart would be filled.",
};

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop } = await requireMerchant(request);
  return orRefuse(draftAsVersion(db.read, shop.id, idFrom(params.quizId, "This quiz")));
}

type Reply = ResponseReply | { refused: { error: string; message: string } };

/** The quiz as it stands in the editor, answered by the merchant: shows what it would tell. */
export default function TryQuiz() {
  const version = useLoaderData<typeof loader>();
  const quiz = useMemo(() => toStorefront(version), [version]);
  const [run, setRun] = useState(0);
  const [answers, setAnswers] = useState<Record<string, AnswerValue>>({});
  const [products, setProducts] = useState<RecommendedProduct[]>();
  const restart = () => {
    setRun(run + 1);
    setAnswers({});
    setProducts(undefined);
  };
  const send = async (body: SubmittedResponse): Promise<FrameReply> => {
    const given = Object.fromEntries(body.answers.map(({ questionId, value }) => [questionId, value]));
    setAnswers((known) => ({ ...known, ...given }));
    const reply = await askJson<Reply>(`/app/quizzes/${version.quizId}/walk`, body);
    if (!reply || "refused" in reply) {
      toast(reply?.refused.message ?? texts.failed, true);
      return { status: 503, body: { error: "try_again", message: reply?.refused.message ?? texts.failed } };
    }
    if (reply.result) setProducts(reply.result.products);
    return { body: reply };
  };
  return (
    <Page
      title={texts.title(version.content.title)}
      titleMetadata={<Badge tone="info">{texts.test}</Badge>}
      backAction={{ content: texts.back, url: `/app/quizzes/${version.quizId}` }}
      secondaryActions={[{ content: texts.restart, onAction: restart }]}
    >
      <Layout>
        <Layout.Section variant="oneHalf">
          <Card padding="0">
            <QuizFrame quiz={quiz} run={String(run)} onSend={send} onCart={() => toast(texts.cart)} />
          </Card>
        </Layout.Section>
        <Layout.Section variant="oneHalf">
          <Learned content={version.content} answers={answers} products={products} />
        </Layout.Section>
      </Layout>
    </Page>
  );
}
