type Props = Record<string, string | number | boolean | undefined | ((event: Event) => void)>;

/** Bare DOM: text only ever goes in as text, so that nobody's words become markup. `onclick` and the like are listeners. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: (Node | string | false | undefined)[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (value !== false && value !== undefined) node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child): child is Node | string => !!child));
  return node;
}

/** Words that may run the other way than the page's, as a product's name does: what "(large)!" ends with stays at their end. */
export const own = (text = ""): HTMLElement => el("bdi", {}, text);

export const button = (kind: string, text: string, onclick?: (event: Event) => void): HTMLButtonElement =>
  el("button", { class: `cq-${kind}`, type: onclick ? "button" : "submit", onclick }, el("span", {}, text));
