import { Badge, BlockStack, Box, Button, Card, Icon, InlineStack, Text } from "@shopify/polaris";
import { CheckCircleIcon } from "@shopify/polaris-icons";
import { useEffect, useState } from "react";
import type { HomeView } from "./home.ts";

const texts = {
  title: "Get started",
  doneTitle: "All set up",
  done: (count: number, of: number) => `${count} of ${of} done`,
  allDone: "Your quiz is live and your segment is kept up to date. Have a look at the results.",
  results: "See results",
  next: "Next",
  checking: "Checking your theme…",
  quiz: {
    title: "Publish a quiz",
    text: "The gift finder works at once: start from it, change what you like, publish.",
    start: "Start from a template",
    go: "Open the editor",
  },
  block: {
    title: "Show it to shoppers",
    text: "On the home page, on product pages or as a pop-up: your theme editor opens with it added, and you press Save there.",
    go: "Choose where",
    on: "It is in your theme.",
  },
  embed: {
    title: "See which orders follow",
    text: "Candor’s app embed notes in the cart that its shopper took a quiz, so that results show the orders. Your theme editor opens with it switched on: press Save there.",
    go: "Switch the embed on",
    on: "The embed is on.",
  },
  segment: {
    title: "Build a segment",
    text: "Join answers with orders: for example gifts for the home, from people who bought twice this year.",
    go: "Build a segment",
  },
};

interface ThemeState {
  block: boolean;
  embed: boolean;
}

interface Activation {
  target: string;
  handle: string;
  status: string;
}

/** What of ours stands in the live theme, as Shopify's admin tells it. */
async function readTheme(): Promise<ThemeState> {
  const extensions = await window.shopify.app.extensions();
  const blocks = extensions
    .filter((extension) => extension.type === "theme_app_extension")
    .flatMap((extension) => extension.activations as unknown as Activation[]);
  const isOn = (isWanted: (block: Activation) => boolean) =>
    blocks.some((block) => isWanted(block) && block.status === "active");
  return {
    // Any placement will do: a shop that asks by pop-up alone has placed its quiz.
    block: isOn(({ target, handle }) => target === "section" || handle === "candor-popup"),
    embed: isOn(({ handle }) => handle === "candor-embed"),
  };
}

function useTheme(): ThemeState | "checking" | "unknown" {
  const [theme, setTheme] = useState<ThemeState | "checking" | "unknown">("checking");
  useEffect(() => {
    const read = () => void readTheme().then(setTheme, () => setTheme("unknown"));
    read();
    // The theme editor opens in another tab: coming back shows what was done there.
    window.addEventListener("focus", read);
    return () => window.removeEventListener("focus", read);
  }, []);
  return theme;
}

interface Step {
  title: string;
  text: string;
  done: boolean;
  /** None where another step has to come first. */
  action: { label: string; url: string; external?: boolean } | undefined;
}

function stepsOf(view: HomeView, theme: ThemeState | "checking" | "unknown"): Step[] {
  const known = typeof theme === "object" ? theme : undefined;
  const editor = `https://${view.domain}/admin/themes/current/editor`;
  return [
    {
      ...texts.quiz,
      done: view.publishedQuiz !== undefined,
      action: view.anyQuiz
        ? { label: texts.quiz.go, url: `/app/quizzes/${view.anyQuiz.id}` }
        : { label: texts.quiz.start, url: "/app/quizzes/new" },
    },
    {
      title: texts.block.title,
      text: known?.block ? texts.block.on : texts.block.text,
      done: known?.block ?? false,
      action: view.anyQuiz && {
        label: texts.block.go,
        url: `/app/quizzes/${(view.publishedQuiz ?? view.anyQuiz).id}/share`,
      },
    },
    {
      title: texts.embed.title,
      text: known?.embed ? texts.embed.on : texts.embed.text,
      done: known?.embed ?? false,
      action: {
        label: texts.embed.go,
        url: `${editor}?context=apps&template=product&activateAppId=${view.clientId}/candor-embed`,
        external: true,
      },
    },
    {
      ...texts.segment,
      done: view.figures.segments > 0,
      action: { label: texts.segment.go, url: "/app/segments/new" },
    },
  ];
}

/** What to do next, and whether it is done: the first open step stands out. */
export function SetupGuide({ view }: { view: HomeView }) {
  const theme = useTheme();
  const steps = stepsOf(view, theme);
  const done = steps.filter((step) => step.done).length;
  const next = steps.findIndex((step) => !step.done);
  if (next === -1 && view.publishedQuiz) return <AllDone quizId={view.publishedQuiz.id} />;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {texts.title}
          </Text>
          <Badge>{texts.done(done, steps.length)}</Badge>
        </InlineStack>
        {theme === "checking" ? (
          <Text as="p" tone="subdued">
            {texts.checking}
          </Text>
        ) : null}
        {steps.map((step, at) => (
          <StepRow key={step.title} step={step} isNext={at === next} />
        ))}
      </BlockStack>
    </Card>
  );
}

/** Whoever is through with it wants their figures, not four ticks. */
function AllDone({ quizId }: { quizId: number }) {
  return (
    <Card>
      <InlineStack align="space-between" blockAlign="center" gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {texts.doneTitle}
          </Text>
          <Text as="p" tone="subdued">
            {texts.allDone}
          </Text>
        </BlockStack>
        <Button url={`/app/quizzes/${quizId}/results`}>{texts.results}</Button>
      </InlineStack>
    </Card>
  );
}

function StepRow({ step, isNext }: { step: Step; isNext: boolean }) {
  const { action } = step;
  return (
    <Box padding="300" borderRadius="200" background={isNext ? "bg-surface-secondary" : undefined}>
      <InlineStack gap="300" wrap={false} blockAlign="start">
        <span style={{ flex: "none", width: 20 }}>
          {step.done ? (
            <Icon source={CheckCircleIcon} tone="success" accessibilityLabel="Done" />
          ) : (
            <span className="candor-open-step" />
          )}
        </span>
        <BlockStack gap="200">
          <BlockStack gap="050">
            <Text as="h3" variant="headingSm">
              {step.title}
            </Text>
            <Text as="p" tone="subdued">
              {step.text}
            </Text>
          </BlockStack>
          {step.done || !action ? null : (
            <InlineStack>
              <Button
                variant={isNext ? "primary" : undefined}
                url={action.url}
                external={action.external}
                target={action.external ? "_top" : undefined}
              >
                {action.label}
              </Button>
            </InlineStack>
          )}
        </BlockStack>
      </InlineStack>
    </Box>
  );
}
