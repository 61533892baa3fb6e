import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";

/** isbot turns headless browsers away: this is how the same Chromium names itself with a window. */
export const USER_AGENT =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

/** What Debian's Chromium needs to behave like a person's: no call home. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Each new window would load two pages for the list under its address bar, which nobody sees: more than half of what a context costs. */
const BEHIND_THE_ADDRESS_BAR = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"];

/** Only the last `--disable-features` counts: these are what Playwright itself turns off. */
const AS_PLAYWRIGHT = [
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "OptimizationHints",
  "NetworkTimeServiceQuerying",
  "AimEnabled",
  "PreconnectToSearch",
];

/** The machine's own Chromium; `more` are further flags, `without` are flags of Playwright's that are left out. */
export function launchChromium(
  turnedOff: readonly string[] = AS_PLAYWRIGHT,
  more: readonly string[] = [],
  without: string[] = [],
): Promise<Browser> {
  const features = [...turnedOff, ...BEHIND_THE_ADDRESS_BAR].join(",");
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: [...FLAGS, `--disable-features=${features}`, ...more],
    ignoreDefaultArgs: without,
  });
}
