import type { FrameLocator } from "playwright-core";
import { expectNothing, lookAt } from "./axe.ts";
import { DESKTOP, PHONE } from "./browser.ts";
import type { Page } from "./browser.ts";
import { merchantPage, openCandor } from "./merchant.ts";
import type { Scene, Step } from "./scene.ts";
import { newShopper, productPath, takeQuiz } from "./shopper.ts";
import { checkOut } from "./steps-shopper.ts";

const QUIZ = "Find a gift they will love";
const SEGMENT = "Home gifts, loyal";

interface Screen {
  name: string;
  path: string;
  /** From the page to the state that is looked at; resolves when it is there. */
  reach(app: FrameLocator): Promise<unknown>;
}

const openQuiz = async (app: FrameLocator) => {
  await app.getByText(QUIZ).first().click();
  await app
    .getByRole("button", { name: /Publish/ })
    .first()
    .waitFor();
};

const openSegment = async (app: FrameLocator) => {
  await app.getByText(SEGMENT).first().click();
  await app.getByRole("button", { name: /why/i }).first().waitFor();
};

const screens: Screen[] = [
  {
    name: "home",
    path: "/app",
    reach: (app) =>
      app
        .getByText(/orders/)
        .first()
        .waitFor(),
  },
  { name: "quizzes", path: "/app/quizzes", reach: (app) => app.getByText(QUIZ).first().waitFor() },
  {
    name: "quiz-new",
    path: "/app/quizzes/new",
    reach: (app) => app.getByRole("button", { name: "Use this template" }).first().waitFor(),
  },
  { name: "quiz-editor", path: "/app/quizzes", reach: openQuiz },
  {
    name: "quiz-editor-question",
    path: "/app/quizzes",
    reach: async (app) => {
      await openQuiz(app);
      await app.getByText("Where will it be used", { exact: false }).first().click();
    },
  },
  {
    name: "quiz-results",
    path: "/app/quizzes",
    reach: async (app) => {
      await openQuiz(app);
      await app
        .getByRole("button", { name: "Results" })
        .or(app.getByRole("link", { name: "Results" }))
        .first()
        .click();
      await app
        .getByText(/Where will it be used/)
        .first()
        .waitFor();
    },
  },
  { name: "segments", path: "/app/segments", reach: (app) => app.getByText(SEGMENT).first().waitFor() },
  {
    name: "segment-new",
    path: "/app/segments/new",
    reach: (app) => app.getByRole("button", { name: "Add condition" }).waitFor(),
  },
  { name: "segment", path: "/app/segments", reach: openSegment },
  {
    name: "segment-why",
    path: "/app/segments",
    reach: async (app) => {
      await openSegment(app);
      await app.getByRole("button", { name: /why/i }).first().click();
      await app.getByRole("dialog").getByText(/order/i).first().waitFor();
    },
  },
  {
    name: "segment-edit",
    path: "/app/segments",
    reach: async (app) => {
      await openSegment(app);
      await app
        .getByRole("link", { name: "Edit" })
        .or(app.getByRole("button", { name: "Edit" }))
        .first()
        .click();
      await app.getByLabel("Number of orders", { exact: true }).waitFor();
      await app
        .getByText(/\d+ (person|people)/)
        .first()
        .waitFor();
    },
  },
  ...["told", "customers", "anonymous", "test"].map((view) => ({
    name: `customers-${view}`,
    path: `/app/customers?view=${view}`,
    reach: (app: FrameLocator) => app.getByRole("tab", { selected: true }).waitFor(),
  })),
  {
    name: "person",
    path: "/app/customers?view=told",
    reach: async (app) => {
      await app.getByRole("row").last().getByRole("link").first().click();
      await app.getByText("What we know").first().waitFor();
    },
  },
  { name: "settings", path: "/app/settings", reach: (app) => app.getByText("Data requests").waitFor() },
];

/** Every screen of Candor inside the admin. Only the app's own frame counts: what is around it is the admin's. */
async function lookAtAdmin(scene: Scene): Promise<string> {
  const page = await merchantPage(scene);
  const wrong: string[] = [];
  const only = process.env.LOOK_ONLY?.split(",");
  for (const { name, path, reach } of screens) {
    if (only !== undefined && !only.includes(name)) continue;
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
  expectNothing(wrong, screens.length);
  return `${screens.length} screens`;
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
