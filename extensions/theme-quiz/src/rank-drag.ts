import { el } from "./dom.ts";

/** Each option of a ranking gets a grip; the mouse takes it anywhere, a finger by its grip, so that the page still scrolls. */
function addGrips(box: HTMLElement): void {
  for (const item of box.querySelectorAll("li[data-id]:not(:has(.cq-grip))"))
    item.prepend(el("b", { class: "cq-grip", "aria-hidden": true }));
}

/** Moves what is held to where the pointer is: past the middle of a neighbour. */
function follow(list: HTMLElement, item: HTMLElement, y: number): void {
  for (const other of list.children) {
    const { top, bottom } = other.getBoundingClientRect();
    if (other === item || y < top || y > bottom) continue;
    const isBelow = item.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (isBelow && y > (top + bottom) / 2) other.after(item);
    if (!isBelow && y < (top + bottom) / 2) other.before(item);
    return;
  }
}

function hold(event: PointerEvent): void {
  const pressed = event.target as Element;
  const item = pressed.closest<HTMLElement>("li[data-id]");
  const list = item?.parentElement;
  if (!item || !list || event.button !== 0 || pressed.closest("button")) return;
  if (event.pointerType !== "mouse" && !pressed.closest(".cq-grip")) return;
  event.preventDefault();
  list.setPointerCapture(event.pointerId);
  item.classList.add("cq-held");
  list.onpointermove = ({ clientY }) => follow(list, item, clientY);
  list.onlostpointercapture = () => {
    list.onpointermove = list.onlostpointercapture = null;
    item.classList.remove("cq-held");
    list.dataset["moved"] = "";
    const place = [...list.children].indexOf(item) + 1;
    list.nextElementSibling!.textContent = `${item.textContent}: ${place} / ${list.children.length}`;
    // As if a button had moved it: what may be skipped no longer says so.
    list.dispatchEvent(new Event("input", { bubbles: true }));
  };
}

/** A ranking by pointer, beside its buttons. */
export function dragRanks(box: HTMLElement): void {
  box.addEventListener("candor:at", () => addGrips(box));
  box.addEventListener("pointerdown", hold);
  addGrips(box);
}
