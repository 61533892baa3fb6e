import { eventually } from "./browser.ts";
import type { Page } from "./browser.ts";
import { expectEqual, expectThat } from "./expect.ts";
import { openCandor, openResults, searchPeople } from "./merchant.ts";
import type { Scene, Step } from "./scene.ts";
import { logIn, newShopper, productPath, takeQuiz, untilCartIsMarked } from "./shopper.ts";
import { TAG } from "./steps-segment.ts";

const HOME = { recipient: "A couple", room: "Living room" };

const tagged = (scene: Scene, email: string) =>
  eventually(() => expectThat(scene.store.tagsOf(email).includes(TAG), `${email} has no tag ${TAG}`));
const untagged = (scene: Scene, email: string, withinMs?: number) =>
  eventually(() => expectThat(!scene.store.tagsOf(email).includes(TAG), `${email} still has the tag ${TAG}`), withinMs);

export function demoShopper(scene: Scene, index: number): { id: number; email: string } {
  const rows = scene.store.all<{ value: string }>("SELECT value FROM settings WHERE key = 'demo_shoppers'");
  const shopper = (JSON.parse(rows[0]?.value ?? "[]") as { id: number; email: string }[])[index];
  expectThat(shopper !== undefined, `there is no demo shopper ${index}`);
  return shopper;
}

/** The last message of the walk reaches the app, but its reply never the page. Returns whether it is there. */
async function loseLastReply(page: Page): Promise<() => boolean> {
  let [lost, kept] = [false, false];
  await page.route("**/apps/candor/responses", async (route) => {
    const { finished } = route.request().postDataJSON() as { finished: boolean };
    if (!finished || lost) return route.continue();
    lost = true;
    await route.fetch();
    kept = true;
  });
  return () => kept;
}

async function anonymousThenLogIn(scene: Scene): Promise<void> {
  const { email } = demoShopper(scene, 1);
  const page = await newShopper(scene, productPath(scene));
  const isKept = await loseLastReply(page);
  await takeQuiz(page, { agree: true, options: HOME });
  await eventually(() => expectThat(isKept(), "the last answers did not reach the app"));
  expectThat(!scene.store.tagsOf(email).includes(TAG), "tagged before anybody logged in");
  await logIn(scene, page, email);
  await page.goto(scene.demo.urls.storefront);
  await tagged(scene, email);
}

/** Nobody logs in: the order's e-mail belongs to a customer with history, and the cart carried the response. */
async function anonymousThenOrder(scene: Scene): Promise<void> {
  const [customer] = scene.store.all<{ email: string }>(
    `SELECT email FROM customers WHERE email IS NOT NULL AND email NOT IN (?, ?) AND (SELECT count(*) FROM orders
       WHERE orders.customer_id = customers.id AND processed_at > strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-300 days')) >= 2 ORDER BY id LIMIT 1`,
    demoShopper(scene, 0).email,
    demoShopper(scene, 1).email,
  );
  expectThat(customer !== undefined, "no customer with two orders this year");
  const page = await newShopper(scene, productPath(scene));
  await takeQuiz(page, { agree: true, options: HOME });
  await untilCartIsMarked(page);
  const add = page.locator("candor-quiz .cq-card").first().getByRole("button", { name: "Add to cart" });
  await add.click();
  await page.locator("candor-quiz").getByText("Added").first().waitFor();
  await checkOut(page, scene, customer.email);
  const order = scene.store.newestOrder();
  expectEqual(order.email, customer.email, "e-mail of the newest order");
  expectThat(order.custom_attributes_json.includes("_candor"), "the cart did not carry the response");
  scene.kept.set("orderPage", page);
  scene.kept.set("orderEmail", customer.email);
  await tagged(scene, customer.email);
}

export async function checkOut(page: Page, scene: Scene, email: string): Promise<void> {
  await page.goto(`${scene.demo.urls.storefront}/checkout`);
  await page
    .getByLabel(/e-?mail/i)
    .first()
    .fill(email);
  for (const [label, text] of [
    ["First name", "Ada"],
    ["Last name", "Example"],
  ] as const) {
    const field = page.getByLabel(label);
    if (await field.count()) await field.first().fill(text);
  }
  await page.getByRole("button", { name: /pay/i }).click();
  await page.waitForURL(/thank-you/);
}

async function thankYouSurvey(scene: Scene): Promise<void> {
  const page = scene.kept.get("orderPage") as Page;
  const survey = page.frameLocator('iframe[data-extension="checkout-survey"]').first();
  await survey.getByText("A friend", { exact: false }).first().click();
  await scene.picture(page, "thank-you-390");
  await survey.getByRole("button").first().click();
  await survey.getByText(/thank/i).first().waitFor();
  const customer = String(scene.store.newestOrder().customer_id);
  // The page says what is known when it is opened.
  await eventually(async () => {
    const { app } = await openCandor(scene, "/app/customers?view=told");
    await app.getByRole("link", { name: customer }).first().click({ timeout: 10_000 });
    await app.getByText("How did you hear of us?", { exact: false }).first().waitFor({ timeout: 10_000 });
  }, 90_000);
  await scene.picture(await Promise.resolve(scene.kept.get("merchant") as Page), "person-1280");
}

async function declines(scene: Scene): Promise<void> {
  const page = await newShopper(scene, productPath(scene));
  await takeQuiz(page, { agree: false, options: HOME });
  await page.locator("candor-quiz .cq-card").getByRole("button", { name: "Add to cart" }).first().waitFor();
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  expectThat(!/visitor/i.test(kept), `the browser keeps an id: ${kept.slice(0, 200)}`);
}

async function withdraws(scene: Scene): Promise<string> {
  const regular = scene.kept.get("regular") as { email: string };
  const page = scene.kept.get("regularPage") as Page;
  await page.goto(scene.demo.urls.storefront + productPath(scene));
  const began = Date.now();
  await page.locator("candor-quiz").getByRole("button", { name: "Withdraw" }).click();
  await untagged(scene, regular.email, 60_000);
  return `tag gone after ${((Date.now() - began) / 1000).toFixed(1)} s`;
}

async function results(scene: Scene): Promise<void> {
  const { page, app } = await openCandor(scene, "/app/quizzes");
  await openResults(app);
  await app
    .getByText(/add(ed)? to cart/i)
    .first()
    .waitFor();
  await scene.picture(page, "results-1280");
}

/** Two people on one device: what the browser told was not that customer's. */
async function separates(scene: Scene): Promise<void> {
  const { email } = demoShopper(scene, 1);
  const [customer] = scene.store.all<{ id: number }>("SELECT id FROM customers WHERE email = ?", email);
  const { page, app } = await openCandor(scene, "/app/customers?view=told");
  await app
    .getByRole("link", { name: String(customer?.id) })
    .first()
    .click();
  await app.getByRole("button", { name: /^Separate visitor/ }).click();
  const dialog = app.getByRole("dialog");
  await dialog.getByRole("heading", { name: /^Separate visitor/ }).waitFor();
  await scene.picture(page, "separate-1280");
  await dialog.getByRole("button", { name: "Separate" }).click();
  await app.getByText("They stay two people.").waitFor();
  await scene.picture(page, "separated-1280");
  await untagged(scene, email);
}

/** By number; then, where the shop shows names, by how an address begins. The last settings are those of before. */
async function findsACustomer(scene: Scene): Promise<void> {
  const { email } = demoShopper(scene, 1);
  const [customer] = scene.store.all<{ id: number; first_name: string; last_name: string }>(
    "SELECT id, first_name, last_name FROM customers WHERE email = ?",
    email,
  );
  const found = async (words: string, line: string) => {
    const { page, app } = await openCandor(scene, "/app/customers");
    await searchPeople(app, words);
    await app.getByText(`1 person found for “${words}”`).waitFor();
    await app.getByRole("link", { name: line }).waitFor();
    const addresses = page.frames().map((frame) => decodeURIComponent(frame.url()));
    expectThat(!addresses.some((url) => url.includes(words)), `what was looked for stands in an address: ${addresses}`);
  };
  const switchNames = async (button: string, then: string) => {
    const { app } = await openCandor(scene, "/app/settings");
    await app.getByRole("button", { name: button }).click();
    await app.getByRole("button", { name: then }).waitFor();
  };
  const [show, hide] = ["Show names and e-mails", "Hide them here"];
  await found(String(customer?.id), `Customer ${customer?.id}`);
  await switchNames(show, hide);
  const address = email.split("@")[0] ?? "";
  const name = `${customer?.first_name} ${customer?.last_name}`;
  await found(address, name);
  await switchNames(hide, show);
}

export const shopperSteps: Step[] = [
  { name: "an anonymous shopper answers, agrees, then logs in: the tag follows", play: anonymousThenLogIn },
  { name: "another never logs in but orders: the tag follows through the order", play: anonymousThenOrder },
  { name: "the thank-you page asks one question; the answer is on the same profile", play: thankYouSurvey },
  { name: "a shopper who declines gets products and leaves no id", play: declines },
  { name: "a shopper who withdraws loses the tag", play: withdraws },
  { name: "what a browser told is separated from a customer: the tag goes", play: separates },
  { name: "the merchant finds a customer by number, and by part of an address", play: findsACustomer },
  { name: "results: responses, options, where people stop, carts, orders and revenue", play: results },
];
