import { fieldsAround } from "./place.ts";

const CONTROLS = "input, select, textarea, button, a[href], [tabindex]";

/** Frames in which something else may still take the focus: the tabs do, a moment after another one is selected. */
const FRAMES = 12;

const canTakeFocus = (one: HTMLElement | null): one is HTMLElement =>
  one !== null && one.role !== "tab" && one.matches(CONTROLS) && one.checkVisibility();

/** Of several fields within, the first; of texts to translate, the first that is missing. */
function withinField(id: string): HTMLElement | undefined {
  const inside = document.querySelectorAll<HTMLElement>(`#editor-body [id^="${CSS.escape(`${id}.`)}"]`);
  const fields = [...inside].filter(canTakeFocus);
  const empty = (one: HTMLElement): boolean => "value" in one && one.value === "";
  return (id.startsWith("translations.") && fields.find(empty)) || fields[0];
}

/** The field itself, else what lies within it, else the nearest thing around it: whatever of them is on the screen. */
function fieldOnScreen(field: string): HTMLElement | undefined {
  for (const id of fieldsAround(field)) {
    const exact = document.getElementById(id);
    const found = canTakeFocus(exact) ? exact : withinField(id);
    if (found) return found;
  }
  return undefined;
}

/** Polaris puts the focus on the tab that was opened; what the merchant has gone to since is left alone. */
const isNobodys = (focused: Element | null): boolean =>
  focused === null || focused === document.body || focused.getAttribute("role") === "tab";

/** Takes the merchant to a field whose form is being drawn now. `from`: where they are. */
export function focusField(field: string, frames = FRAMES, from = document.activeElement): void {
  requestAnimationFrame(() => {
    const focused = document.activeElement;
    const found = focused === from || isNobodys(focused) ? fieldOnScreen(field) : undefined;
    if (found && found !== focused) {
      found.scrollIntoView({ block: "center" });
      found.focus();
    }
    // The nearest may be there before the field itself.
    if (frames > 0) focusField(field, frames - 1, found ?? from);
  });
}
