// The only script of the pop-up that a page loads, below 1 kB: it watches for what the merchant's rules wait for. Nothing is asked of
// Candor, and nothing else is loaded, before the pop-up opens.
import { read, write } from "./keep.ts";
import { doneHere, lastTime, visit } from "./popup-notes.ts";
import { decide } from "./popup-rules.ts";
import type { PopupRules } from "./popup-rules.ts";

type Part = typeof import("./popup-open.ts");

const { documentElement: body } = document;
const CAME = "candor.came";
const BUSY = "#shopify-pc__banner,dialog[open],[aria-modal=true],input:focus";

function watch(host: HTMLElement): void {
  const rules = JSON.parse(host.dataset["rules"]!) as PopupRules;
  const launcher = host.querySelector("button");
  const handles = [...host.querySelectorAll("template")].map(({ dataset }) => dataset["handle"]!);
  const phone = matchMedia("(pointer: coarse)").matches;
  const visits = rules.visits ? visit() : 1;
  const came = read("sessionStorage", CAME) ?? location.search;
  if (rules.utm.length) write("sessionStorage", CAME, came);
  // Back on a phone: the button is never caught, only seen by where the page comes from. There is no pointer to see leave.
  let leaving =
    phone &&
    (performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming | undefined)?.type === "back_forward";
  let top = scrollY;

  const open = (asked: boolean): void => {
    clearInterval(timer);
    void (import("./popup-open.js" as string) as Promise<Part>).then((part) => part.open(host, asked)).catch(() => {});
  };

  const look = (): void => {
    leaving ||= phone && top - scrollY > innerHeight / 2;
    top = scrollY;
    const done = doneHere();
    const decision = decide(rules, {
      now: Date.now(),
      phone,
      visit: visits,
      came,
      waited: performance.now() / 1000,
      scrolled: (100 * top) / (body.scrollHeight - innerHeight),
      leaving,
      busy: [...document.querySelectorAll<HTMLElement>(BUSY)].some((one) => one.offsetHeight),
      last: lastTime(),
      left: handles.some((handle) => !done.includes(handle)),
    });
    if (launcher) launcher.hidden = decision === "absent";
    if (decision === "open") open(false);
    else if (decision !== "wait") clearInterval(timer);
  };

  const timer = setInterval(look, 500);
  if (launcher) launcher.onclick = () => open(true);
  look();
  body.addEventListener("mouseleave", ({ clientY }) => {
    leaving ||= clientY <= 0;
  });
}

const host = document.getElementById("candor-popup");
if (host) watch(host);
