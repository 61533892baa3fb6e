import { el } from "../dom.ts";
import type { QuestionType } from "../question-type.ts";

/** One above the other, best first; each with two buttons that move it. What was moved is said aloud. */
export const ranking: QuestionType<"ranking"> = {
  show({ options, required }, value, { words }) {
    const ranked = Array.isArray(value) ? value.map((id) => options.find((option) => option.id === id)!) : options;
    const move = (text: string, label: string, step: number) =>
      el("button", { class: "cq-move", type: "button", value: step, "aria-label": `${label}: ${text}` });
    return el(
      "div",
      {},
      el(
        "ol",
        // An order that may be left out counts once something was moved.
        { class: "cq-options", "data-moved": required || !!value },
        ...ranked.map(({ id, text }) =>
          el(
            "li",
            { class: "cq-option", "data-id": id },
            el("span", {}, text),
            move(text, words.up, -1),
            move(text, words.down, 1),
          ),
        ),
      ),
      el("p", { class: "cq-hidden", role: "status" }),
    );
  },
  read: (controls) =>
    controls.querySelector("[data-moved]")
      ? [...controls.querySelectorAll("li")].map(({ dataset }) => dataset["id"]!)
      : null,
  act(_, { target, type }) {
    const button = (target as Element).closest<HTMLButtonElement>(".cq-move");
    if (!button || type !== "click") return;
    const item = button.parentElement!;
    const list = item.parentElement!;
    if (button.value === "1") item.nextElementSibling?.after(item);
    else item.previousElementSibling?.before(item);
    list.dataset["moved"] = "";
    button.focus();
    const place = [...list.children].indexOf(item) + 1;
    list.nextElementSibling!.textContent = `${item.textContent}: ${place} / ${list.children.length}`;
  },
};
