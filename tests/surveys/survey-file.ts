import { parse } from "csv-parse/sync";
import type { QuizContent } from "../../app/contract/quiz.ts";
import type { AnswerValue } from "../../app/contract/response.ts";

/** One column of a survey's file: the question that it was, and what its cells mean as answers. */
interface Column {
  question: QuizContent["questions"][number];
  answerOf(cell: string): AnswerValue;
}

export interface Survey {
  columns: Column[];
  rows: string[][];
}

const MOST_OPTIONS = 40;
/** So many numbers are still names of something: 1 is yes, 2 is no. */
const FEW_NUMBERS = 10;
const MOST_QUESTIONS = 30;

const isNumber = (cell: string): boolean => cell.trim() !== "" && Number.isFinite(Number(cell));

function columnOf(name: string, at: number, cells: readonly string[]): Column {
  const id = `q${at + 1}`;
  const told = [...new Set(cells.filter((cell) => cell !== ""))].sort();
  const common = { id, text: name || `Column ${at + 1}`, required: false } as const;
  if (told.length > FEW_NUMBERS && told.every(isNumber)) {
    return { question: { ...common, type: "number", branches: [] }, answerOf: (cell) => Number(cell) };
  }
  if (told.length <= MOST_OPTIONS) {
    const options = told.map((text, index) => ({ id: `o${index + 1}`, text }));
    while (options.length < 2) options.push({ id: `o${options.length + 1}`, text: "Something else" });
    return {
      question: { ...common, type: "single", options, branches: [] },
      answerOf: (cell) => [`o${told.indexOf(cell) + 1}`],
    };
  }
  return { question: { ...common, type: "text", maxLength: 1000 }, answerOf: (cell) => cell };
}

/** A survey as its file tells it: a question for each column that is not the number of the row or of the person. */
export function readSurvey(csv: string): Survey {
  const [header = [], ...rows] = parse(csv, { bom: true, relax_column_count: true }) as string[][];
  const asked = header
    .map((name, at) => ({ name, at }))
    .filter(({ name }) => !/^(rownames|respondent_id)$/i.test(name))
    .slice(0, MOST_QUESTIONS);
  const cells = rows.map((row) => asked.map(({ at }) => (row[at] === "NA" ? "" : (row[at] ?? "").trim())));
  return {
    columns: asked.map(({ name }, at) =>
      columnOf(
        name,
        at,
        cells.map((row) => row[at] ?? ""),
      ),
    ),
    rows: cells,
  };
}
