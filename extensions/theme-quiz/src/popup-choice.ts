import type { AskedToAsk, AskingReply } from "../../../app/contract/asking.ts";
import type { Known } from "../../../app/contract/response.ts";
import { knownVisitor } from "./keep.ts";
import { doneHere } from "./popup-notes.ts";
import { mayRemember } from "./privacy.ts";

interface Choice {
  handle: string;
  /** What the app knows of its questions. */
  known?: Known | undefined;
}

/**
 * Which quiz asks, of those that the page offers in the merchant's order. The app is asked only about people whom it knows: then its word
 * counts, and no answer from there means silence. `asked`: the shopper wants it, so the app only tells what is known, if it is quick.
 */
export async function chooseQuiz(host: HTMLElement, asked: boolean): Promise<Choice | undefined> {
  const done = doneHere().filter((handle) => handle !== "");
  const { customer, root = "/", proxy = "apps/candor", language = "en", rules = "{}" } = host.dataset;
  const all = [...host.querySelectorAll("template")].map(({ dataset }) => dataset["handle"] ?? "");
  const again = asked || !(JSON.parse(rules) as { fresh?: boolean }).fresh;
  const left = all.filter((handle) => !done.includes(handle));
  const candidates = left.length || !again ? left : all;
  const [first] = candidates;
  if (first === undefined) return undefined;
  const visitorId = (knownVisitor() && (await mayRemember()) && knownVisitor()) || undefined;
  if (!customer && !visitorId) return { handle: first };
  const otherwise = asked ? { handle: first } : undefined;
  const question: AskedToAsk = {
    ...(asked ? { candidates: [first], wanted: true } : { candidates, hint: { done } }),
    ...{ placement: "popup", language, visitorId },
  };
  try {
    const response = await fetch(`${root}${proxy}/asking`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(question),
      signal: AbortSignal.timeout?.(asked ? 2_000 : 10_000),
    });
    const { ask = "", known } = (await response.json()) as Partial<AskingReply>;
    return response.ok && candidates.includes(ask) ? { handle: ask, known } : otherwise;
  } catch {
    return otherwise;
  }
}
