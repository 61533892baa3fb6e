import { QuizContent } from "../../contract/quiz.ts";
import type { QuizKind } from "../../contract/quiz.ts";
import { faultWords } from "../fault-words.ts";
import { error, warning } from "./finding.ts";
import type { Finding } from "./finding.ts";
import { verifyBranches, verifyReach } from "./verify-flow.ts";
import {
  verifyConsentWords,
  verifyIds,
  verifyNumbers,
  verifyPipes,
  verifyTexts,
  verifyUse,
} from "./verify-questions.ts";
import { verifyOptions, verifyOutcomes, verifyPoints, verifyProducts } from "./verify-results.ts";
import type { ProductCounts } from "./verify-results.ts";
import { verifyAddresses, verifyColours, verifyLanguages, verifyLength, verifyPoll } from "./verify-settings.ts";

export interface VerifyOptions {
  products: ProductCounts;
  /** Segments use what this quiz tells: then it must ask before it remembers. */
  feedsSegments: boolean;
  /** Questions and traits that segments look at. */
  used?: ReadonlySet<string>;
  kind?: QuizKind;
  /** How many questions the shop asks one person at a time. */
  budget?: number;
}

function verifyConsent(content: QuizContent, feedsSegments: boolean): Finding[] {
  const asks = content.questions.some((question) => question.type === "consent" && question.purpose === "personalise");
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
          "Nothing asks whether answers may be remembered for a customer: results are counted, nothing more.",
        ),
      ];
}

/** More than this the storefront's metafield may not hold. */
const MOST_BYTES = 100_000;

/** What else the published form asks for, where nothing was said yet. */
function verifyForm(content: QuizContent, said: readonly Finding[]): Finding[] {
  const issues = QuizContent.safeParse(content, { error: faultWords }).error?.issues ?? [];
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

const SEVERITIES: readonly Finding["severity"][] = ["error", "warning", "note"];

/** Everything that would keep a quiz from working, with the field to mend. Errors first. */
export function verifyQuiz(content: QuizContent, options: VerifyOptions): Finding[] {
  if (content.questions.length === 0) return [error("questions", "Add at least one question.")];
  const { products, feedsSegments, used = new Set<string>(), kind, budget } = options;
  const structure = [
    ...verifyTexts(content),
    ...verifyIds(content),
    ...content.questions.flatMap(verifyNumbers),
    ...verifyBranches(content),
    ...verifyReach(content),
    ...verifyPipes(content),
    ...content.questions.flatMap((question, at) => verifyOptions(question, at, products)),
    ...verifyPoints(content),
    ...verifyConsent(content, feedsSegments),
    ...verifyConsentWords(content),
    ...verifyAddresses(content),
    ...verifyPoll(content, kind),
    ...verifyColours(content),
    ...verifyLanguages(content),
    ...verifyLength(content, budget),
    ...verifyUse(content, used),
  ];
  structure.push(...verifyForm(content, structure));
  const sound = structure.every((finding) => finding.severity !== "error");
  const findings = sound ? [...structure, ...verifyOutcomes(content), ...verifyProducts(content, products)] : structure;
  return findings.sort((left, right) => SEVERITIES.indexOf(left.severity) - SEVERITIES.indexOf(right.severity));
}
