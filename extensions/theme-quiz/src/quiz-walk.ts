import type { StorefrontQuiz } from "../../../app/contract/quiz.ts";
import { QuizView } from "./quiz-view.ts";
import type { Surroundings } from "./late.ts";
import { sendTo } from "./wire.ts";

const json = (host: Element, name: string): unknown =>
  JSON.parse(host.querySelector(`script[data-${name}]`)?.textContent ?? "null");

/** Takes over what Liquid has rendered: `host` with the data, `box` with the first question. */
export function start(host: HTMLElement, box: HTMLElement): QuizView {
  // Liquid writes all of it (snippets/candor-quiz.liquid).
  const surroundings = { ...host.dataset, words: json(host, "words") } as unknown as Surroundings;
  const { root, proxy = "" } = surroundings;
  return new QuizView(box, json(host, "quiz") as StorefrontQuiz, sendTo(root, proxy), surroundings);
}

export { QuizView };
