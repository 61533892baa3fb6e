import { BlockStack, Text } from "@shopify/polaris";
import type { Question } from "../contract/question.ts";
import type { QuizContent } from "../contract/quiz.ts";
import type { AnswerValue, RecommendedProduct } from "../contract/response.ts";
import { path } from "../quiz/flow.ts";
import { ProductLine } from "../ui/product-line.tsx";
import { answerText } from "./answer-text.ts";
import { TitledCard } from "../ui/titled-card.tsx";

const texts = {
  known: "What Candor would know",
  note: "You answer as a test person. Test responses are kept apart: no figure, segment or tag counts them.",
  nothing: "Answer the first question to see what it tells.",
  skipped: "skipped",
  agreed: "Agreed: these answers would be remembered on the customer and joined to their orders.",
  declined: "Declined: products are shown, and nothing about this person is kept beyond an anonymous response.",
  undecided: "Not asked yet: nothing is joined to a person so far.",
  products: "Products and why",
  noProducts: "Finish the quiz to see the products.",
};

interface LearnedProps {
  content: QuizContent;
  answers: Readonly<Record<string, AnswerValue>>;
  products: RecommendedProduct[] | undefined;
}

function told(question: Question, value: AnswerValue | undefined): string {
  if (value === null || value === undefined) return texts.skipped;
  return typeof value === "string" ? value : answerText(question, value);
}

function consentText(content: QuizContent, answers: LearnedProps["answers"]): string {
  const asked = content.questions.find((question) => question.type === "consent");
  const value = asked && answers[asked.id];
  return value === true ? texts.agreed : value === false ? texts.declined : texts.undecided;
}

/** What the test person's answers add up to, beside the quiz. */
export function Learned({ content, answers, products }: LearnedProps) {
  const { answered } = path(content, answers);
  const lines = answered.filter((question) => question.type !== "consent" && question.type !== "info");
  return (
    <BlockStack gap="400">
      <TitledCard title={texts.known} note={texts.note}>
        {lines.length === 0 ? <Text as="p">{texts.nothing}</Text> : null}
        {lines.map((question) => (
          <BlockStack key={question.id}>
            <Text as="span" tone="subdued" variant="bodySm">
              {question.text}
            </Text>
            <Text as="span" fontWeight="semibold">
              {told(question, answers[question.id])}
            </Text>
          </BlockStack>
        ))}
        <Text as="p">{consentText(content, answers)}</Text>
      </TitledCard>
      <TitledCard title={texts.products}>
        {products ? (
          products.map((product) => <ProductLine key={product.productId} product={product} />)
        ) : (
          <Text as="p">{texts.noProducts}</Text>
        )}
      </TitledCard>
    </BlockStack>
  );
}
