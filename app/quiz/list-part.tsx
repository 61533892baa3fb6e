import { Badge, Card, IndexTable, Text } from "@shopify/polaris";
import { Link } from "@remix-run/react";
import { Empty } from "../ui/empty.tsx";

const texts = {
  emptyTitle: "Ask your shoppers something worth answering",
  empty:
    "A quiz helps shoppers find what fits and tells you, with their consent, who they are. Start from a template: it works at once, and you can change every word.",
  start: "Start from a template",
  quiz: "Quiz",
  status: "Status",
  started: "Started",
  finished: "Finished",
  changed: "Last changed",
  live: "Live",
  draft: "Draft",
  kinds: { quiz: "Quiz", poll: "Poll", survey: "Survey", preferences: "Preferences" },
};

export interface QuizListRow {
  id: number;
  title: string;
  kind: "quiz" | "poll" | "survey" | "preferences";
  published: boolean;
  changed: string;
  started: number;
  finished: number;
}

export function QuizList({ quizzes }: { quizzes: QuizListRow[] }) {
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
  return (
    <Card padding="0">
      <IndexTable
        selectable={false}
        itemCount={quizzes.length}
        headings={[
          { title: texts.quiz },
          { title: texts.status },
          { title: texts.started, alignment: "end" },
          { title: texts.finished, alignment: "end" },
          { title: texts.changed },
        ]}
      >
        {quizzes.map((quiz, at) => (
          <IndexTable.Row id={String(quiz.id)} key={quiz.id} position={at}>
            <IndexTable.Cell>
              <Link to={`/app/quizzes/${quiz.id}`} data-primary-link className="candor-link">
                <Text as="span" fontWeight="semibold">
                  {quiz.title || texts.kinds[quiz.kind]}
                </Text>
              </Link>
            </IndexTable.Cell>
            <IndexTable.Cell>
              {quiz.published ? <Badge tone="success">{texts.live}</Badge> : <Badge>{texts.draft}</Badge>}
            </IndexTable.Cell>
            <IndexTable.Cell>
              <Text as="span" alignment="end" numeric>
                {quiz.started}
              </Text>
            </IndexTable.Cell>
            <IndexTable.Cell>
              <Text as="span" alignment="end" numeric>
                {quiz.finished}
              </Text>
            </IndexTable.Cell>
            <IndexTable.Cell>{quiz.changed}</IndexTable.Cell>
          </IndexTable.Row>
        ))}
      </IndexTable>
    </Card>
  );
}
