import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** What axe finds in a part of a page, which has no frames: so it looks in the page itself, and opens no second one for each look. */
export async function barriersIn(page: Page, part: string) {
  const { violations } = await new AxeBuilder({ page }).include(part).setLegacyMode().analyze();
  return violations;
}
