import type { StorefrontQuiz } from "../../../app/contract/quiz.ts";
import type { RecommendedProduct } from "../../../app/contract/response.ts";
import { beginAnew } from "./again.ts";
import { addToCart, markCart } from "./cart.ts";
import type { Added } from "./cart.ts";
import { button, el, own } from "./dom.ts";
import { giftView } from "./gift-view.ts";
import type { End, Keeper, Late, Screens, Surroundings } from "./late.ts";
import { merge } from "./merge.ts";
import { dragRanks } from "./rank-drag.ts";
import { followKnown, recall } from "./recall.ts";
import { watchTrap } from "./trap.ts";
import { newWalk, screensOf, tell, withdraw } from "./walk.ts";
import type { Walk } from "./walk.ts";
import { consider } from "./remember.ts";
import { fill } from "./words.ts";

const UTM = ["source", "medium", "campaign"] as const;

/** The words of a share link, when the page was opened through one. */
function linkWords(): Walk["source"] {
  const query = new URLSearchParams(location.search);
  const words = UTM.flatMap((name) => {
    const word = query.get(`utm_${name}`);
    return word ? [[name, word] as const] : [];
  });
  return words.length > 0 ? Object.fromEntries(words) : undefined;
}

/** The end of the walk comes with looks of its own; without them (no network) it is plain. */
export async function prepare(...[box, view, session, quiz, surroundings]: Parameters<Late["prepare"]>): Promise<End> {
  session.walk.source ??= linkWords();
  const href = new URL("quiz-end.css", import.meta.url).href;
  await new Promise((done) =>
    box.getRootNode().appendChild(el("link", { rel: "stylesheet", href, onload: done, onerror: done })),
  );
  watchTrap(box, session);
  dragRanks(box);
  followKnown(box, view, session, quiz, surroundings);
  return () => endView(view, session, quiz, surroundings);
}

/** The result page, what comes with it, and the ways on. */
function endView(view: Screens, session: Keeper, quiz: StorefrontQuiz, surroundings: Surroundings): HTMLElement[] {
  const { words } = surroundings;
  const redraw = () => view.draw(false, true);
  const gift = giftView(session, surroundings);
  const consent = consentLine(session, surroundings, redraw);
  if (quiz.kind === "poll") {
    return [el("div", { class: "cq-result" }, ...pollView(view, session, quiz, surroundings), gift, consent)];
  }
  const last = screensOf(quiz, session.walk).at(-1);
  const current = session.walk.versionId === quiz.versionId;
  const nav = el(
    "div",
    { class: "cq-nav cq-again" },
    current && last && button("link", words.change, () => view.go(last.id)),
    button("link", words.restart, () => {
      // Who starts again wants to be asked.
      session.walk = { ...newWalk(quiz, Date.now(), session.walk), known: {} };
      session.act();
      redraw();
    }),
  );
  const parts = [...resultView(session, quiz, surroundings), gift, nav, consent];
  return [el("div", { class: "cq-result" }, ...parts)];
}

let poll: typeof import("./poll-end.ts") | undefined;

/** A poll's results instead of products. */
function pollView(view: Screens, session: Keeper, quiz: StorefrontQuiz, surroundings: Surroundings): HTMLElement[] {
  if (poll) return poll.pollEnd(view, session, quiz, surroundings);
  void (import("./poll-end.js" as string) as Promise<typeof import("./poll-end.ts")>).then(
    (part) => {
      poll = part;
      view.draw(true);
    },
    () => {},
  );
  return [el("h3", { tabindex: -1 }, surroundings.words[session.offline ? "later" : "waiting"])];
}

/** Shopify's CDN cuts pictures to size; other addresses are taken as they are. */
const sized = (address: string): string =>
  /^https:\/\/cdn\.shopify\.com\//.test(address) ? `${address}${address.includes("?") ? "&" : "?"}width=480` : address;

/** Only web addresses: whatever else a product's link says, it does not run. */
const link = (address: string): string => (/^(https?:\/\/|\/)/.test(address) ? address : "#");

const money = ({ price, currency }: RecommendedProduct, language: string): string =>
  new Intl.NumberFormat(language, { style: "currency", currency }).format(Number(price));

async function putInCart(session: Keeper, { root, add }: Surroundings, variantId: string): Promise<Added> {
  const added = await (add ? add(variantId) : addToCart(root, variantId));
  if (added !== "added") return added;
  tell(session.walk, [], { added: variantId });
  if (session.visitor) markCart(root, session.walk.responseId);
  session.act();
  return added;
}

function addButton({ title, variantId }: RecommendedProduct, session: Keeper, surroundings: Surroundings): HTMLElement {
  const { words, root } = surroundings;
  const state = el("p", { class: "cq-state", role: "status" });
  const label = el("span", {}, words.add);
  const add = el("button", { class: "cq-add", type: "button" }, label, el("span", { class: "cq-hidden" }, ` ${title}`));
  add.onclick = async () => {
    if (add.ariaDisabled) return;
    add.ariaDisabled = "true";
    label.textContent = words.adding;
    const added = await putInCart(session, surroundings, variantId);
    label.textContent = added === "not_added" ? words.add : words[added];
    if (added !== "sold_out") add.ariaDisabled = null;
    state.replaceChildren(added === "added" ? el("a", { href: `${root}cart` }, words.cart) : words[added]);
  };
  return el("div", { class: "cq-buy" }, add, state);
}

function card(product: RecommendedProduct, session: Keeper, surroundings: Surroundings): HTMLElement {
  const { title, variantTitle, url, image, reasons } = product;
  return el(
    "li",
    { class: "cq-card" },
    image !== null && el("img", { src: sized(image), alt: "", width: 480, height: 480, loading: "lazy" }),
    el("h4", {}, el("a", { href: link(url) }, own(title))),
    variantTitle !== "" && variantTitle !== "Default Title" && el("p", { class: "cq-variant" }, own(variantTitle)),
    el("p", { class: "cq-price" }, money(product, surroundings.language)),
    reasons.length > 0 &&
      el(
        "ul",
        { class: "cq-reasons", "aria-label": surroundings.words.reasons },
        ...reasons.map((reason) => el("li", {}, own(reason))),
      ),
    addButton(product, session, surroundings),
  );
}

const skeleton = (count: number): HTMLElement[] =>
  Array.from({ length: count }, () => el("li", { class: "cq-card cq-empty" }));

/** The end of the walk. Never an empty hole: products, or the wait for them, or the way to all of them. */
function resultView(session: Keeper, quiz: StorefrontQuiz, surroundings: Surroundings): HTMLElement[] {
  const { words, all } = surroundings;
  const { reply, outbox, responseId } = session.walk;
  const result = reply?.result;
  const heading = (text: string) => el("h3", { tabindex: -1 }, own(text));
  const browse = el("a", { class: "cq-next", href: link(all) }, el("span", {}, words.browse));
  const { products, text } = result ?? { products: [], text: "" };
  if (products.length > 0 || (result && !quiz.result.products)) {
    const list = el("ul", { class: "cq-cards" }, ...products.map((product) => card(product, session, surroundings)));
    return [heading(result?.title ?? ""), el("p", { class: "cq-help" }, own(text)), list];
  }
  const waits = !result && outbox.some(({ body }) => body.responseId === responseId);
  if (waits && !session.offline) {
    const list = el("ul", { class: "cq-cards", "aria-hidden": true }, ...skeleton(quiz.result.products));
    return [heading(quiz.result.title), el("p", { class: "cq-help", role: "status" }, words.waiting), list];
  }
  const retry = waits && button("back", words.retry, () => void session.flush());
  return [
    heading(result?.title ?? quiz.result.title),
    el("p", { class: "cq-help", role: "status" }, waits ? words.later : words.no_products),
    el("div", { class: "cq-nav" }, retry, browse),
  ];
}

/** What was agreed to, and the way out of it. */
function consentLine(session: Keeper, { words, language }: Surroundings, redraw: () => void): HTMLElement | false {
  const { agreed, withdrawn } = session.walk;
  if (withdrawn) return el("p", { class: "cq-agreed", role: "status" }, words.withdrawn);
  if (!agreed) return false;
  const date = new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(agreed.on);
  const out = button("link", words.withdraw, () => {
    withdraw(session.walk, session.visitor);
    session.act(true);
    redraw();
  });
  return el("p", { class: "cq-agreed" }, `${fill(words.agreed, { date })} `, own(`“${agreed.text}”`), " ", out);
}

export { beginAnew, consider, merge, recall };
void ({ prepare, beginAnew, consider, merge, recall } satisfies Late);
