// Two survey libraries from npm on a bare page, with the six questions of the widget's own measurement: as their own documents say, from
// their minified files, which must all be there before the first question shows.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { brotliBytes } from "../../tools/check-extensions.ts";
import { everyType } from "../../extensions/theme-quiz/src/tests/every-type.ts";
import type { StorefrontQuestion, StorefrontQuiz } from "../../app/contract/quiz.ts";

const SIX = ["tea", "with", "stars", "nps", "why", "news"];

/** Single choice, multiple choice, stars, 0 to 10, a line of text, yes or no. */
export const sixQuestions: StorefrontQuiz = {
  ...everyType,
  questions: everyType.questions.filter(({ id }) => SIX.includes(id)),
};

interface Peer {
  name: string;
  files: string[];
  page: string;
  /** What the page must show for the figures to count. */
  shows: string;
}

const folder = (name: string): string => path.join(import.meta.dirname, "../../node_modules", name);

function surveyjsElement(question: StorefrontQuestion): object {
  const common = { name: question.id, title: question.text };
  switch (question.type) {
    case "single":
    case "multiple":
      return {
        ...common,
        type: question.type === "single" ? "radiogroup" : "checkbox",
        choices: question.options.map(({ id, text }) => ({ value: id, text })),
      };
    case "rating":
      return { ...common, type: "rating", rateMax: question.max };
    case "nps":
      return { ...common, type: "rating", rateMin: 0, rateMax: 10 };
    case "consent":
      return { ...common, type: "boolean", labelTrue: question.agree, labelFalse: question.decline };
    default:
      return { ...common, type: "text" };
  }
}

function formbricksQuestion(question: StorefrontQuestion): object {
  const common = { id: question.id, headline: question.text, required: false, buttonLabel: "Next" };
  const choices = (options: { id: string; text: string }[]) => options.map(({ id, text }) => ({ id, label: text }));
  switch (question.type) {
    case "single":
      return { ...common, type: "multipleChoiceSingle", shuffleOption: "none", choices: choices(question.options) };
    case "multiple":
      return { ...common, type: "multipleChoiceMulti", shuffleOption: "none", choices: choices(question.options) };
    case "rating":
      return {
        ...common,
        type: "rating",
        scale: "star",
        range: question.max,
        lowerLabel: "",
        upperLabel: "",
      };
    case "nps":
      return { ...common, type: "nps", lowerLabel: "", upperLabel: "" };
    case "consent":
      return { ...common, type: "consent", html: "", label: question.agree };
    default:
      return { ...common, type: "openText", inputType: "text", placeholder: "" };
  }
}

const { questions, title } = sixQuestions;

const PEERS: Record<"surveyjs" | "formbricks", Peer> = {
  surveyjs: {
    name: "survey-core + survey-js-ui",
    files: [
      path.join(folder("survey-core"), "survey-core.fontless.min.css"),
      path.join(folder("survey-core"), "survey.core.min.js"),
      path.join(folder("survey-js-ui"), "survey-js-ui.min.js"),
    ],
    page: `const model = new Survey.Model(${JSON.stringify({ title, questionsOnPageMode: "questionPerPage", elements: questions.map(surveyjsElement) })});
model.render(document.getElementById("survey"));`,
    shows: "Which tea do you drink?",
  },
  formbricks: {
    name: "@formbricks/surveys",
    files: [path.join(folder("@formbricks/surveys"), "dist/index.umd.js")],
    page: `window["formbricks-surveys"].renderSurveyInline(${JSON.stringify({
      containerId: "survey",
      brandColor: "#000",
      isBrandingEnabled: false,
      languageCode: "default",
      styling: {},
      survey: {
        id: "tea",
        name: title,
        type: "link",
        welcomeCard: { enabled: false },
        thankYouCard: { enabled: false },
        hiddenFields: { enabled: false },
        languages: [],
        styling: null,
        endings: [],
        questions: questions.map(formbricksQuestion),
      },
    })});`,
    shows: "Which tea do you drink?",
  },
};

export type PeerName = keyof typeof PEERS;

export interface OpenPeer extends Peer {
  url: string;
  brotli: number;
  close(): void;
}

/** A peer on a page of its own. */
export async function openPeer(which: PeerName): Promise<OpenPeer> {
  const peer = PEERS[which];
  const tags = peer.files.map((file) =>
    file.endsWith(".css")
      ? `<link rel="stylesheet" href="/${path.basename(file)}">`
      : `<script src="/${path.basename(file)}" defer></script>`,
  );
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Survey</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1">${tags.join("")}
<main><h1>Gift shop</h1><div id="survey" style="min-height:600px"></div><p>What comes below.</p></main>
<script type="module">${peer.page}</script></html>`;
  const server = createServer((request, response) => {
    const file = peer.files.find((one) => path.basename(one) === request.url?.slice(1));
    const type = file === undefined ? "text/html" : file.endsWith(".css") ? "text/css" : "text/javascript";
    response.writeHead(200, { "content-type": type }).end(file === undefined ? html : readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    ...peer,
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    brotli: peer.files.reduce((total, file) => total + brotliBytes(file), 0),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
