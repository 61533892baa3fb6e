import { Badge, BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import { Figures } from "../ui/figures.tsx";
import { DayLine, hiddenNote, hiddenText, ShareBar } from "./chart-part.tsx";
import { countText, moneyText, rateText } from "./figures.ts";
import { durationText } from "./duration.ts";
import type { ResultsView } from "./results-view.ts";
import { FOLLOW_DAYS } from "./results.ts";

const texts = {
  overview: "Overview",
  started: "Started",
  votes: "Votes",
  startedNote: "first question answered",
  finished: "Finished",
  finishedNote: (rate: string, n: number) => `${rate} of ${countText(n)} started`,
  time: "Time to finish",
  timeNote: (n: number) => `median of ${countText(n)}, from the first answer to the last`,
  noTime: "not enough finished yet",
  added: "Added to cart",
  addedNote: (rate: string, n: number) => `${rate} of ${countText(n)} finished added something`,
  orders: "Orders that followed",
  ordersNote: (marked: number) => `${countText(marked)} straight from the result page`,
  revenue: "Revenue of these orders",
  revenueNote: (n: number) => `${countText(n)} ${n === 1 ? "order" : "orders"}, less refunds`,
  definition: `An order counts when it was placed within ${FOLLOW_DAYS} days after the quiz was started, either from a cart that the result page had filled or by the same customer, who agreed to be remembered. Each order counts once; cancelled orders do not count. It followed the quiz: that alone does not prove it was caused by it.`,
  perDay: "Started per day",
  perDayName: (days: number, sum: number, most: number) =>
    `Started per day over ${days} days: ${countText(sum)} in all, at most ${countText(most)} on one day.`,
  goal: "What you wanted, and what is",
  wanted: (wanted: string) => `Target ${wanted}`,
  reached: "Reached",
  missed: "Not yet",
  open: "Too early",
  noTargets: "This goal has no target figures. Set some in the editor before you publish the next version.",
  dropOff: "Where people stop",
  dropOffNote:
    "Of those who came to a question, how many left before answering it. In brackets, and as a thin line, where the true share most likely lies.",
  reachedNote: (n: number) => `${countText(n)} came here`,
  nobody: "nobody yet",
  took: (time: string, n: number) => `median ${time}, n = ${countText(n)}`,
  outcomes: "Result pages",
  outcomesNote: (n: number) => `Which one people got, n = ${countText(n)} finished.`,
  tooFew: (floor: number) => `Shown from ${floor} finished on, to protect small groups. Change the limit in Settings.`,
};

export function OverviewCard({ view }: { view: ResultsView }) {
  const { totals, finishRate, addRate, currency, time } = view;
  const orders = [
    { label: texts.orders, value: countText(totals.orders), note: texts.ordersNote(totals.markedOrders) },
    {
      label: texts.revenue,
      value: moneyText(totals.revenueMicros, currency),
      note: texts.revenueNote(totals.orders),
    },
  ];
  // A poll is one tap: who voted has finished, and nothing is recommended.
  const poll = [{ label: texts.votes, value: countText(totals.started), note: undefined }, ...orders];
  const quiz = [
    { label: texts.started, value: countText(totals.started), note: texts.startedNote },
    {
      label: texts.finished,
      value: countText(totals.finished),
      note: finishRate && texts.finishedNote(rateText(finishRate), totals.started),
    },
    {
      label: texts.time,
      value: time ? durationText(time.median) : "–",
      note: time ? texts.timeNote(time.n) : texts.noTime,
    },
    {
      label: texts.added,
      value: countText(totals.cartAdds),
      note: addRate && texts.addedNote(rateText(addRate), totals.finished),
    },
    ...orders,
  ];
  const all = view.isPoll ? poll : quiz;
  const sum = view.days.reduce((before, { count }) => before + count, 0);
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {texts.overview}
        </Text>
        <Figures figures={all.map(({ note, ...figure }) => ({ ...figure, ...(note ? { note } : {}) }))} />
        {view.days.length > 1 ? (
          <BlockStack gap="200">
            <Text as="h3" variant="headingSm">
              {texts.perDay}
            </Text>
            <DayLine
              name={texts.perDayName(view.days.length, sum, Math.max(...view.days.map(({ count }) => count)))}
              days={view.days}
            />
          </BlockStack>
        ) : null}
        <Text as="p" tone="subdued" variant="bodySm">
          {texts.definition}
        </Text>
      </BlockStack>
    </Card>
  );
}

export function GoalCard({ goal }: { goal: NonNullable<ResultsView["goal"]> }) {
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="050">
          <Text as="h2" variant="headingMd">
            {texts.goal}
          </Text>
          <Text as="p" tone="subdued">
            {goal.text}
          </Text>
        </BlockStack>
        {goal.targets.length === 0 ? <Text as="p">{texts.noTargets}</Text> : null}
        {goal.targets.map(({ name, wanted, reality, reached }) => (
          <InlineStack key={name} align="space-between" blockAlign="center" gap="200">
            <BlockStack>
              <Text as="span" fontWeight="semibold">
                {name}
              </Text>
              <Text as="span" tone="subdued" variant="bodySm">
                {texts.wanted(wanted)}
              </Text>
            </BlockStack>
            <InlineStack gap="200" blockAlign="center">
              <Text as="span" numeric>
                {reality}
              </Text>
              <Badge tone={reached === undefined ? undefined : reached ? "success" : "attention"}>
                {reached === undefined ? texts.open : reached ? texts.reached : texts.missed}
              </Badge>
            </InlineStack>
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}

export function DropOffCard({ view }: { view: ResultsView }) {
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
        <ul className="candor-shares">
          {view.questions.map(({ id, text, stopRate, reached, time }) => (
            <ShareBar
              key={id}
              label={text}
              value={stopRate ? rateText(stopRate) : texts.nobody}
              share={stopRate}
              tone="bad"
              note={[texts.reachedNote(reached), ...(time ? [texts.took(durationText(time.median), time.n)] : [])].join(
                " · ",
              )}
            />
          ))}
        </ul>
      </BlockStack>
    </Card>
  );
}

export function OutcomesCard({ view }: { view: ResultsView }) {
  if (view.outcomes.length === 0) return null;
  const { finished } = view.totals;
  const tooFew = finished > 0 && finished < view.floor;
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {texts.outcomes}
          </Text>
          <Text as="p" tone="subdued" variant="bodySm">
            {texts.outcomesNote(finished)}
          </Text>
        </BlockStack>
        {tooFew ? (
          <Text as="p">{texts.tooFew(view.floor)}</Text>
        ) : (
          <ul className="candor-shares">
            {view.outcomes.map(({ id, text, count, share }) => (
              <ShareBar
                key={id}
                label={text}
                share={share}
                value={count === undefined ? hiddenText : share ? `${countText(count)} · ${rateText(share)}` : "0"}
              />
            ))}
          </ul>
        )}
        {!tooFew && view.outcomes.some(({ count }) => count === undefined) ? (
          <Text as="p" tone="subdued" variant="bodySm">
            {hiddenNote(view.floor)}
          </Text>
        ) : null}
      </BlockStack>
    </Card>
  );
}
