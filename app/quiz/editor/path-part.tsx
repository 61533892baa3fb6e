import { BlockStack, Select, Text } from "@shopify/polaris";
import { useEffect, useState } from "react";
import type { AnswerValue, ResponseReply } from "../../contract/response.ts";
import { askJson } from "../../ui/ask-json.ts";
import { ProductLine } from "../../ui/product-line.tsx";
import { useEditing } from "./editing-part.tsx";
import { path } from "../flow.ts";
import { TitledCard } from "../../ui/titled-card.tsx";

const texts = {
  title: "What would this path recommend?",
  note: "Choose answers as a shopper would, and see the products with their reasons.",
  choose: "Not answered",
  none: "Choose answers to see products.",
  failed: "The products cannot be shown now.",
};

type Result = NonNullable<ResponseReply["result"]>;

/** Answers chosen in place, and what the draft would show for them. */
export function PathCard() {
  const { content, view } = useEditing();
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const [result, setResult] = useState<Result | "failed">();
  const answers = Object.fromEntries(
    content.questions.map((question): [string, AnswerValue] => {
      const option = "options" in question && question.options.find(({ id }) => id === chosen[question.id]);
      return [question.id, option ? [option.id] : null];
    }),
  );
  const onPath = path(content, answers).answered;
  const asked = onPath.flatMap((question) => ("options" in question && question.type !== "ranking" ? [question] : []));
  const isEmpty = Object.values(answers).every((value) => value === null);
  const question = JSON.stringify({ content, answers });

  useEffect(() => {
    if (isEmpty) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      void askJson<Result>(`/app/quizzes/${view.id}/preview`, JSON.parse(question), { signal: abort.signal }).then(
        (reply) => abort.signal.aborted || setResult(reply && "products" in reply ? reply : "failed"),
      );
    }, 250);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [question, isEmpty, view.id]);

  return (
    <TitledCard title={texts.title} note={texts.note}>
      <div className="candor-sentence">
        {asked.map(({ id, text, options }) => (
          <Select
            key={id}
            label={text}
            options={[
              { value: "", label: texts.choose },
              ...options.map((one) => ({ value: one.id, label: one.text })),
            ]}
            value={chosen[id] ?? ""}
            onChange={(option) => setChosen({ ...chosen, [id]: option })}
          />
        ))}
      </div>
      <div role="status">
        <Products result={isEmpty ? undefined : result} />
      </div>
    </TitledCard>
  );
}

function Products({ result }: { result: Result | "failed" | undefined }) {
  if (result === undefined) return <Text as="p">{texts.none}</Text>;
  if (result === "failed") return <Text as="p">{texts.failed}</Text>;
  return (
    <BlockStack gap="300">
      <Text as="h3" variant="headingSm">
        {result.title}
      </Text>
      {result.products.map((product) => (
        <ProductLine key={product.productId} product={product} />
      ))}
    </BlockStack>
  );
}
