import { BlockStack, Box, Card, InlineGrid, InlineStack, Text } from "@shopify/polaris";
import { Bar, Figures } from "../ui/figures.tsx";
import { moneyText, percent, rateText } from "./figures.ts";
import { FOLLOW_DAYS } from "./results.ts";
import type { OptionResult, QuestionResult, ResultsView } from "./results.ts";

const texts = {
  overview: "Overview",
  started: "Started",
  startedNote: "first question answered",
  finished: "Finished",
  finishedNote: (rate: string, n: number) => `${rate} of ${n} started`,
  added: "Added to cart",
  addedNote: (walks: number, n: number) => `${walks} of ${n} finished added something`,
  orders: "Orders that followed",
  ordersNote: (marked: number) => `${marked} straight from the result page`,
  revenue: "Revenue of these orders",
  revenueNote: (n: number) => `${n} ${n === 1 ? "order" : "orders"}, less refunds`,
  definition: `An order counts when it was placed within ${FOLLOW_DAYS} days after the quiz was started, either from a cart that the result page had filled or by the same customer, who agreed to be remembered. Each order counts once; cancelled orders do not count. It followed the quiz: that alone does not prove it was caused by it.`,
  tests: (count: number) =>
    count === 0 ? "" : `${count} test ${count === 1 ? "response is" : "responses are"} not in these figures.`,
  dropOff: "Where people stop",
  dropOffNote: "Of those who came to a question, how many left before answering it. 95 % interval in brackets.",
  reached: (n: number) => `${n} came here`,
  nobody: "Nobody has come here yet",
  stoppedOf: (stopped: number, rate: string) => `${stopped} stopped · ${rate}`,
  answers: "Answers",
  n: (n: number, skipped: number) => `n = ${n}${skipped > 0 ? `, ${skipped} skipped` : ""}`,
  hidden: (floor: number) => `fewer than ${floor}, or hidden to protect a small group`,
  tooFew: (n: number, floor: number) =>
    `Shown from ${floor} answers on, to protect small groups; ${n} so far. Change the limit in Settings.`,
  words: "Own words are in the export.",
  noAnswers: "No answers yet.",
};

export function OverviewCard({ view }: { view: ResultsView }) {
  const { totals, finishRate, currency } = view;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {texts.overview}
        </Text>
        <Figures
          figures={[
            { label: texts.started, value: String(totals.started), note: texts.startedNote },
            {
              label: texts.finished,
              value: String(totals.finished),
              note: finishRate && texts.finishedNote(rateText(finishRate), totals.started),
            },
            {
              label: texts.added,
              value: String(totals.cartAdds),
              note: totals.finished > 0 ? texts.addedNote(totals.addingWalks, totals.finished) : undefined,
            },
            { label: texts.orders, value: String(totals.orders), note: texts.ordersNote(totals.markedOrders) },
            {
              label: texts.revenue,
              value: moneyText(totals.revenueMicros, currency),
              note: texts.revenueNote(totals.orders),
            },
          ]}
        />
        <Text as="p" tone="subdued" variant="bodySm">
          {texts.definition} {texts.tests(totals.tests)}
        </Text>
      </BlockStack>
    </Card>
  );
}

export function DropOffCard({ view }: { view: ResultsView }) {
  const most = Math.max(1, ...view.questions.map((question) => question.reached));
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {texts.dropOff}
          </Text>
          <Text as="p" tone="subdued" variant="bodySm">
            {texts.dropOffNote}
          </Text>
        </BlockStack>
        {view.questions.map((question) => (
          <BlockStack key={question.id} gap="100">
            <InlineStack align="space-between" gap="100">
              <Text as="span">{question.text}</Text>
              <Text as="span" tone="subdued">
                {question.stopRate
                  ? `${texts.reached(question.reached)} · ${texts.stoppedOf(question.stopped, rateText(question.stopRate))}`
                  : texts.nobody}
              </Text>
            </InlineStack>
            <Bar share={question.reached / most} />
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}

export function AnswerCards({ view }: { view: ResultsView }) {
  return (
    <BlockStack gap="300">
      <Box paddingInline={{ xs: "400", sm: "0" }}>
        <Text as="h2" variant="headingMd">
          {texts.answers}
        </Text>
      </Box>
      <InlineGrid columns={{ xs: 1, md: 2 }} gap="400">
        {view.questions.map((question) => (
          <AnswerCard key={question.id} question={question} floor={view.floor} />
        ))}
      </InlineGrid>
    </BlockStack>
  );
}

function AnswerCard({ question, floor }: { question: QuestionResult; floor: number }) {
  const note = question.tooFew
    ? texts.tooFew(question.answered, floor)
    : question.answered === 0
      ? texts.noAnswers
      : question.kind === "text"
        ? texts.words
        : undefined;
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="050">
          <Text as="h3" variant="headingSm">
            {question.text}
          </Text>
          <Text as="p" tone="subdued" variant="bodySm">
            {texts.n(question.answered, question.skipped)}
          </Text>
        </BlockStack>
        {note ? <Text as="p">{note}</Text> : null}
        {question.answered > 0
          ? question.options?.map((option) => <OptionLine key={option.id} option={option} floor={floor} />)
          : null}
      </BlockStack>
    </Card>
  );
}

function OptionLine({ option, floor }: { option: OptionResult; floor: number }) {
  const hidden = option.count === undefined;
  return (
    <Box>
      <InlineStack align="space-between" gap="200">
        <Text as="span">{option.text}</Text>
        <Text as="span" tone={hidden ? "subdued" : undefined} numeric>
          {hidden ? texts.hidden(floor) : `${option.count} · ${percent(option.share ?? 0)}`}
        </Text>
      </InlineStack>
      {hidden ? null : <Bar share={option.share ?? 0} />}
    </Box>
  );
}
