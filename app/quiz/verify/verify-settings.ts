import type { QuizContent, QuizKind } from "../../contract/quiz.ts";
import { isAddress } from "../answer.ts";
import { contrast } from "./contrast.ts";
import { error, note, warning } from "./finding.ts";
import type { Finding } from "./finding.ts";
import { languageName } from "../language-names.ts";
import { languagesOf, textsOf } from "../texts.ts";

// What the quiz as a whole says of itself: colours, poll, languages, length, whom it may ask for an address.

const READABLE = 4.5;
const VISIBLE = 3;
const ratio = (value: number): string => `${Math.floor(value * 10) / 10}:1`;

/** Where a colour is the theme's own we do not know it: only chosen pairs are compared. */
export function verifyColours({ colours }: QuizContent): Finding[] {
  const { accent, text, background } = colours ?? {};
  const findings: Finding[] = [];
  if (text && background && contrast(text, background) < READABLE) {
    const found = ratio(contrast(text, background));
    findings.push(
      error("colours.text", `The text cannot be read well on this background (${found}). It needs 4.5:1 or more.`),
    );
  }
  if (accent && background && contrast(accent, background) < VISIBLE) {
    const found = ratio(contrast(accent, background));
    findings.push(
      error("colours.accent", `Buttons are hard to see on this background (${found}). They need 3:1 or more.`),
    );
  }
  if ((text === undefined) !== (background === undefined))
    findings.push(
      warning(
        "colours.background",
        "Choose text and background together: the other one is your theme’s and may be too alike.",
      ),
    );
  return findings;
}

export function verifyPoll({ poll, questions }: QuizContent, kind: QuizKind | undefined): Finding[] {
  if (kind !== "poll") return [];
  const findings: Finding[] = [];
  if (!questions.some((question) => "options" in question))
    findings.push(error("questions", "A poll counts votes: add a question with options to choose from."));
  if (poll?.opens && poll.closes && poll.opens >= poll.closes)
    findings.push(error("poll.closes", "The poll would close before it opens."));
  return findings;
}

export function verifyLanguages(content: QuizContent): Finding[] {
  const texts = textsOf(content);
  return languagesOf(content).flatMap((language) => {
    const own = content.translations?.[language];
    if (language === content.language || !own) return [];
    const done = texts.filter(({ key }) => own[key]?.trim()).length;
    return done === texts.length
      ? []
      : [
          warning(
            `translations.${language}`,
            `${languageName(language)}: ${done} of ${texts.length} texts are translated. The others are shown in ${languageName(content.language)}.`,
          ),
        ];
  });
}

/** Whom may be asked for an address, and what for. */
export function verifyAddresses({ questions, minors }: QuizContent): Finding[] {
  const findings = questions.flatMap((question, at) =>
    minors && isAddress(question)
      ? [
          error(
            `questions.${at}`,
            "A quiz for children or teenagers takes no e-mail address and no phone number. Delete this question.",
          ),
        ]
      : [],
  );
  const marketing = questions.findIndex((question) => question.type === "consent" && question.purpose === "marketing");
  const email = questions.findIndex(({ type }) => type === "email");
  if (email >= 0 && marketing < 0 && !minors)
    findings.push(
      note(
        `questions.${email}`,
        "Without a question that asks for consent to news, nobody is ever written to at this address.",
      ),
    );
  if (marketing >= 0 && email < 0)
    findings.push(
      warning(`questions.${marketing}`, "It asks for consent to news by e-mail, but nothing asks for the address."),
    );
  return findings;
}

/** Screens to read and consents ask nothing of what people know. */
export function verifyLength({ questions }: QuizContent, budget: number | undefined): Finding[] {
  const asked = questions.filter(({ type }) => type !== "info" && type !== "consent").length;
  if (budget === undefined || asked <= budget) return [];
  return [
    warning(
      "questions",
      `${asked} questions: more than the ${budget} that your shop asks one person at a time. Few will finish.`,
    ),
  ];
}
