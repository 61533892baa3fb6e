import { QuizContent } from "../contract/quiz.ts";
import type { ProductMatch, Question } from "../contract/question.ts";
import type { AnswerValue } from "../contract/response.ts";
import { pathsThrough, targetsOf } from "./paths.ts";

export interface Finding {
  /** An error keeps the quiz from being published; a warning and a note do not. */
  severity: "error" | "warning" | "note";
  /** Path into the content, as in `questions.2.options.0.text`. */
  field: string;
  message: string;
}

/** What the catalogue says: handed in, because recommending is a later room's work. */
interface ProductCounts {
  /** In-stock products that an option stands for. */
  matching(match: ProductMatch): number;
  /** In-stock products that fit the answers of one way through the quiz. */
  fitting(answers: ReadonlyMap<string, AnswerValue>): number;
}

export interface VerifyOptions {
  products: ProductCounts;
  /** Segments use what this quiz tells: then it must ask before it remembers. */
  feedsSegments: boolean;
}

const SEVERITIES: readonly Finding["severity"][] = ["error", "warning", "note"];

const error = (field: string, message: string): Finding => ({ severity: "error", field, message });
const warning = (field: string, message: string): Finding => ({ severity: "warning", field, message });

function repeated(ids: readonly string[]): number[] {
  return ids.flatMap((id, at) => (ids.indexOf(id) < at ? [at] : []));
}

function verifyTexts(content: QuizContent): Finding[] {
  const findings: Finding[] = [];
  if (!content.title.trim()) findings.push(error("title", "Give the quiz a title."));
  if (!content.result.title.trim()) findings.push(error("result.title", "Give the result page a title."));
  content.questions.forEach((question, at) => {
    const field = `questions.${at}`;
    if (!question.text.trim()) findings.push(error(`${field}.text`, "Write the question."));
    if (!("options" in question)) return;
    question.options.forEach((option, index) => {
      if (!option.text.trim()) findings.push(error(`${field}.options.${index}.text`, "Write a text for this option."));
      if (question.type === "picture" && !option.picture) {
        findings.push(
          warning(`${field}.options.${index}.picture`, "This option has no picture: only its text is shown."),
        );
      }
    });
    for (const index of repeated(question.options.map((option) => option.text.trim().toLowerCase()))) {
      findings.push(warning(`${field}.options.${index}.text`, "Two options have the same text."));
    }
  });
  return findings;
}

function verifyIds(content: QuizContent): Finding[] {
  const findings = repeated(content.questions.map((question) => question.id)).map((at) =>
    error(`questions.${at}.id`, "Two questions have the same name for answers. Choose another."),
  );
  content.questions.forEach((question, at) => {
    if (question.id === "end") findings.push(error(`questions.${at}.id`, "“end” is a reserved name. Choose another."));
    if (!("options" in question)) return;
    for (const index of repeated(question.options.map((option) => option.id))) {
      findings.push(error(`questions.${at}.options.${index}.id`, "Two options have the same name. Choose another."));
    }
  });
  return findings;
}

function verifyBranches(content: QuizContent): Finding[] {
  const findings: Finding[] = [];
  const places = new Map(content.questions.map((question, at) => [question.id, at]));
  content.questions.forEach((question, at) => {
    if (!("options" in question)) return;
    question.branches.forEach((branch, index) => {
      const field = `questions.${at}.branches.${index}`;
      const target = branch.goTo === "end" ? Infinity : places.get(branch.goTo);
      if (!question.options.some((option) => option.id === branch.option)) {
        findings.push(
          error(field, "This jump belongs to an option that is gone. Choose an option or remove the jump."),
        );
      }
      if (target === undefined) {
        findings.push(error(field, "This jump leads to a question that is gone: a dead end. Choose where to go."));
      } else if (target <= at) {
        findings.push(error(field, "This jump leads back, so the quiz would never end. Choose a later question."));
      }
    });
    for (const index of repeated(question.branches.map((branch) => branch.option))) {
      findings.push(
        warning(
          `questions.${at}.branches.${index}`,
          "Another jump for the same option comes first: this one never applies.",
        ),
      );
    }
  });
  return findings;
}

function verifyReach(content: QuizContent): Finding[] {
  const reached = new Set([0]);
  // Forward jumps only (others are errors of their own): one pass in order finds everything that can be reached.
  content.questions.forEach((question, at) => {
    if (reached.has(at)) for (const target of targetsOf(content, question, at)) reached.add(target);
  });
  return content.questions.flatMap((_, at) =>
    reached.has(at) ? [] : [error(`questions.${at}`, "Nobody can reach this question: every jump passes it by.")],
  );
}

function verifyOptions(question: Question, at: number, products: ProductCounts): Finding[] {
  if (!("options" in question)) return [];
  const shopIsEmpty = products.matching({ terms: [] }) === 0;
  const field = `questions.${at}.options`;
  if (question.options.length < 2) return [error(field, "Offer at least two options.")];
  return question.options.flatMap((option, index) => {
    const { match } = option;
    if (!match) return [];
    const path = `${field}.${index}.match`;
    if (match.priceFrom !== undefined && match.priceTo !== undefined && match.priceFrom > match.priceTo) {
      return [error(`${path}.priceTo`, "The highest price is below the lowest.")];
    }
    return shopIsEmpty || products.matching(match) > 0
      ? []
      : [warning(path, "No product in stock fits this option. Add other words or another price.")];
  });
}

function verifyProducts(content: QuizContent, products: ProductCounts): Finding[] {
  const wanted = content.result.products;
  if (wanted === 0) return [];
  if (products.matching({ terms: [] }) === 0) {
    return [
      error(
        "result.products",
        "No product in stock is known yet. While your products are being read, wait a moment (Home shows how far it is); otherwise show no products.",
      ),
    ];
  }
  const poor = new Map<string, Finding>();
  for (const path of pathsThrough(content)) {
    const found = products.fitting(path.answers);
    if (found >= wanted) continue;
    const last = path.choices.findLast((choice) => choice.match) ?? path.choices.at(-1);
    const field = last ? `questions.${last.question}.options.${last.option}.match` : "result.products";
    if (poor.has(field)) continue;
    const choices = path.choices.map((choice) => `“${choice.text}”`).join(", ");
    const have = found === 0 ? "no product in stock fits" : `only ${found} in stock ${found === 1 ? "fits" : "fit"}`;
    poor.set(
      field,
      error(
        field,
        `Who answers ${choices || "this quiz"} should see ${wanted} products, but ${have}. Add words, widen a price, or show fewer products.`,
      ),
    );
  }
  return [...poor.values()];
}

function verifyConsent(content: QuizContent, feedsSegments: boolean): Finding[] {
  const asks = content.questions.some((question) => question.type === "consent");
  if (asks) return [];
  return feedsSegments
    ? [
        error(
          "questions",
          "Segments use these answers, so the quiz must ask whether it may remember them. Add a consent question.",
        ),
      ]
    : [
        warning(
          "questions",
          "Without a consent question no answer is remembered for a customer: results are counted, nothing more.",
        ),
      ];
}

/** More than this the storefront's metafield may not hold. */
const MOST_BYTES = 100_000;

/** What else the published form asks for, where nothing was said yet. */
function verifyForm(content: QuizContent, said: readonly Finding[]): Finding[] {
  const issues = QuizContent.safeParse(content).error?.issues ?? [];
  const findings = issues
    .map((issue) => error(issue.path.join("."), `${issue.message.charAt(0).toUpperCase()}${issue.message.slice(1)}.`))
    .filter(({ field }) => !said.some((finding) => finding.severity === "error" && finding.field === field));
  if (new TextEncoder().encode(JSON.stringify(content)).length <= MOST_BYTES) return findings;
  return [
    ...findings,
    error(
      "questions",
      "All texts and pictures together are too long for a quiz (100 kB). Use picture addresses, or fewer options.",
    ),
  ];
}

/** Everything that would keep a quiz from working, with the field to mend. Errors first. */
export function verifyQuiz(content: QuizContent, { products, feedsSegments }: VerifyOptions): Finding[] {
  if (content.questions.length === 0) return [error("questions", "Add at least one question.")];
  const structure = [
    ...verifyTexts(content),
    ...verifyIds(content),
    ...verifyBranches(content),
    ...verifyReach(content),
    ...content.questions.flatMap((question, at) => verifyOptions(question, at, products)),
    ...verifyConsent(content, feedsSegments),
  ];
  structure.push(...verifyForm(content, structure));
  const sound = structure.every((finding) => finding.severity === "warning");
  const findings = sound ? [...structure, ...verifyProducts(content, products)] : structure;
  return findings.sort((left, right) => SEVERITIES.indexOf(left.severity) - SEVERITIES.indexOf(right.severity));
}
