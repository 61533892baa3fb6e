import { readFile } from "node:fs/promises";
import decodeQR from "qr/decode.js";
import { eventually } from "./browser.ts";
import type { Page } from "./browser.ts";
import { expectEqual, expectThat } from "./expect.ts";
import { openAdmin, openCandor } from "./merchant.ts";
import type { Scene, Step } from "./scene.ts";
import { newShopper } from "./shopper.ts";

async function publishPoll(scene: Scene): Promise<void> {
  const { page, app } = await openCandor(scene, "/app/quizzes/new");
  // The cards stand in the order of the list of templates.
  await app.getByRole("button", { name: "Use this template" }).nth(6).click();
  const publish = app.getByRole("button", { name: "Publish" });
  await publish.click();
  await eventually(() => {
    const [row] = scene.store.all<{ value: string }>("SELECT value FROM metafields WHERE key = 'quiz_style-poll'");
    expectThat(
      row !== undefined && row.value.includes("Which style should come next?"),
      "the published poll is not in the store",
    );
  });
  await scene.picture(page, "poll-editor-1280");
}

/** The block of the theme editor, told which poll; then a phone votes and sees the results. */
async function voteInTheShop(scene: Scene): Promise<void> {
  const page = await openAdmin(
    scene,
    "/themes/current/editor?addAppBlockId=candor-local-client-id/poll&target=newAppsSection&template=index",
  );
  await page.getByLabel("Poll handle").fill("style-poll");
  await page.getByLabel("Poll handle").blur();
  const save = page.getByRole("button", { name: "Save" });
  await save.click();
  await eventually(async () => expectThat(await save.isDisabled(), "the theme is not saved"));
  const phone = await newShopper(scene, "/");
  const poll = phone.locator('candor-quiz[handle="style-poll"]');
  await poll.getByLabel("Vintage", { exact: true }).check();
  await poll.locator(".cq-next").click();
  await poll.getByText(/so far/).waitFor();
  await scene.picture(phone, "poll-390");
  await phone.context().close();
}

async function voteThroughTheLink(scene: Scene): Promise<void> {
  const phone = await newShopper(scene, "/apps/candor/share/style-poll?utm_source=whatsapp&utm_medium=share");
  const poll = phone.locator("candor-quiz");
  await poll.getByLabel("Clean and modern", { exact: true }).check();
  await poll.locator(".cq-next").click();
  await poll.getByText(/so far/).waitFor();
  await scene.picture(phone, "share-390");
  await phone.context().close();
}

/** As a camera would: the picture, so many pixels wide, on something dark. Without a limit of time: it is the same on each machine. */
async function readCode(page: Page, picture: string, size: number): Promise<string> {
  const wide = size + 40;
  const drawing = { picture, size, wide };
  const pixels = await page.evaluate(async ({ picture, size, wide }) => {
    const image = new Image();
    image.src = picture;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: wide, height: wide });
    const context = canvas.getContext("2d")!;
    context.fillRect(0, 0, wide, wide);
    context.drawImage(image, 20, 20, size, size);
    // As text: a list of millions of numbers takes the browser's wire many seconds.
    return Array.from(context.getImageData(0, 0, wide, wide).data, (byte) => String.fromCharCode(byte)).join("");
  }, drawing);
  return decodeQR({ width: wide, height: wide, data: Buffer.from(pixels, "latin1") }, { timeLimit: Infinity });
}

/** The code in the shop's window: as the merchant sees it, as it is downloaded, and where it leads. */
async function voteThroughTheCode(scene: Scene): Promise<string> {
  const list = await openCandor(scene, "/app/quizzes");
  const href = await list.app.getByRole("link", { name: "Help us choose" }).first().getAttribute("href");
  const [poll] = /\/app\/quizzes\/\d+/.exec(href ?? "") ?? [];
  expectThat(poll !== undefined, `the poll is at ${href}`);
  const { page, app } = await openCandor(scene, `${poll}/share`);
  await app.getByLabel("Campaign name").fill("shop-window");
  const leadsTo = "/apps/candor/share/style-poll?utm_source=qr&utm_medium=print&utm_campaign=shop-window";
  const shown = app.getByAltText("QR code of the page");
  const address = await eventually(async () => {
    const read = await readCode(page, (await shown.getAttribute("src")) ?? "", 200);
    expectThat(read.startsWith("https://") && read.endsWith(leadsTo), `the code says ${read}`);
    return new URL(read);
  });
  const fetched = page.waitForEvent("download");
  await app.getByRole("link", { name: "Download SVG" }).click();
  const svg = await readFile(await (await fetched).path());
  const printed = await readCode(page, `data:image/svg+xml;base64,${svg.toString("base64")}`, 900);
  expectEqual(printed, address.href, "what the downloaded code says");
  const phone = await newShopper(scene, address.pathname + address.search);
  await phone.locator("candor-quiz").getByLabel("Clean and modern", { exact: true }).check();
  await phone.locator("candor-quiz .cq-next").click();
  await phone
    .locator("candor-quiz")
    .getByText(/so far/)
    .waitFor();
  await phone.context().close();
  return address.href;
}

/** Nothing of ours is asked for until the pop-up's rule fires; then it greets, and goes with one tap. */
async function popUpGreets(scene: Scene): Promise<void> {
  const page = await openAdmin(
    scene,
    "/themes/current/editor?context=apps&template=index&activateAppId=candor-local-client-id/candor-popup",
  );
  const save = page.getByRole("button", { name: "Save" });
  await save.click();
  await eventually(async () => expectThat(await save.isDisabled(), "the theme is not saved"));
  const phone = await newShopper(scene, "/");
  await phone.evaluate(() => scrollTo(0, document.body.scrollHeight));
  const close = phone.getByRole("button", { name: "Close" });
  await close.waitFor();
  await scene.picture(phone, "popup-390");
  await close.click();
  await eventually(async () => expectThat(!(await close.isVisible()), "the pop-up stays after a tap on its cross"));
  await phone.context().close();
}

export const placementSteps: Step[] = [
  { name: "a poll from its template is published", play: publishPoll },
  { name: "a vote in the shop, and how many voted so far", play: voteInTheShop },
  { name: "a vote through the link to share, without any change to the theme", play: voteThroughTheLink },
  { name: "a vote through the QR code that the merchant downloads", play: voteThroughTheCode },
  { name: "a pop-up greets after scrolling and goes with one tap", play: popUpGreets },
];
