import { useFetcher } from "@remix-run/react";
import { Badge, BlockStack, Box, Button, Card, FormLayout, InlineStack, Link, Text, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import type { AskReason } from "../contract/asking.ts";
import { ListTable } from "../ui/list-table.tsx";
import type { Column } from "../ui/list-table.tsx";
import { toast } from "../ui/toast.ts";
import type { AskedLine } from "./asked.ts";

const texts = {
  budget: "Never too much at once",
  budgetText:
    "Pop-ups and other quizzes that show up by themselves ask one person at most this much, over all of them together. What is known and fresh is not asked again.",
  questions: "Questions per person",
  days: "Within so many days",
  save: "Save",
  saved: "Saved",
  log: "Asked and not asked",
  logText: (n: number) => (n === 0 ? "" : `The newest ${n}. Only people who agreed to be remembered are listed.`),
  none: "Nothing yet. As soon as a pop-up could ask somebody who agreed to be remembered, the decision and its reason appear here.",
  when: "When",
  who: "Who",
  quiz: "Quiz",
  where: "Where",
  why: "Why",
  person: (id: number) => `Person ${id}`,
  asked: (n: number) => `Asked, ${n} ${n === 1 ? "question" : "questions"}`,
};

const placements: Record<string, string> = { popup: "Pop-up", block: "Block in a page", page: "Shared page" };

const reasons: Record<AskReason, string> = {
  ask: "Asked",
  budget: "Not asked: enough was asked lately",
  known: "Not asked: everything is known and fresh",
  done: "Not asked: answered already",
  priority: "Not asked: another quiz asked instead",
  withdrawn: "Not asked: they withdrew their consent",
  missing: "Not asked: not published",
};

type Reply = { faults?: Record<string, string>; ok?: boolean };

export function BudgetCard({ askQuestions, askDays }: { askQuestions: number; askDays: number }) {
  const fetcher = useFetcher<Reply>();
  const [questions, setQuestions] = useState(String(askQuestions));
  const [days, setDays] = useState(String(askDays));
  const faults = fetcher.data?.faults ?? {};
  const isSaved = fetcher.data?.ok === true && fetcher.state === "idle";
  useEffect(() => {
    if (isSaved) toast(texts.saved);
  }, [isSaved]);
  return (
    <Card>
      <fetcher.Form method="post">
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {texts.budget}
          </Text>
          <Text as="p">{texts.budgetText}</Text>
          <FormLayout>
            <FormLayout.Group>
              <TextField
                label={texts.questions}
                name="askQuestions"
                type="number"
                value={questions}
                onChange={setQuestions}
                error={faults["askQuestions"]}
                autoComplete="off"
              />
              <TextField
                label={texts.days}
                name="askDays"
                type="number"
                value={days}
                onChange={setDays}
                error={faults["askDays"]}
                autoComplete="off"
              />
            </FormLayout.Group>
          </FormLayout>
          <InlineStack>
            <Button submit variant="primary" loading={fetcher.state !== "idle"}>
              {texts.save}
            </Button>
          </InlineStack>
        </BlockStack>
      </fetcher.Form>
    </Card>
  );
}

const columns: Column<AskedLine>[] = [
  {
    title: texts.why,
    cell: ({ reason, questions }) => (
      <Badge tone={reason === "ask" ? "success" : undefined}>
        {reason === "ask" ? texts.asked(questions) : reasons[reason]}
      </Badge>
    ),
  },
  { title: texts.quiz, cell: ({ quiz }) => quiz },
  { title: texts.where, cell: ({ placement }) => placements[placement] ?? placement },
  {
    title: texts.who,
    cell: ({ profileId }) => <Link url={`/app/customers/${profileId}`}>{texts.person(profileId)}</Link>,
  },
  { title: texts.when, cell: ({ at }) => at },
];

export function AskedCard({ lines }: { lines: AskedLine[] }) {
  return (
    <BlockStack gap="200">
      <Box paddingInline={{ xs: "400", sm: "0" }}>
        <Text as="h2" variant="headingMd">
          {texts.log}
        </Text>
        <Text as="p" tone="subdued">
          {lines.length === 0 ? texts.none : texts.logText(lines.length)}
        </Text>
      </Box>
      {lines.length > 0 && (
        <Card padding="0">
          <ListTable rows={lines} keyOf={({ id }) => String(id)} columns={columns} />
        </Card>
      )}
    </BlockStack>
  );
}
