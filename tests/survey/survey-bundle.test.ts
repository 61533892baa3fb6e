import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SubmittedSurvey } from "../../app/contract/checkout.ts";
import { buildSurvey } from "../../tools/build-extensions.ts";
import { launchChromium } from "../chromium.ts";

// The bundle as the Shopify CLI builds it, in a page that hands in what the checkout hands in. Plain elements stand for Shopify's.
const folder = path.resolve("extensions/checkout-survey");
const bundle = path.join(folder, "dist/checkout-survey.js");
const words = readFileSync(path.join(folder, "locales/en.default.json"), "utf8");
const host = `<!doctype html><title>Thank you</title><body></body><script>
const words = ${words}; window.targets = {};
class ChoiceList extends HTMLElement { values = []; }
customElements.define("s-choice-list", ChoiceList);
customElements.define("s-choice", class extends HTMLElement { connectedCallback() { this.onclick = () => {
  const list = this.closest("s-choice-list"); list.values = [this.getAttribute("value") ?? this.value]; list.dispatchEvent(new Event("change")); }; } });
customElements.define("s-form", class extends HTMLElement {});
customElements.define("s-button", class extends HTMLElement { connectedCallback() { this.onclick = () => this.closest("s-form").dispatchEvent(new Event("submit")); } });
window.shopify = { extend: (target, run) => (targets[target] = run),
  orderConfirmation: {value: {order: {id: "gid://shopify/OrderIdentity/7"}}}, checkoutToken: {value: "token-of-the-checkout"},
  settings: {value: {}}, localization: {language: {value: {isoCode: "en-GB"}}}, sessionToken: {get: async () => "session-token"},
  storage: {read: async (key) => JSON.parse(sessionStorage[key] ?? null), write: async (key, value) => void (sessionStorage[key] = JSON.stringify(value))},
  i18n: {translate: (key) => key.split(".").reduce((at, part) => at[part], words)} };
</script>`;

let browser: Browser;
let page: Page;
const sent: { headers: Record<string, string>; body: SubmittedSurvey }[] = [];
let status = 503;

beforeAll(async () => {
  if (!existsSync(bundle)) buildSurvey();
  browser = await launchChromium();
  page = await browser.newPage();
  page.setDefaultTimeout(5000);
  await page.route("**/*", async (route) => {
    const request = route.request();
    const cors = { "access-control-allow-origin": "*", "access-control-allow-headers": "*" };
    if (request.method() === "OPTIONS") return route.fulfill({ status: 204, headers: cors });
    if (!request.url().endsWith("/checkout/answers")) return route.fulfill({ contentType: "text/html", body: host });
    sent.push({ headers: request.headers(), body: SubmittedSurvey.parse(request.postDataJSON()) });
    return route.fulfill({ status, headers: cors, body: "{}" });
  });
});
afterAll(() => browser.close());

async function openThankYouPage(): Promise<void> {
  await page.goto("http://localhost:1/thank-you");
  await page.addScriptTag({ content: readFileSync(bundle, "utf8") });
  await page.evaluate(() => {
    const { targets } = window as unknown as { targets: Record<string, () => void> };
    targets["purchase.thank-you.block.render"]?.();
  });
}

test("GIVEN the thank-you page WHEN the shopper answers THEN it is sent, tried again with the same ids, thanked for and not asked again", async () => {
  await openThankYouPage();
  expect(await page.evaluate(() => Object.keys((window as unknown as { targets: object }).targets))).toEqual([
    "purchase.thank-you.block.render",
    "customer-account.order-status.block.render",
  ]);
  expect(await page.locator("s-choice").allTextContents()).toHaveLength(6);

  await page.locator("s-button").click();
  await page.waitForFunction(() => {
    const list = document.querySelector("s-choice-list") as (Element & { error?: string }) | null;
    return (list?.getAttribute("error") ?? list?.error)?.includes("Choose an answer");
  });
  expect(sent).toEqual([]);

  await page.getByText("A search engine").click();
  await page.locator("s-button").click();
  await page.getByText("could not be sent").waitFor();
  status = 200;
  await page.locator("s-button").click();
  await page.getByText("Your answer helps us").waitFor();
  expect(sent).toHaveLength(2);
  expect(sent[1]?.body).toEqual(sent[0]?.body);
  expect(sent[0]?.headers["authorization"]).toBe("Bearer session-token");
  expect(sent[0]?.body).toMatchObject({
    questionId: "heard-from",
    value: ["search"],
    checkoutToken: "token-of-the-checkout",
    orderId: "gid://shopify/OrderIdentity/7",
    language: "en-GB",
  });

  await openThankYouPage();
  await page.getByText("Your answer helps us").waitFor();
});
