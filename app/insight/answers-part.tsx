import { BlockStack, Box, Card, InlineGrid, Text } from "@shopify/polaris";
import { Link } from "@remix-run/react";
import { Histogram, hiddenNote, hiddenText, ShareBar } from "./chart-part.tsx";
import type { Spread } from "./distribution.ts";
import { countText, rate, rateText } from "./figures.ts";
import { promoterGroups } from "./promoters.ts";
import type { Promoters } from "./promoters.ts";
import type { Figure, OptionResult, QuestionResult } from "./results.ts";
import type { ResultsView } from "./results-view.ts";

const texts = {
  answers: "Answers",
  note: "n is how many people answered. In brackets, and as a thin line, where the true share most likely lies: the fewer answers, the wider (95 % interval by Wilson; of means, by the normal approximation).",
  segment: "Build a segment from these answers",
  segmentOf: (question: string) => `Build a segment from these answers: ${question}`,
  n: (n: number, skipped: number) => `n = ${countText(n)}${skipped > 0 ? `, ${countText(skipped)} skipped` : ""}`,
  several: "Several answers each: shares add up to more than 100 %.",
  tooFew: (n: number, floor: number) =>
    `Shown from ${floor} answers on, to protect small groups; ${n} so far. Change the limit in Settings.`,
  noAnswers: "No answers yet.",
  spread: ({ mean, low, high, median }: Spread, unit: string) =>
    `Mean ${plain(mean)} ${unit} (${plain(low)}–${plain(high)}) · median ${plain(median)} ${unit}`.replaceAll(
      / +/g,
      " ",
    ),
  value: "Value",
  place: ({ mean, low, high }: Spread) => `mean place ${mean.toFixed(1)} (${low.toFixed(1)}–${high.toFixed(1)})`,
  placeNote: "The lower the mean place, the more it matters to people.",
  nps: (score: number, low: number, high: number) => `${signed(score)} (${signed(low)} to ${signed(high)})`,
  npsBetween: (low: number, high: number) => `Between ${signed(low)} and ${signed(high)}`,
  npsHidden: "The exact score is not shown: it would tell how many are in a hidden group.",
  npsNote:
    "The share of 9 and 10 less the share of 0 to 6, in points. In brackets its 95 % interval (adjusted Wald method).",
  groups: { promoters: "Would recommend (9–10)", passives: "Undecided (7–8)", detractors: "Would not (0–6)" },
  months: (n: number) => `By month, n = ${countText(n)} (the newest 5,000 at most). Days are not shown.`,
  month: "Month",
  words: "Read and search what people wrote",
  wordsOf: (question: string) => `Read and search what people wrote: ${question}`,
  contact: "Addresses and numbers are not shown here. They are in the export.",
  read: "A screen to read.",
};

const plain = (value: number): string => value.toLocaleString("en", { maximumFractionDigits: value < 100 ? 1 : 0 });
const signed = (points: number): string => `${points > 0 ? "+" : points < 0 ? "−" : ""}${Math.abs(Math.round(points))}`;

export function AnswerCards({ view, search }: { view: ResultsView; search: string }) {
  return (
    <BlockStack gap="300">
      <Box paddingInline={{ xs: "400", sm: "0" }}>
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {texts.answers}
          </Text>
          <Text as="p" tone="subdued" variant="bodySm">
            {texts.note}
          </Text>
        </BlockStack>
      </Box>
      <InlineGrid columns={{ xs: 1, md: 2 }} gap="400">
        {view.questions
          .filter(({ type }) => type !== "info")
          .map((question) => (
            <AnswerCard
              key={question.id}
              question={question}
              floor={view.floor}
              segmentUrl={`/app/segments/new?${new URLSearchParams({ quiz: view.handle, question: question.key })}`}
              wordsUrl={`/app/quizzes/${view.id}/words?question=${question.id}${search ? `&${search}` : ""}`}
            />
          ))}
      </InlineGrid>
    </BlockStack>
  );
}

interface AnswerCardProps {
  question: QuestionResult;
  floor: number;
  wordsUrl: string;
  segmentUrl: string;
}

function AnswerCard({ question, floor, wordsUrl, segmentUrl }: AnswerCardProps) {
  const { answered, skipped, tooFew, figure, text } = question;
  const hidden = tooFew && figure.kind !== "words" && figure.kind !== "contact";
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="050">
          <Text as="h3" variant="headingSm">
            {text}
          </Text>
          <Text as="p" tone="subdued" variant="bodySm">
            {texts.n(answered, skipped)}
          </Text>
        </BlockStack>
        {answered === 0 ? (
          <Text as="p">{texts.noAnswers}</Text>
        ) : hidden ? (
          <Text as="p">{texts.tooFew(answered, floor)}</Text>
        ) : (
          <FigureOf figure={figure} name={text} floor={floor} wordsUrl={wordsUrl} />
        )}
        {figure.kind === "bars" && question.type !== "consent" && answered > 0 ? (
          <Link to={segmentUrl} className="candor-text-link" aria-label={texts.segmentOf(text)}>
            {texts.segment}
          </Link>
        ) : null}
      </BlockStack>
    </Card>
  );
}

function FigureOf({
  figure,
  name,
  floor,
  wordsUrl,
}: {
  figure: Figure;
  name: string;
  floor: number;
  wordsUrl: string;
}) {
  switch (figure.kind) {
    case "bars":
      return (
        <>
          <ul className="candor-shares">
            {figure.options.map((option) => (
              <OptionBar key={option.id} option={option} />
            ))}
          </ul>
          {figure.options.some(({ count }) => count === undefined) ? <Note text={hiddenNote(floor)} /> : null}
          {figure.several ? <Note text={texts.several} /> : null}
        </>
      );
    case "ranking":
      return (
        <>
          <ul className="candor-shares">
            {figure.options.map(({ id, text, place, hidden }) => (
              <ShareBar
                key={id}
                label={text}
                value={place ? texts.place(place) : hidden ? hiddenText : "–"}
                share={place && placeShare(place, figure.options.length)}
              />
            ))}
          </ul>
          {figure.options.some(({ hidden }) => hidden) ? <Note text={hiddenNote(floor)} /> : null}
          <Note text={texts.placeNote} />
        </>
      );
    case "numbers":
      return (
        <>
          {figure.spread ? <Text as="p">{texts.spread(figure.spread, figure.unit)}</Text> : null}
          <Histogram name={name} unit={figure.unit || texts.value} bins={figure.bins} />
        </>
      );
    case "nps":
      return (
        <>
          {figure.nps ? <NpsFigure nps={figure.nps} floor={floor} /> : null}
          <Histogram name={name} unit={texts.value} bins={figure.bins} />
        </>
      );
    case "months":
      return (
        <>
          <Histogram name={name} unit={texts.month} bins={figure.bins} />
          <Note text={texts.months(figure.n)} />
        </>
      );
    case "words":
      return (
        <Link to={wordsUrl} className="candor-text-link" aria-label={texts.wordsOf(name)}>
          {texts.words}
        </Link>
      );
    case "contact":
      return <Text as="p">{texts.contact}</Text>;
    case "read":
      return <Text as="p">{texts.read}</Text>;
  }
}

/** The first place fills the bar, the last leaves it empty. */
function placeShare({ n, mean, low, high }: Spread, options: number) {
  const share = (place: number): number => Math.min(1, Math.max(0, (options - place) / Math.max(1, options - 1)));
  return { hits: share(mean) * n, of: n, low: share(high), high: share(low) };
}

const TONES = { promoters: { tone: "good" }, passives: {}, detractors: { tone: "bad" } } as const;

function NpsFigure({ nps, floor }: { nps: Promoters; floor: number }) {
  const { n, groups, score, low, high } = nps;
  return (
    <>
      <Text as="p" variant="headingLg">
        {score === undefined ? texts.npsBetween(low, high) : texts.nps(score, low, high)}
      </Text>
      <Note text={score === undefined ? texts.npsHidden : texts.npsNote} />
      <ul className="candor-shares">
        {promoterGroups.map((group) => {
          const hits = groups[group];
          const share = hits === undefined ? undefined : rate(hits, n);
          return (
            <ShareBar
              key={group}
              label={texts.groups[group]}
              value={hits === undefined ? hiddenText : share ? `${countText(hits)} · ${rateText(share)}` : "–"}
              share={share}
              {...TONES[group]}
            />
          );
        })}
      </ul>
      {score === undefined ? <Note text={hiddenNote(floor)} /> : null}
    </>
  );
}

function OptionBar({ option }: { option: OptionResult }) {
  const { text, count, share, colour, picture } = option;
  const mark = colour ? (
    <span className="candor-swatch" style={{ background: colour }} aria-hidden="true" />
  ) : picture ? (
    <img className="candor-thumb" src={picture} alt="" width={28} height={28} />
  ) : undefined;
  const value =
    count === undefined ? hiddenText : share ? `${countText(count)} · ${rateText(share)}` : countText(count);
  return <ShareBar label={text} value={value} share={share} mark={mark} />;
}

const Note = ({ text }: { text: string }) => (
  <Text as="p" tone="subdued" variant="bodySm">
    {text}
  </Text>
);
