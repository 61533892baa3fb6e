import type { StorefrontQuiz } from "../../../app/contract/quiz.ts";
import { QuizView } from "./quiz-view.ts";
import { shopWire } from "./wire.ts";
import type { Words } from "./words.ts";

const json = (host: Element, name: string): unknown => JSON.parse(host.querySelector(`script[data-${name}]`)?.textContent ?? "null");

/** Takes over what Liquid has rendered. */
export function start(host: HTMLElement): QuizView {
  const { root = "/", proxy = "apps/candor", all = "/", language = "en" } = host.dataset;
  const surroundings = { words: json(host, "words") as Words, language, root, all };
  return new QuizView(host, json(host, "quiz") as StorefrontQuiz, shopWire(root, proxy), surroundings);
}

export { QuizView };
