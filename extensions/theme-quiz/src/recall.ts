import type { StorefrontQuestion, StorefrontQuiz } from "../../../app/contract/quiz.ts";
import type { Known, KnownAnswer, SubmittedAnswer } from "../../../app/contract/response.ts";
import { el } from "./dom.ts";
import type { Keeper, Screens, Surroundings } from "./late.ts";
import { answerOf, placeOf, screensOf, tell, uuid } from "./walk.ts";
import type { Walk } from "./walk.ts";
import { fill } from "./words.ts";

/** What each open quiz does with what has just become known. */
const follow = new WeakMap<Keeper, () => void>();

/** What is fresh answers the questions that have no answer yet. */
export const freshFrom = (walk: Walk, known: Known): SubmittedAnswer[] =>
  Object.entries(known).flatMap(([questionId, { value, stale }]) =>
    stale || answerOf(walk, questionId) ? [] : [{ questionId, answerId: uuid(), value, recalled: true as const }],
  );

/** What this person has told before came with the reply to the first answer: what is fresh counts as answered, and is not asked again. */
export function recall(session: Keeper, known: Known): void {
  const { walk } = session;
  if (Object.keys(known).length > 0) walk.known = known;
  walk.answers.push(...freshFrom(walk, known));
  session.save();
  follow.get(session)?.();
}

/** Something is chosen or written: then the question is left as it is. */
const isTouched = (box: HTMLElement): boolean =>
  [...box.querySelectorAll<HTMLInputElement>("fieldset :checked, fieldset .cq-text, .cq-slider b")].some(
    (one) => one.checked || one.value || one.textContent,
  );

/** On screen is what was told before, and nothing else: a page that was loaded again draws it so. */
function showsTold(box: HTMLElement, { value }: KnownAnswer): boolean {
  const told = [value].flat().map(String);
  const [year, month, day] = ["year", "month", "day"].map(
    (name) => box.querySelector<HTMLInputElement>(`.cq-date [name=${name}]`)?.value,
  );
  // A birthday of three fields; its year may be left out.
  if (day !== undefined) return told[0] === `${year || "-"}-${month}-${day}`;
  return [...box.querySelectorAll<HTMLInputElement>("fieldset input")].every((one) =>
    /radio|checkbox/.test(one.type) ? one.checked === told.includes(one.value) : told.includes(one.value),
  );
}

const currentOf = (quiz: StorefrontQuiz, walk: Walk): StorefrontQuestion | undefined =>
  screensOf(quiz, walk)[placeOf(quiz, walk)];

/** Answers for the shopper what they have answered before; true when it led on. */
function skip(session: Keeper, quiz: StorefrontQuiz): boolean {
  const { walk } = session;
  const skipped: StorefrontQuestion[] = [];
  for (;;) {
    const question = currentOf(quiz, walk);
    const given = question && answerOf(walk, question.id);
    if (!question || !given?.recalled || walk.finished) break;
    skipped.push(question);
    session.give(question, given.value);
  }
  if (!skipped.length) return false;
  if (!walk.finished) tell(walk, skipped);
  walk.note = "recalled";
  session.act();
  return true;
}

/** Known before anything was asked, as in a pop-up: it leaves with the first answer that the shopper gives, not before. */
function tellKnown(session: Keeper, quiz: StorefrontQuiz): boolean {
  const { walk } = session;
  const before = screensOf(quiz, walk).slice(0, placeOf(quiz, walk));
  const isKnown = ({ id }: StorefrontQuestion) => answerOf(walk, id)?.recalled;
  if (before.every(isKnown)) return false;
  // The last answer carries them all.
  if (!walk.finished && before.some(isKnown)) {
    tell(walk, before.filter(isKnown));
    session.act();
  }
  return true;
}

/** Follows the walk from screen to screen: forwards past what is known, with a word on it; what is stale is offered for one tap. */
export function followKnown(
  box: HTMLElement,
  view: Screens,
  session: Keeper,
  quiz: StorefrontQuiz,
  { words, language }: Surroundings,
): void {
  let last = placeOf(quiz, session.walk);
  let walked = session.walk.responseId;
  let isTold = !!session.walk.tokens[walked] || session.walk.outbox.length > 0;
  const offer = (): void => {
    const { walk } = session;
    const question = currentOf(quiz, session.walk);
    const told = question && !answerOf(walk, question.id) && walk.known?.[question.id];
    const next = box.querySelector(".cq-next span");
    if (!told || !next || box.querySelector(".cq-still")) return;
    const date = new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(new Date(told.since));
    box.querySelector("legend")?.after(el("p", { class: "cq-help cq-still" }, fill(words.still, { date })));
    next.textContent = words.yes;
    box.querySelector("form")?.addEventListener("input", () => (next.textContent = words.next), { once: true });
  };

  const look = (): void => {
    const place = placeOf(quiz, session.walk);
    const forwards = place > last || walked !== session.walk.responseId;
    last = place;
    walked = session.walk.responseId;
    isTold ||= tellKnown(session, quiz);
    if (forwards && skip(session, quiz)) view.draw(true);
    else offer();
  };

  const news = (): void => {
    const question = currentOf(quiz, session.walk);
    const told = question && session.walk.known?.[question.id];
    if (!told) return;
    if (!isTouched(box)) {
      skip(session, quiz);
      view.draw(true);
    } else if (showsTold(box, told)) offer();
  };
  box.addEventListener("candor:at", look);
  follow.set(session, news);
  if (session.walk.known) news();
}
