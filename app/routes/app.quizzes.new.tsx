import { redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useNavigation, useSubmit } from "@remix-run/react";
import { Badge, BlockStack, Button, Card, InlineGrid, InlineStack, Page, Text } from "@shopify/polaris";
import { clock, db } from "../db.server.ts";
import { orTell, requireMerchant } from "../merchant.server.ts";
import { templates } from "../quiz/find-template.ts";
import { startQuiz } from "../quiz/start-quiz.server.ts";
import { pricesOf } from "../recommendation/catalog-index.ts";
import { loadCatalog } from "../recommendation/load-catalog.server.ts";
import { useReady } from "../ui/ready.ts";

const texts = {
  title: "New from template",
  back: "Quizzes & surveys",
  use: "Use this template",
  useOf: (name: string) => `Use this template: ${name}`,
};

export async function loader({ request }: LoaderFunctionArgs) {
  await requireMerchant(request);
  return { templates: templates.map(({ handle, name, summary }) => ({ handle, name, summary })) };
}

export async function action({ request }: ActionFunctionArgs) {
  const { shop } = await requireMerchant(request);
  const form = await request.formData();
  const index = await loadCatalog(db.read, shop, clock());
  const fitted = { currency: shop.currency, prices: pricesOf(index) };
  return orTell(
    startQuiz({ db, clock }, shop.id, String(form.get("template")), fitted).then((id) =>
      redirect(`/app/quizzes/${id}`),
    ),
  );
}

export default function NewQuiz() {
  const { templates: offered } = useLoaderData<typeof loader>();
  const navigation = useNavigation();
  const submit = useSubmit();
  const ready = useReady();
  return (
    <Page title={texts.title} backAction={{ content: texts.back, url: "/app/quizzes" }}>
      <InlineGrid columns={{ xs: 1, md: 2 }} gap="400">
        {offered.map(({ handle, name, summary }) => (
          <Card key={handle}>
            <BlockStack gap="300">
              <img
                src={`/template-${handle}.svg`}
                alt=""
                width="100%"
                height={140}
                style={{ objectFit: "cover", borderRadius: 8 }}
              />
              <InlineStack gap="200" blockAlign="center">
                <Text as="h2" variant="headingMd">
                  {name}
                </Text>
                <Badge>Quiz</Badge>
              </InlineStack>
              <Text as="p">{summary}</Text>
              <InlineStack>
                <Button
                  variant="primary"
                  disabled={!ready}
                  onClick={() => submit({ template: handle }, { method: "post" })}
                  accessibilityLabel={texts.useOf(name)}
                  loading={navigation.state !== "idle"}
                >
                  {texts.use}
                </Button>
              </InlineStack>
            </BlockStack>
          </Card>
        ))}
      </InlineGrid>
    </Page>
  );
}
