import type { StorefrontQuiz } from "../../../app/contract/quiz.ts";
import { loadWalk, saveWalk, visitorId } from "./keep.ts";
import { mayRemember } from "./privacy.ts";
import { QuizView } from "./quiz-view.ts";
import { shopWire } from "./wire.ts";
import type { Words } from "./words.ts";

const json = (host: Element, name: string): unknown =>
  JSON.parse(host.querySelector(`script[data-${name}]`)?.textContent ?? "null");

/** Takes over what Liquid has rendered. */
export function start(host: HTMLElement): QuizView {
  const { root = "/", proxy = "apps/candor", all = "/", language = "en" } = host.dataset;
  const surroundings = { words: json(host, "words") as Words, language, root, all };
  return new QuizView(host, json(host, "quiz") as StorefrontQuiz, shopWire(root, proxy), surroundings);
}

/** Somebody logged in since an agreed walk: a signed request with nothing new in it tells the app who. */
export async function join(
  handle: string,
  { customer, root = "/", proxy = "apps/candor" }: DOMStringMap,
): Promise<void> {
  const walk = loadWalk(handle);
  const token = walk?.tokens[walk.responseId];
  if (!walk?.agreed || !token || walk.customer || walk.outbox.length || !(await mayRemember())) return;
  const { responseId, versionId, finished } = walk;
  const body = { responseId, versionId, answers: [], finished, token, visitorId: visitorId() };
  const reply = await shopWire(root, proxy).send(body);
  if (reply?.status === 200) saveWalk(handle, { ...walk, customer }, true);
}

export { QuizView };
