import {
  Badge,
  BlockStack,
  Box,
  Button,
  Card,
  IndexTable,
  InlineStack,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { ExportIcon } from "@shopify/polaris-icons";
import { Link } from "@remix-run/react";
import { useState } from "react";
import { download } from "../ui/download.ts";
import { Empty } from "../ui/empty.tsx";
import { Sparkline } from "../ui/sparkline.tsx";
import { toast } from "../ui/toast.ts";
import { quizFileName } from "./quiz-file-text.ts";
import { searchQuizzes } from "./quiz-list-row.ts";
import type { QuizListRow, QuizStatus } from "./quiz-list-row.ts";

const texts = {
  emptyTitle: "Ask your shoppers something worth answering",
  empty:
    "A quiz helps shoppers find what fits and tells you, with their consent, who they are. Start from one of nine templates: it works at once, and you can change every word.",
  start: "Start from a template",
  quiz: "Quiz",
  status: "Status",
  lately: "Last 30 days",
  started: (count: number) => `${count.toLocaleString("en")} started`,
  finished: "Finished",
  finishedNote: (n: number) => `of ${n.toLocaleString("en")} in all`,
  nobody: "Nobody yet",
  goal: "Goal",
  goals: { reached: "Reached", open: "Not yet", waiting: "No answers yet" },
  noGoal: "None set",
  changed: "Changed",
  live: "Live",
  draft: "Draft",
  kinds: { quiz: "Quiz", poll: "Poll", survey: "Survey", preferences: "Preferences" },
  search: "Search",
  statuses: [
    { value: "all", label: "All" },
    { value: "live", label: "Live" },
    { value: "draft", label: "Drafts" },
  ],
  nothing: "No quiz fits this search.",
  results: "Results",
  resultsOf: (quiz: string) => `Results: ${quiz}`,
  exportOf: (quiz: string) => `Export as a file: ${quiz}`,
  failed: "The export failed. Try again.",
};

/** With more than this, people search. */
const MANY = 8;

export function QuizList({ quizzes }: { quizzes: QuizListRow[] }) {
  const [search, setSearch] = useState("");
  const [status, setStatus] = useState<QuizStatus>("all");
  if (quizzes.length === 0) {
    return (
      <Empty
        title={texts.emptyTitle}
        text={texts.empty}
        picture="/quiz.svg"
        action={{ label: texts.start, url: "/app/quizzes/new" }}
      />
    );
  }
  const shown = searchQuizzes(quizzes, search, status);
  return (
    <Card padding="0">
      {quizzes.length > MANY ? (
        <Box padding="400">
          <div className="candor-list-tools">
            <TextField
              label={texts.search}
              value={search}
              onChange={setSearch}
              autoComplete="off"
              clearButton
              onClearButtonClick={() => setSearch("")}
            />
            <Select
              label={texts.status}
              options={texts.statuses}
              value={status}
              onChange={(value: QuizStatus) => setStatus(value)}
            />
          </div>
        </Box>
      ) : null}
      {shown.length === 0 ? (
        <Box padding="400">
          <Text as="p">{texts.nothing}</Text>
        </Box>
      ) : (
        <>
          <div className="candor-wide-only">
            <QuizTable quizzes={shown} />
          </div>
          <ul className="candor-narrow-only candor-cards">
            {shown.map((quiz) => (
              <li key={quiz.id}>
                <QuizItem quiz={quiz} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

const nameOf = ({ title, kind }: QuizListRow): string => title || texts.kinds[kind];

function QuizTable({ quizzes }: { quizzes: QuizListRow[] }) {
  return (
    <IndexTable
      selectable={false}
      itemCount={quizzes.length}
      headings={[
        { title: texts.quiz },
        { title: texts.status },
        { title: texts.lately },
        { title: texts.finished },
        { title: texts.goal },
        { title: texts.results },
      ]}
    >
      {quizzes.map((quiz, at) => (
        <IndexTable.Row id={String(quiz.id)} key={quiz.id} position={at}>
          <IndexTable.Cell className="candor-about">
            <QuizName quiz={quiz} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <Status quiz={quiz} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <Lately quiz={quiz} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <Finished quiz={quiz} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <Goal quiz={quiz} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <Actions quiz={quiz} />
          </IndexTable.Cell>
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

function QuizItem({ quiz }: { quiz: QuizListRow }) {
  return (
    <BlockStack gap="200">
      <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
        <QuizName quiz={quiz} />
        <Status quiz={quiz} />
      </InlineStack>
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Lately quiz={quiz} />
        <Goal quiz={quiz} />
      </InlineStack>
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Finished quiz={quiz} />
        <Actions quiz={quiz} />
      </InlineStack>
    </BlockStack>
  );
}

function QuizName({ quiz }: { quiz: QuizListRow }) {
  return (
    <BlockStack>
      <Link to={`/app/quizzes/${quiz.id}`} data-primary-link className="candor-link">
        <Text as="span" fontWeight="semibold" breakWord>
          {nameOf(quiz)}
        </Text>
      </Link>
      <Text as="span" tone="subdued" variant="bodySm">
        {`${texts.kinds[quiz.kind]} · ${quiz.handle} · ${texts.changed.toLowerCase()} ${quiz.changed}`}
      </Text>
    </BlockStack>
  );
}

const Status = ({ quiz }: { quiz: QuizListRow }) =>
  quiz.published ? <Badge tone="success">{texts.live}</Badge> : <Badge>{texts.draft}</Badge>;

const Lately = ({ quiz }: { quiz: QuizListRow }) => (
  <InlineStack gap="200" blockAlign="center" wrap={false}>
    <Sparkline values={quiz.perDay} />
    <Text as="span" numeric>
      {texts.started(quiz.lately)}
    </Text>
  </InlineStack>
);

const Finished = ({ quiz }: { quiz: QuizListRow }) =>
  quiz.finishRate === undefined ? (
    <Text as="span" tone="subdued">
      {texts.nobody}
    </Text>
  ) : (
    <BlockStack>
      <Text as="span" numeric>
        {quiz.finishRate}
      </Text>
      <Text as="span" tone="subdued" variant="bodySm">
        {texts.finishedNote(quiz.started)}
      </Text>
    </BlockStack>
  );

const Goal = ({ quiz }: { quiz: QuizListRow }) =>
  quiz.goal === undefined ? (
    <Text as="span" tone="subdued" variant="bodySm">
      {`${texts.goal}: ${texts.noGoal.toLowerCase()}`}
    </Text>
  ) : (
    <Badge
      tone={quiz.goal === "reached" ? "success" : quiz.goal === "open" ? "attention" : undefined}
    >{`${texts.goal}: ${texts.goals[quiz.goal].toLowerCase()}`}</Badge>
  );

function Actions({ quiz }: { quiz: QuizListRow }) {
  const save = async () => {
    if (!(await download(`/app/quizzes/${quiz.id}/file`, quizFileName(quiz.handle)))) toast(texts.failed, true);
  };
  return (
    <InlineStack gap="200" wrap={false}>
      <Button size="slim" url={`/app/quizzes/${quiz.id}/results`} accessibilityLabel={texts.resultsOf(nameOf(quiz))}>
        {texts.results}
      </Button>
      <Button
        size="slim"
        icon={ExportIcon}
        onClick={() => void save()}
        accessibilityLabel={texts.exportOf(nameOf(quiz))}
      />
    </InlineStack>
  );
}
