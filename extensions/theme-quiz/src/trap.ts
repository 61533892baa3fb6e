import type { Keeper } from "./late.ts";
import { tell } from "./walk.ts";

/** The field that people do not see (snippets/candor-quiz.liquid): what fills it tells so itself, and is counted apart by the app. */
export function watchTrap(box: HTMLElement, session: Keeper): void {
  const field = (box.getRootNode() as ShadowRoot).querySelector<HTMLInputElement>(".cq-hidden input");
  let told = "";
  const look = (): void => {
    const trap = field?.value.slice(0, 200);
    if (!trap || !session.walk.begun || told === session.walk.responseId) return;
    told = session.walk.responseId;
    tell(session.walk, [], { trap });
    session.act();
  };
  box.addEventListener("candor:at", look);
  look();
}
