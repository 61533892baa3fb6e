import { setTimeout as sleep } from "node:timers/promises";
import type { AnswerValue, ResponseReply, SubmittedAnswer, SubmittedResponse } from "../../app/contract/response.ts";
import { VERSION } from "../real-app/real-app.ts";
import type { AppHome } from "../real-app/real-app.ts";
import { signedPath } from "../real-app/shopper.ts";

/** Uniform in [0, 1), from a seed. */
export type Chance = () => number;

/** One shopper's walk, and what became of it: all of it in the outbox until the app said yes. */
export interface Walk {
  responseId: string;
  customerId: string;
  answers: SubmittedAnswer[];
  acknowledged: Set<string>;
  agreed: boolean;
}

const pick = <T>(chance: Chance, values: readonly T[]): T => values[Math.floor(chance() * values.length)] as T;

function mintUuid(chance: Chance): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(chance() * 16).toString(16));
  hex[12] = "4";
  hex[16] = pick(chance, ["8", "9", "a", "b"]);
  return hex.join("").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** A logged-in shopper answers the gift finder; some agree to be remembered, some do not. */
export function planWalk(chance: Chance, number: number): Walk {
  const agreed = chance() < 0.6;
  const given: [string, AnswerValue][] = [
    ["recipient", [pick(chance, ["her", "him", "household"])]],
    ["room", [pick(chance, ["home", "kitchen", "garden"])]],
    ["taste", chance() < 0.5 ? ["vintage"] : ["romantic", "natural"]],
    ["budget", [pick(chance, ["small", "medium", "any"])]],
    ["remember", agreed],
  ];
  const answers = given.map(([questionId, value]) => ({ answerId: mintUuid(chance), questionId, value }));
  return {
    responseId: mintUuid(chance),
    customerId: String(7_000_000_000 + number),
    answers,
    acknowledged: new Set(),
    agreed,
  };
}

/** What a reply must be; anything else ends the run. */
export class BrokenPromise extends Error {}

const send = (home: AppHome, walk: Walk, submitted: SubmittedResponse): Promise<Response> =>
  fetch(home.url + signedPath(home.clientSecret, new Date(), walk.customerId), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(submitted),
  });

/** A connection on which nothing came for 15 s: this process stood still, as on a busy machine. The widget sends such an answer again. */
export const STOOD_STILL = 408;

async function post(home: AppHome, walk: Walk, submitted: SubmittedResponse): Promise<ResponseReply | undefined> {
  try {
    const reply = await send(home, walk, submitted);
    if (reply.status === 200) return (await reply.json()) as ResponseReply;
    if (reply.status !== 503 && reply.status !== STOOD_STILL)
      throw new BrokenPromise(`an honest answer got ${reply.status}: ${await reply.text()}`);
  } catch (error) {
    if (error instanceof BrokenPromise) throw error;
  }
  return undefined;
}

/** One answer and no second try: the reply's status. */
export async function answerOnce(home: AppHome, walk: Walk, change: Partial<SubmittedAnswer> = {}): Promise<number> {
  const { responseId, answers } = walk;
  const [answer] = answers;
  if (answer === undefined) throw new Error("a walk has answers");
  const reply = await send(home, walk, {
    responseId,
    versionId: VERSION,
    answers: [{ ...answer, ...change }],
    finished: false,
  });
  await reply.text();
  if (reply.status === 200) walk.acknowledged.add(answer.answerId);
  return reply.status;
}

/** F2: the same request several times at once: each that is answered gets the same answer. */
async function postRepeatedly(home: AppHome, walk: Walk, submitted: SubmittedResponse, times: number) {
  const replies = await Promise.all(Array.from({ length: times }, () => post(home, walk, submitted)));
  const answered = replies.filter((reply) => reply !== undefined);
  const different = new Set(answered.map((reply) => JSON.stringify(reply)));
  if (different.size > 1) throw new BrokenPromise(`a resent request got another answer: ${[...different].join(" / ")}`);
  return answered[0];
}

/** Asking a door that is shut more often only takes the time of the process that is about to open it. */
const AGAIN_AFTER_MS = 100;

/** Sends each answer when it is given, again and again until it is acknowledged, over as many deaths of the app as it takes. */
export async function walkThrough(home: AppHome, walk: Walk, chance: Chance, signal: AbortSignal): Promise<void> {
  let token: string | undefined;
  for (const [index, answer] of walk.answers.entries()) {
    const finished = index === walk.answers.length - 1;
    // The last one brings the whole walk along, as the widget does: the result needs all of it.
    const submitted: SubmittedResponse = {
      responseId: walk.responseId,
      versionId: VERSION,
      answers: finished ? walk.answers : [answer],
      finished,
      ...(token === undefined ? {} : { token }),
    };
    const times = chance() < 0.3 ? 5 : 1;
    let reply = await postRepeatedly(home, walk, submitted, times);
    while (reply === undefined && !signal.aborted) {
      await sleep(AGAIN_AFTER_MS);
      reply = await postRepeatedly(home, walk, submitted, times);
    }
    if (reply === undefined) return;
    token = reply.token;
    walk.acknowledged.add(answer.answerId);
  }
}
