import { AxeBuilder } from "@axe-core/playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { confirmPage } from "../../app/optin/confirm-page.ts";
import type { ConfirmView } from "../../app/optin/confirm-page.ts";
import { openBrowser } from "../story/browser.ts";

let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

const shop = "Gifts </title><script>window.hit = 1</script> & more";
const code = { state: "code", code: "GIFT-7K3PQX9M2A", endsAt: "2026-12-24T00:00:00Z" } as const;
const views: ConfirmView[] = [
  { state: "gone" },
  { state: "ask", shop, statement: "<img src=x onerror='window.hit = 1'> Yes, news by e-mail" },
  { state: "expired" },
  { state: "done", shop, domain: "gifts.example", reward: code },
  {
    state: "done",
    shop,
    domain: "gifts.example",
    reward: { state: "link", url: "https://candor.example.com/download/x" },
  },
];

test.each([
  ["en", "light"],
  ["ja", "dark"],
  ["ar", "light"],
  ["de", "dark"],
] as const)(
  "A14 the page of a confirmation has no barrier, no overflow and runs nothing: %s, %s",
  async (language, colorScheme) => {
    const context = await browser.newContext({ viewport: { width: 320, height: 640 }, colorScheme });
    const page = await context.newPage();
    for (const view of views) {
      await page.route("https://candor.example.com/**", (route) =>
        route.fulfill({ contentType: "text/html; charset=utf-8", body: confirmPage(language, view) }),
      );
      await page.goto("https://candor.example.com/confirm/x");
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
      expect(violations.map((one) => `${view.state}: ${one.id} ${one.nodes[0]?.html}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false);
      expect(await page.evaluate(() => "hit" in window)).toBe(false);
      await page.unroute("https://candor.example.com/**");
    }
    await context.close();
  },
);
