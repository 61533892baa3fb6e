import { readFile } from "node:fs/promises";
import { expectNothing, lookAt } from "./axe.ts";
import { DESKTOP, eventually, READ_WITHIN_MS } from "./browser.ts";
import type { Page } from "./browser.ts";
import { expectEqual, expectThat } from "./expect.ts";
import { merchantPage, openAdmin, openCandor } from "./merchant.ts";
import type { Scene, Step } from "./scene.ts";
import { TAG } from "./steps-segment.ts";
import { installedShops } from "./store.ts";

const FOREIGN = "vip-of-another-app";

async function control(scene: Scene, path: string, body: object): Promise<void> {
  const response = await fetch(scene.demo.urls.control + path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  expectThat(response.ok, `${path} answered ${response.status}: ${await response.text()}`);
}

/** A customer asks Shopify for their data: the merchant gets a file to pass on. */
async function giveData(scene: Scene): Promise<string> {
  const email = scene.kept.get("orderEmail") as string;
  const [customer] = scene.store.all<{ id: number }>("SELECT id FROM customers WHERE email = ?", email);
  await control(scene, "/webhooks", { topic: "customers/data_request", id: customer?.id });
  const { page, app } = await eventually(async () => {
    const settings = await openCandor(scene, "/app/settings");
    await settings.app.getByText("File ready", { exact: true }).waitFor({ timeout: 3_000 });
    return settings;
  });
  const fetch = app.getByRole("button", { name: /^Download the data of the request/ });
  const [file] = await Promise.all([page.waitForEvent("download"), fetch.click()]);
  await app.getByText("Downloaded", { exact: true }).waitFor();
  const told = JSON.parse(await readFile(await file.path(), "utf8")) as {
    whatWasTold?: { key: string; value: string }[];
  };
  expectThat(
    (told.whatWasTold ?? []).some(({ key, value }) => key === "room" && value === "home"),
    `the file does not hold what was told: ${JSON.stringify(told).slice(0, 300)}`,
  );
  const include = { fromFrames: ["iframe", "body"] as [string, string] };
  const wrong = await lookAt(scene, page, { name: "look-data-request", include, frame: "iframe" });
  await page.setViewportSize(DESKTOP);
  expectNothing(wrong, 1);
  return file.suggestedFilename();
}

/** The merchant puts a tag of their own on a member; then the rule is made so strict that nobody fits. */
async function editRule(scene: Scene): Promise<void> {
  const email = scene.kept.get("orderEmail") as string;
  const [customer] = scene.store.all<{ id: number }>("SELECT id FROM customers WHERE email = ?", email);
  const own = await openAdmin(scene, `/customers/${customer?.id}`);
  await own.getByLabel("Add a tag").fill(FOREIGN);
  await own.getByLabel("Add a tag").press("Enter");
  await eventually(() => expectThat(scene.store.tagsOf(email).includes(FOREIGN), "the merchant's tag is not there"));
  const { page, app } = await openCandor(scene, "/app/segments");
  await app.getByText("Home gifts, loyal").first().click();
  await app
    .getByRole("link", { name: "Edit" })
    .or(app.getByRole("button", { name: "Edit" }))
    .first()
    .click();
  await app.getByLabel("Number of orders", { exact: true }).fill("5000");
  await app.getByText(/will be taken off/).waitFor();
  await scene.picture(page, "segment-edit-1280");
  await app.getByRole("button", { name: "Save" }).first().click();
  await eventually(() => expectEqual(scene.store.customersWithTag(TAG), [], "customers with the tag"));
  expectThat(scene.store.tagsOf(email).includes(FOREIGN), "the merchant's own tag was removed");
}

async function relax(scene: Scene): Promise<void> {
  const { app } = await openCandor(scene, "/app/segments");
  await app.getByText("Home gifts, loyal").first().click();
  await app
    .getByRole("link", { name: "Edit" })
    .or(app.getByRole("button", { name: "Edit" }))
    .first()
    .click();
  await app.getByLabel("Number of orders", { exact: true }).fill("1");
  await app.getByText(/will be written/).waitFor();
  await app.getByRole("button", { name: "Save" }).first().click();
  await eventually(() => expectThat(scene.store.customersWithTag(TAG).length >= 2, "nobody came back"));
}

async function deleteSegment(scene: Scene): Promise<void> {
  await relax(scene);
  const { app } = await openCandor(scene, "/app/segments");
  await app.getByText("Home gifts, loyal").first().click();
  await app.getByRole("button", { name: "Delete", exact: true }).click();
  await app.getByRole("button", { name: "Delete segment" }).click();
  await eventually(() => expectEqual(scene.store.customersWithTag(TAG), [], "customers with the tag"));
  await eventually(() =>
    expectEqual(
      scene.store.segments().filter(({ query }) => query.includes(TAG)),
      [],
      "native segments",
    ),
  );
}

async function removeAll(scene: Scene): Promise<void> {
  const { app } = await openCandor(scene, "/app/segments/new");
  await app.getByLabel("Name", { exact: true }).fill("Everybody who ordered");
  await app.getByRole("button", { name: "Add condition" }).click();
  await app
    .getByRole("menuitem", { name: "Answer to a question" })
    .or(app.getByRole("button", { name: "Answer to a question", exact: true }))
    .first()
    .click();
  await app.getByLabel("Question", { exact: true }).selectOption("room");
  await app.getByText(/tags? will be written/).waitFor();
  await app.getByRole("button", { name: "Save" }).first().click();
  const tag = "candor-everybody-who-ordered";
  await eventually(() => expectThat(scene.store.customersWithTag(tag).length > 0, "nobody was tagged"));
  const settings = await openCandor(scene, "/app/settings");
  await scene.picture(settings.page, "settings-1280");
  await settings.app.getByRole("button", { name: "Remove all Candor tags" }).click();
  await settings.app.getByRole("dialog").getByRole("button", { name: "Remove all Candor tags" }).click();
  await eventually(() => {
    const left = scene.store.all("SELECT 1 FROM customers WHERE tags_json LIKE '%\"candor-%'");
    expectEqual(left.length, 0, "customers with a Candor tag");
  }, 60_000);
}

async function uninstall(scene: Scene): Promise<void> {
  await control(scene, "/uninstall", {});
  await untilAppKnows(scene);
  const calls = () => scene.store.all<{ n: number }>("SELECT max(id) AS n FROM api_calls")[0]?.n ?? 0;
  // What was under way may end.
  await eventually(async () => {
    const before = calls();
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expectEqual(calls(), before, "calls to Shopify after the uninstall");
  });
}

/** Shopify has taken the app off, and has told it so. */
async function untilAppKnows(scene: Scene): Promise<void> {
  await eventually(() => expectThat(!scene.store.installed(), "still installed"));
  await eventually(() => expectEqual(installedShops(scene.demo.folder), 0, "shops that the app takes for installed"));
}

async function reinstall(scene: Scene): Promise<void> {
  const page: Page = await merchantPage(scene);
  await page.goto(scene.demo.urls.app);
  await page.getByRole("button", { name: "Install" }).click();
  const app = page.frameLocator("iframe").first();
  await app.getByText(/orders and/).waitFor({ timeout: READ_WITHIN_MS });
}

/** Uninstall again, then Shopify's word that nothing may be left. */
async function redactShop(scene: Scene): Promise<void> {
  await control(scene, "/uninstall", {});
  await untilAppKnows(scene);
  await control(scene, "/webhooks", { topic: "shop/redact" });
  const { default: Database } = await import("better-sqlite3");
  await eventually(() => {
    const db = new Database(`${scene.demo.folder}/app/candor.db`, { readonly: true });
    const tables = ["Shop", "Profile", "Order", "QuizResponse", "Answer", "Segment", "Session"];
    const left = tables.filter((table) => db.prepare(`SELECT 1 FROM "${table}" LIMIT 1`).get() !== undefined);
    const receipts = db.prepare(`SELECT count(*) FROM "ComplianceRequest" WHERE "doneAt" IS NOT NULL`).pluck().get();
    db.close();
    expectEqual(left, [], "tables that still hold rows");
    expectThat(Number(receipts) > 0, "no receipt");
  }, 60_000);
}

export const leaveSteps: Step[] = [
  { name: "a customer asks for their data: the merchant has the file that answers", play: giveData },
  { name: "the rule is edited: those who left lose the tag, the merchant's own tags stay", play: editRule },
  { name: "the segment is deleted: its tags and its native segment go", play: deleteSegment },
  { name: "Settings: remove all Candor tags", play: removeAll },
  { name: "the uninstall ends all calls to Shopify", play: uninstall },
  { name: "reinstalling works", play: reinstall },
  { name: "shop/redact leaves nothing but a receipt", play: redactShop },
];
