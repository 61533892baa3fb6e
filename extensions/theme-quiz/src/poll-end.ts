// What comes after the vote: how others voted. Loaded once somebody has voted, or wants to see how a closed poll ended.
import type { StorefrontQuestion, StorefrontQuiz } from "../../../app/contract/quiz.ts";
import type { PollReply } from "../../../app/contract/response.ts";
import { button, el, own } from "./dom.ts";
import { logIn } from "./gift-view.ts";
import type { Keeper, Screens, Surroundings } from "./late.ts";
import { fill } from "./words.ts";

/** Between two looks at the results, in ms; longer each time that nothing is new. */
const FIRST_WAIT = 5000;
const LONGEST_WAIT = 60_000;

type Choices = Extract<StorefrontQuestion, { options: unknown }>;

const choicesOf = (quiz: StorefrontQuiz): Choices["options"] =>
  quiz.questions.find((one): one is Choices => "options" in one)?.options ?? [];

/** "1 vote", "2 votes", in any language's plurals. */
const votesText = (count: number, { words, language }: Surroundings): string => {
  const form = new Intl.PluralRules(language).select(count);
  return fill(words.poll.votes[form], { n: new Intl.NumberFormat(language).format(count) });
};

const percent = (share: number, language: string): string =>
  new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 }).format(share);

function bars(quiz: StorefrontQuiz, poll: PollReply, surroundings: Surroundings): HTMLElement {
  const { words, language } = surroundings;
  const rows = choicesOf(quiz).map(({ id, text }) => {
    const votes = poll.options?.find((one) => one.id === id)?.votes ?? 0;
    const share = poll.votes ? votes / poll.votes : 0;
    const mine = poll.mine?.includes(id);
    return el(
      "li",
      { class: mine ? "cp-row cp-mine" : "cp-row", style: `--share:${share}` },
      el("span", { class: "cp-text" }, text, mine && el("b", {}, words.poll.mine)),
      el("span", { class: "cp-count" }, `${percent(share, language)} · ${votesText(votes, surroundings)}`),
    );
  });
  return el("ul", { class: "cp-bars" }, ...rows);
}

/** In words what the bars show; below the privacy floor only how many have voted. */
function lines(quiz: StorefrontQuiz, poll: PollReply, surroundings: Surroundings): HTMLElement[] {
  const { words, language } = surroundings;
  const date = poll.until && new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(new Date(poll.until));
  const until = poll.state === "closed" ? words.poll.closed : date && fill(words.poll.until, { date });
  const sofar = new Intl.NumberFormat(language).format(poll.votes);
  return [
    poll.options
      ? bars(quiz, poll, surroundings)
      : el("p", {}, `${fill(words.poll.few, { n: sofar })} ${words.poll.floor}`),
    el("p", { class: "cq-small" }, [votesText(poll.votes, surroundings), until].filter(Boolean).join(" · ")),
  ];
}

async function fetchPoll({ root, proxy }: Surroundings, handle: string): Promise<PollReply | undefined> {
  try {
    const response = await fetch(`${root}${proxy}/polls/${handle}`, {
      headers: { accept: "application/json" },
      signal: AbortSignal.timeout?.(10_000),
    });
    const poll = (await response.json()) as PollReply;
    return response.ok ? poll : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the results fresh while somebody can see them, without a word: numbers that change by themselves are not read out. */
function refresh(
  box: HTMLElement,
  now: () => PollReply,
  show: (poll: PollReply) => void,
  load: () => ReturnType<typeof fetchPoll>,
): void {
  let wait = FIRST_WAIT;
  let seen = false;
  const again = (): void => void setTimeout(() => void look(), wait);
  const look = async (): Promise<void> => {
    if (!box.isConnected) return observer.disconnect();
    if (!seen || document.hidden) return again();
    const poll = await load();
    const before = now();
    const news = poll && JSON.stringify(poll) !== JSON.stringify(before);
    wait = news ? FIRST_WAIT : Math.min(LONGEST_WAIT, wait * 2);
    if (news) show({ ...poll, ...(before.mine && { mine: poll.mine ?? before.mine }) });
    if (poll?.state === "closed") observer.disconnect();
    else again();
  };
  const observer = new IntersectionObserver(([entry]) => (seen = !!entry?.isIntersecting));
  observer.observe(box);
  again();
}

/** Results that stay alive in `box`. */
function liveResults(
  quiz: StorefrontQuiz,
  poll: PollReply,
  surroundings: Surroundings,
  keep: (poll: PollReply) => void,
) {
  const box = el("div", { class: "cp-results" }, ...lines(quiz, poll, surroundings));
  let shown = poll;
  const show = (news: PollReply): void => {
    shown = news;
    keep(news);
    box.replaceChildren(...lines(quiz, news, surroundings));
  };
  if (surroundings.proxy && poll.state !== "closed")
    refresh(
      box,
      () => shown,
      show,
      () => fetchPoll(surroundings, quiz.handle),
    );
  return box;
}

/** The end of a poll's walk, in the place of products. */
export function pollEnd(
  view: Screens,
  session: Keeper,
  quiz: StorefrontQuiz,
  surroundings: Surroundings,
): HTMLElement[] {
  const { words } = surroundings;
  const { walk } = session;
  const heading = (text: string) => el("h3", { tabindex: -1 }, own(text));
  const poll = walk.reply?.poll;
  const question = quiz.questions.find((one) => "options" in one);
  if (!poll) {
    const refused = walk.note === "refused";
    // Thanks are for a vote that counts: until it does, what was asked stands there.
    const title = refused || session.offline ? (question?.text ?? "") : quiz.result.title;
    return [heading(title), ...(refused ? [seeResults(quiz, surroundings)] : waitingLines(session, surroundings))];
  }
  const mayChange = quiz.poll?.changeable && poll.state === "open" && walk.versionId === quiz.versionId;
  const keep = (news: PollReply): void => {
    walk.reply = { ...walk.reply, poll: news };
    session.save();
  };
  return [
    heading(walk.reply?.result?.title ?? quiz.result.title),
    el("p", { class: "cq-help", role: "status" }, own(walk.reply?.result?.text)),
    liveResults(quiz, poll, surroundings, keep),
    ...(mayChange && question ? [button("link", words.poll.change, () => view.go(question.id))] : []),
  ];
}

const status = (text: string): HTMLElement => el("p", { class: "cq-help", role: "status" }, text);

/** Why the vote is not counted yet: on its way, no way to the app, or too many from one network, which a log-in tells apart. */
function waitingLines(session: Keeper, surroundings: Surroundings): HTMLElement[] {
  const { words, login, customer } = surroundings;
  const { poll, later, retry, waiting } = words;
  if (!session.offline) return [status(waiting)];
  const crowded = session.offline.error === "too_many_votes";
  const mayLogIn = crowded && login && !customer;
  const text = crowded ? [poll.crowd, mayLogIn ? poll.crowd_log_in : ""].join(" ").trim() : later;
  const again = button("back", retry, () => void session.flush());
  return [status(text), el("div", { class: "cq-nav" }, again, mayLogIn ? logIn(surroundings) : false)];
}

/** A button, and behind it the results: nothing is asked of the app before it is pressed. */
function seeResults(quiz: StorefrontQuiz, surroundings: Surroundings): HTMLElement {
  const box = el("div", {});
  const see = button("next", surroundings.words.poll.see, () => {
    void fetchPoll(surroundings, quiz.handle).then((poll) => {
      if (!poll) return box.append(el("p", { role: "status" }, surroundings.words.later));
      const results = liveResults(quiz, poll, surroundings, () => {});
      results.tabIndex = -1;
      box.replaceChildren(results);
      results.focus();
    });
  });
  box.append(el("div", { class: "cq-nav" }, see));
  return box;
}

export { seeResults };
