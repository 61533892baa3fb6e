import { pipeline, Readable } from "node:stream";
import { stringify } from "csv-stringify";
import type { Question } from "../contract/question.ts";
import type { QuizContent } from "../contract/quiz.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { open } from "../platform/secret.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { findVersion, listVersions, requireQuiz } from "../quiz/quiz.store.server.ts";
import { exportPage } from "./export.store.server.ts";
import type { ExportRow } from "./export.store.server.ts";
import type { ResultsFilter } from "./filter.ts";
import { answerText } from "./answer-text.ts";
import { scopeOf } from "./scope.store.server.ts";

const PAGE = 500;
const HEAD = [
  "response",
  "kind",
  "version",
  "placement",
  "language",
  "device",
  "source",
  "medium",
  "campaign",
  "started",
  "finished",
  "stopped_at",
  "result_page",
  "customer",
  "added_to_cart",
];

interface Column {
  id: string;
  title: string;
}

/** Questions of all versions, each once: newer wordings first. */
async function columnsOf(tx: Tx, shop: ShopId, quizId: number): Promise<{ columns: Column[]; versions: Versions }> {
  const versions: Versions = new Map();
  const columns = new Map<string, Column>();
  for (const line of await listVersions(tx, shop, quizId)) {
    const version = await findVersion(tx, shop, line.id);
    if (!version) continue;
    versions.set(line.id, { number: line.number, content: version.content });
    for (const { id, text } of version.content.questions) {
      if (!columns.has(id)) columns.set(id, { id, title: `${id}: ${text}` });
    }
  }
  return { columns: [...columns.values()], versions };
}

type Versions = Map<string, { number: number; content: QuizContent }>;

function cell(row: ExportRow, question: Question | undefined, key: Key): string {
  const answer = row.answers.find(({ questionId }) => questionId === question?.id);
  if (!answer || !question) return "";
  if (answer.textSealed !== null) return open(key, `Answer.textSealed/${answer.id}`, answer.textSealed);
  return answerText(question, JSON.parse(answer.options));
}

function lineOf(row: ExportRow, columns: Column[], versions: Versions, key: Key): string[] {
  const version = versions.get(row.versionId);
  const questions = new Map(version?.content.questions.map((question) => [question.id, question]));
  return [
    row.id,
    row.test ? "test" : row.flag === null ? "shopper" : `flagged: ${row.flag}`,
    String(version?.number ?? ""),
    row.placement,
    row.language,
    row.device ?? "",
    row.utmSource ?? "",
    row.utmMedium ?? "",
    row.utmCampaign ?? "",
    row.startedAt.toISOString(),
    row.finishedAt?.toISOString() ?? "",
    questions.get(row.stoppedAt ?? "")?.text ?? row.stoppedAt ?? "",
    version?.content.outcomes?.find(({ id }) => id === row.outcomeId)?.title ?? "",
    row.customerId ?? "",
    String(row.added),
    ...columns.map(({ id }) => cell(row, questions.get(id), key)),
  ];
}

/** The responses of a quiz that a filter lets through as CSV, page by page: a large export never lies in memory as a whole. */
export async function exportResponses(
  tx: Tx,
  shop: ShopId,
  quizId: number,
  filter: ResultsFilter,
  key: Key,
): Promise<Readable> {
  await requireQuiz(tx, shop, quizId);
  const { columns, versions } = await columnsOf(tx, shop, quizId);
  const scope = scopeOf(shop, quizId, filter);
  async function* lines() {
    yield [...HEAD, ...columns.map(({ title }) => title)];
    let after: ExportRow | undefined;
    for (;;) {
      const page = await exportPage(tx, shop, scope, after, PAGE);
      yield* page.map((row) => lineOf(row, columns, versions, key));
      after = page.at(-1);
      if (page.length < PAGE) return;
    }
  }
  // A cell that a spreadsheet would run as a formula gets an apostrophe in front.
  const csv = stringify({ bom: true, escape_formulas: true, record_delimiter: "windows" });
  // A fault on the way ends the file where it is: the download fails instead of looking whole.
  return pipeline(Readable.from(lines()), csv, () => undefined);
}
