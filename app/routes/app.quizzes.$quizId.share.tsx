import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Page, Text } from "@shopify/polaris";
import { db, env } from "../db.server.ts";
import { idFrom, orRefuse, requireMerchant } from "../merchant.server.ts";
import { requireQuiz } from "../quiz/quiz.store.server.ts";
import { PlacePart } from "../quiz/share/place-part.tsx";
import { SharePart } from "../quiz/share/share-part.tsx";
import { pollFigures } from "../response/poll.store.server.ts";

const texts = {
  title: (quiz: string) => `Place and share: ${quiz}`,
  back: "Editor",
  votes: (votes: number, anonymous: number) =>
    votes === 0
      ? "No votes yet."
      : `Votes: ${votes.toLocaleString("en")}. Not logged in: ${anonymous.toLocaleString("en")} (one vote per visit; very many from one network are flagged in the results).`,
};

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop } = await requireMerchant(request);
  const quiz = await orRefuse(requireQuiz(db.read, shop.id, idFrom(params.quizId, "This quiz")));
  const { id, title, handle, kind, publishedVersionId } = quiz;
  const figures = kind === "poll" ? await pollFigures(db.read, shop.id, id) : [];
  const people = figures.find(({ option }) => option === "");
  return {
    id,
    title,
    handle,
    kind,
    domain: shop.domain,
    clientId: env.SHOPIFY_API_KEY,
    published: publishedVersionId !== null,
    address: `https://${shop.domain}/apps/candor/share/${handle}`,
    votes: kind === "poll" ? { votes: people?.votes ?? 0, anonymous: people?.anonymous ?? 0 } : undefined,
  };
}

export default function Share() {
  const { id, votes, kind, domain, clientId, ...share } = useLoaderData<typeof loader>();
  const place = { kind, domain, clientId };
  return (
    <Page title={texts.title(share.title)} backAction={{ content: texts.back, url: `/app/quizzes/${id}` }} narrowWidth>
      <BlockStack gap="400">
        {votes && (
          <Text as="p" tone="subdued">
            {texts.votes(votes.votes, votes.anonymous)}
          </Text>
        )}
        <PlacePart {...place} handle={share.handle} />
        <SharePart {...share} />
      </BlockStack>
    </Page>
  );
}
