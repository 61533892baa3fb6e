import { Badge, BlockStack, Card, InlineStack, Text } from "@shopify/polaris";

const reasons: Record<string, string> = {
  honeypot: "filled in a field that people don’t see",
  speed: "faster than people read and tap",
  crowd: "one of very many votes from one network",
};
const texts = {
  finished: "Finished",
  stopped: "Stopped",
  stoppedAt: (question: string) => `Stopped before “${question}”`,
  skipped: "skipped",
  flagged: (why: string) => `Flagged: ${reasons[why] ?? why}`,
};

interface ResponseCardProps {
  startedAt: string;
  finished: boolean;
  stoppedAt?: string | undefined;
  outcome?: string | undefined;
  where: string[];
  flag?: string | undefined;
  answers: { question: string; answer: string }[];
}

/** One walk: when, where, how far, and what was said. */
export function ResponseCard({ response }: { response: ResponseCardProps }) {
  const { startedAt, finished, stoppedAt, outcome, where, flag, answers } = response;
  return (
    <Card>
      <BlockStack gap="200">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingSm">
            {startedAt}
          </Text>
          <Badge tone={finished ? "success" : undefined}>{finished ? texts.finished : texts.stopped}</Badge>
          {outcome ? <Badge tone="info">{outcome}</Badge> : null}
          {flag ? <Badge tone="warning">{texts.flagged(flag)}</Badge> : null}
        </InlineStack>
        <Text as="p" tone="subdued" variant="bodySm">
          {where.join(" · ")}
        </Text>
        {!finished && stoppedAt ? <Text as="p">{texts.stoppedAt(stoppedAt)}</Text> : null}
        <dl className="candor-said">
          {answers.map(({ question, answer }) => (
            <div key={question}>
              <dt>{question}</dt>
              <dd>{answer || texts.skipped}</dd>
            </div>
          ))}
        </dl>
      </BlockStack>
    </Card>
  );
}
