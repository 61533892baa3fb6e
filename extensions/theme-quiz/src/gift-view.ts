import type { AskedIncentive, IncentiveReply } from "../../../app/contract/incentive.ts";
import { button, el } from "./dom.ts";
import type { Keeper, Surroundings } from "./late.ts";
import { tell } from "./walk.ts";
import { fill } from "./words.ts";

type Code = Extract<IncentiveReply, { state: "code" }>;

/** Between two questions whether the code is there, and for how long we go on asking. */
const FIRST_WAIT = 500;
const ASK_FOR = 60_000;

function worth({ percent, amount, currency = "" }: Code, language: string): string {
  return percent
    ? new Intl.NumberFormat(language, { style: "percent" }).format(percent / 100)
    : new Intl.NumberFormat(language, { style: "currency", currency }).format(Number(amount));
}

function codeLines(state: Code, { words, language }: Surroundings): HTMLElement[] {
  const date = new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(new Date(state.endsAt));
  const code = el("code", {}, state.code);
  const copy = button("back", words.gift.copy, () => {
    getSelection()?.selectAllChildren(code);
    navigator.clipboard?.writeText(state.code).then(
      () => (copy.textContent = words.gift.copied),
      // Not allowed: the code is selected, to be copied by hand.
      () => {},
    );
  });
  return [
    el("p", {}, fill(words.gift.off, { value: worth(state, language) })),
    el("div", { class: "cq-nav" }, code, copy),
    el("p", { class: "cq-small" }, fill(words.gift.until, { date })),
  ];
}

const isForLogIn = (state: IncentiveReply): boolean => state.state === "none" && state.reason === "log-in";

/** To the shop's log-in page, which leads back to here. */
export const logIn = ({ login = "", words }: Surroundings): HTMLElement =>
  el(
    "a",
    { class: "cq-back", href: `${login}?${new URLSearchParams({ return_url: location.pathname }).toString()}` },
    words.gift.log_in,
  );

function lines(state: IncentiveReply, surroundings: Surroundings): HTMLElement[] {
  const { gift } = surroundings.words;
  switch (state.state) {
    case "pending":
    case "confirm":
      return [el("p", {}, gift[state.state])];
    case "code":
      return codeLines(state, surroundings);
    case "link":
      return [el("a", { class: "cq-next", href: state.url, download: true }, el("span", {}, gift.download))];
    case "none":
      return [el("p", {}, state.message), ...(isForLogIn(state) && surroundings.login ? [logIn(surroundings)] : [])];
  }
}

/** undefined = no answer; "gone" = there is nothing to be had, or not for this walk. */
async function ask(url: string, body: AskedIncentive): Promise<IncentiveReply | "gone" | undefined> {
  try {
    const headers = { "content-type": "application/json", accept: "application/json" };
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
    if (response.ok) return (await response.json()) as IncentiveReply;
    return response.status === 401 || response.status === 404 ? "gone" : undefined;
  } catch {
    return undefined;
  }
}

const isOver = (state: IncentiveReply): boolean => state.state === "link" && Date.parse(state.endsAt) < Date.now();

/** What the finished walk earned, as contract/incentive says: asked for while it is being made, and when the shopper comes back from the mail. */
export function giftView(session: Keeper, surroundings: Surroundings): HTMLElement | false {
  const { walk } = session;
  const { root, proxy, words, customer } = surroundings;
  const { incentive, mail } = walk.reply ?? {};
  if (!incentive) return mail ? el("p", { class: "cq-gift", role: "status" }, words.gift.inbox) : false;
  const box = el("div", { class: "cq-gift", role: "status" });
  let state = incentive;
  let wait = FIRST_WAIT;
  // Logged in since: the app is told who, and gives what waited for that.
  const isComing = () => state.state === "pending" || (isForLogIn(state) && !!customer);
  const show = () => box.replaceChildren(...lines(isComing() ? { state: "pending" } : state, surroundings));
  const again = async (): Promise<void> => {
    const token = walk.tokens[walk.responseId];
    if (!box.isConnected || !token || proxy === undefined) return;
    const { responseId, versionId } = walk;
    const reply = await ask(`${root}${proxy}/incentive`, { responseId, versionId, token });
    if (reply === "gone") return box.remove();
    if (reply) {
      state = reply;
      walk.reply = { ...walk.reply, incentive: reply };
      session.save();
      show();
    }
    if ((!reply || isComing()) && wait < ASK_FOR / 2) setTimeout(() => void again(), (wait *= 2));
    else if (isComing()) box.replaceChildren(el("p", {}, words.gift.failed));
  };
  show();
  if (isForLogIn(state) && customer && !walk.customer && !walk.outbox.length) {
    tell(walk, []);
    session.act();
  }
  const back = () => {
    if (!box.isConnected) document.removeEventListener("visibilitychange", back);
    else if (document.visibilityState === "visible" && (state.state === "confirm" || isOver(state))) void again();
  };
  document.addEventListener("visibilitychange", back);
  if (isComing() || state.state === "confirm" || isOver(state)) setTimeout(() => void again(), wait);
  return box;
}
