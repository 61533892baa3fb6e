import type { StorefrontQuestion, StorefrontQuiz } from "../../../app/contract/quiz.ts";
import type { AnswerValue, Known } from "../../../app/contract/response.ts";
import type { beginAnew } from "./again.ts";
import type { Added } from "./cart.ts";
import type { merge } from "./merge.ts";
import type { Placement, Walk } from "./walk.ts";
import type { Trouble } from "./wire.ts";
import type { Words } from "./words.ts";

// The seam between what comes at once and what comes after the first answer: early and late files know each other by these types only.

/** What the page around the quiz says. */
export interface Surroundings {
  words: Words;
  /** The page's. */
  language: string;
  root: string;
  /** The path of the app proxy; the preview has none. */
  proxy?: string;
  /** Where everything is, when we have nothing better to show. */
  all: string;
  customer?: string | undefined;
  /** The shop's log-in page. */
  login?: string | undefined;
  placement?: Placement | undefined;
  /** The preview's, instead of the shop's cart. */
  add?(variantId: string): Promise<Added>;
}

/** Of the session: the walk, kept and sent. */
export interface Keeper {
  walk: Walk;
  offline: Trouble | undefined;
  visitor: string | undefined;
  give(question: StorefrontQuestion, value: AnswerValue): void;
  act(consent?: boolean): void;
  flush(): Promise<void>;
  save(): void;
}

/** Of the view: what is on screen. */
export interface Screens {
  draw(force?: boolean, moved?: boolean): void;
  go(id: string): void;
}

export type End = () => HTMLElement[];

export interface Late {
  prepare(
    box: HTMLElement,
    view: Screens,
    session: Keeper,
    quiz: StorefrontQuiz,
    surroundings: Surroundings,
  ): Promise<End>;
  consider(session: Pick<Keeper, "walk">, root: string, customer?: string): Promise<string | undefined>;
  beginAnew: typeof beginAnew;
  merge: typeof merge;
  recall(session: Keeper, known: Known): void;
}

/** What is needed after the first answer at the earliest: loaded then, so that a network lost later does not matter. */
export const late = (): Promise<Late> => import("./quiz-end.js" as string) as Promise<Late>;
