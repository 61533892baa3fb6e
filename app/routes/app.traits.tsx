import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { data } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Box, Page, Text } from "@shopify/polaris";
import { clock, db } from "../db.server.ts";
import { orTell, requireMerchant } from "../merchant.server.ts";
import { editTrait } from "../profile/edit-trait.server.ts";
import { listTraits } from "../profile/trait-dictionary.store.server.ts";
import { TraitTable } from "../profile/traits-part.tsx";
import { Empty } from "../ui/empty.tsx";

const texts = {
  title: "What we know",
  back: "Settings",
  intro:
    "Everything your quizzes can teach you about a customer, in one list. It grows by itself when you publish. Own words, e-mail addresses and phone numbers are never in it.",
  emptyTitle: "Nothing yet",
  empty: "Publish a quiz: what its questions ask appears here.",
  quizzes: "Quizzes & surveys",
};

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await requireMerchant(request);
  return { traits: await listTraits(db.read, shop.id) };
}

export async function action({ request }: ActionFunctionArgs) {
  const { shop } = await requireMerchant(request);
  const form = Object.fromEntries(await request.formData());
  return orTell(
    editTrait(db, clock, shop.id, form).then((faults) => (faults ? data({ faults }, { status: 422 }) : { ok: true })),
  );
}

export default function Traits() {
  const { traits } = useLoaderData<typeof loader>();
  return (
    <Page title={texts.title} backAction={{ content: texts.back, url: "/app/settings" }}>
      {traits.length === 0 ? (
        <Empty
          title={texts.emptyTitle}
          text={texts.empty}
          picture="/quiz.svg"
          action={{ label: texts.quizzes, url: "/app/quizzes" }}
        />
      ) : (
        <BlockStack gap="400">
          <Box paddingInline={{ xs: "400", sm: "0" }}>
            <Text as="p" tone="subdued">
              {texts.intro}
            </Text>
          </Box>
          <TraitTable traits={traits} />
        </BlockStack>
      )}
    </Page>
  );
}
