import type { StorefrontQuiz } from "../../../app/contract/quiz.ts";
import type { RecommendedProduct } from "../../../app/contract/response.ts";
import { button, el } from "./dom.ts";
import type { Session } from "./session.ts";
import { fill } from "./words.ts";
import type { Words } from "./words.ts";

export interface Surroundings {
  words: Words;
  language: string;
  root: string;
  /** Where everything is, when we have nothing better to show. */
  all: string;
}

/** Shopify's CDN cuts pictures to size; other addresses are taken as they are. */
const sized = (address: string): string =>
  /^https:\/\/cdn\.shopify\.com\//.test(address) ? `${address}${address.includes("?") ? "&" : "?"}width=480` : address;

/** Only web addresses: whatever else a product's link says, it does not run. */
const link = (address: string): string => (/^(https?:\/\/|\/)/.test(address) ? address : "#");

const money = ({ price, currency }: RecommendedProduct, language: string): string =>
  new Intl.NumberFormat(language, { style: "currency", currency }).format(Number(price));

function addButton(
  { title, variantId }: RecommendedProduct,
  session: Session,
  { words, root }: Surroundings,
): HTMLElement {
  const state = el("p", { class: "cq-state", role: "status" });
  const label = el("span", {}, words.add);
  const add = el("button", { class: "cq-add", type: "button" }, label, el("span", { class: "cq-hidden" }, ` ${title}`));
  add.onclick = async () => {
    if (add.ariaDisabled) return;
    add.ariaDisabled = "true";
    label.textContent = words.adding;
    const added = await session.add(variantId);
    label.textContent = added === "not_added" ? words.add : words[added];
    if (added !== "sold_out") add.ariaDisabled = null;
    state.replaceChildren(added === "added" ? el("a", { href: `${root}cart` }, words.cart) : words[added]);
  };
  return el("div", { class: "cq-buy" }, add, state);
}

function card(product: RecommendedProduct, session: Session, surroundings: Surroundings): HTMLElement {
  const { title, variantTitle, url, image, reasons } = product;
  return el(
    "li",
    { class: "cq-card" },
    image !== null && el("img", { src: sized(image), alt: "", width: 480, height: 480, loading: "lazy" }),
    el("h4", {}, el("a", { href: link(url) }, title)),
    variantTitle !== "" && variantTitle !== "Default Title" && el("p", { class: "cq-variant" }, variantTitle),
    el("p", { class: "cq-price" }, money(product, surroundings.language)),
    reasons.length > 0 &&
      el(
        "ul",
        { class: "cq-reasons", "aria-label": surroundings.words.reasons },
        ...reasons.map((reason) => el("li", {}, reason)),
      ),
    addButton(product, session, surroundings),
  );
}

const skeleton = (count: number): HTMLElement[] =>
  Array.from({ length: count }, () => el("li", { class: "cq-card cq-empty" }));

/** The end of the walk. Never an empty hole: products, or the wait for them, or the way to all of them. */
export function resultView(session: Session, quiz: StorefrontQuiz, surroundings: Surroundings): HTMLElement[] {
  const { words, all } = surroundings;
  const { result, outbox, responseId } = session.walk;
  const heading = (text: string) => el("h3", { tabindex: -1 }, text);
  const browse = el("a", { class: "cq-next", href: link(all) }, el("span", {}, words.browse));
  const { products, text } = result ?? { products: [], text: "" };
  if (products.length > 0 || (result && !quiz.result.products)) {
    const list = el("ul", { class: "cq-cards" }, ...products.map((product) => card(product, session, surroundings)));
    return [heading(result?.title ?? ""), el("p", { class: "cq-help" }, text), list];
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
export function consentLine(
  session: Session,
  { words, language }: Surroundings,
  redraw: () => void,
): HTMLElement | false {
  const { agreed, withdrawn } = session.walk;
  if (withdrawn) return el("p", { class: "cq-agreed", role: "status" }, words.withdrawn);
  if (!agreed) return false;
  const date = new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(agreed.on);
  const out = button("link", words.withdraw, () => {
    session.withdraw();
    redraw();
  });
  return el("p", { class: "cq-agreed" }, `${fill(words.agreed, { date })} “${agreed.text}” `, out);
}
