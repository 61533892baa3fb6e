import { expectNothing, lookAt } from "./axe.ts";
import { DESKTOP, PHONE } from "./browser.ts";
import type { Page } from "./browser.ts";
import { merchantPage, openCandor } from "./merchant.ts";
import type { Scene, Step } from "./scene.ts";
import { screens } from "./screens.ts";
import { newShopper, productPath, takeQuiz } from "./shopper.ts";
import { checkOut } from "./steps-shopper.ts";

/** Every screen of Candor inside the admin. Only the app's own frame counts: what is around it is the admin's. */
async function lookAtAdmin(scene: Scene): Promise<string> {
  const page = await merchantPage(scene);
  const wrong: string[] = [];
  const only = process.env.LOOK_ONLY?.split(",");
  const wanted = screens.filter(({ name }) => only === undefined || only.includes(name));
  for (const { name, path, reach } of wanted) {
    await page.setViewportSize(DESKTOP);
    const { app } = await openCandor(scene, path);
    try {
      await reach(app);
    } catch (error) {
      wrong.push(`${name} cannot be reached: ${String(error).slice(0, 300)}`);
      continue;
    }
    const include = { fromFrames: ["iframe", "body"] as [string, string] };
    wrong.push(...(await lookAt(scene, page, { name: `look-${name}`, include, frame: "iframe" })));
  }
  await page.setViewportSize(DESKTOP);
  expectNothing(wrong, wanted.length);
  return `${wanted.length} screens`;
}

/** Looks at each question on the way, and answers it. */
async function lookAtQuestions(scene: Scene, page: Page): Promise<{ wrong: string[]; looked: number }> {
  const wrong: string[] = [];
  const quiz = page.locator("candor-quiz");
  let looked = 0;
  await takeQuiz(page, { agree: true }, async (id) => {
    looked += 1;
    await quiz.scrollIntoViewIfNeeded();
    wrong.push(...(await lookAt(scene, page, { name: `look-quiz-${id}`, include: "candor-quiz" })));
  });
  await quiz.getByRole("button", { name: "Add to cart" }).first().waitFor();
  wrong.push(...(await lookAt(scene, page, { name: "look-quiz-result", include: "candor-quiz" })));
  await page.reload();
  await quiz.getByRole("button", { name: "Withdraw" }).waitFor();
  wrong.push(...(await lookAt(scene, page, { name: "look-quiz-finished", include: "candor-quiz" })));
  return { wrong, looked: looked + 2 };
}

async function lookAtStorefront(scene: Scene): Promise<string> {
  const page = await newShopper(scene, productPath(scene));
  const { wrong, looked } = await lookAtQuestions(scene, page);
  await page.setViewportSize(PHONE);
  await page.locator('form[action*="/cart/add"] button').first().click();
  await page.getByText("Added to your cart.").waitFor();
  await checkOut(page, scene, "look@example.com");
  const frame = 'iframe[data-extension="checkout-survey"]';
  await page.frameLocator(frame).first().getByRole("button").first().waitFor();
  const include = { fromFrames: [frame, "body"] as [string, string] };
  wrong.push(...(await lookAt(scene, page, { name: "look-thank-you", include, frame })));
  await page.context().close();
  expectNothing(wrong, looked);
  return `${looked + 1} states`;
}

export const lookSteps: Step[] = [
  { name: "axe finds nothing on any screen of Candor at 1280 and 390 px, and nothing sticks out", play: lookAtAdmin },
  { name: "axe finds nothing on the quiz, its result and the survey at 1280 and 390 px", play: lookAtStorefront },
];
