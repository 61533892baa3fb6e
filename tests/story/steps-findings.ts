import type { FrameLocator } from "playwright-core";
import { countClicks, DESKTOP, eventually, openAs } from "./browser.ts";
import { expectEqual, expectThat } from "./expect.ts";
import { untilAlive } from "./merchant.ts";
import type { Scene, Step } from "./scene.ts";
import { importFile } from "./steps-editor.ts";

const option = (id: string, more: object = {}) => ({ id, text: `Option ${id}`, ...more });
const options = [option("a"), option("b")];
const numbers = { type: "slider", min: 0, max: 10, step: 3, text: "How much?" };

/** One fault of each kind, as a file may bring them. */
const content = {
  title: "Much to mend",
  intro: "For {nobody}.",
  language: "en",
  result: { title: "The end", text: "", products: 0 },
  outcomes: [{ id: "bold", title: "", text: "" }],
  translations: { de: { title: "Viel zu tun", intro: "Für alle." } },
  colours: { text: "#777777", background: "#808080" },
  minors: true,
  questions: [
    {
      type: "single",
      id: "first",
      text: "Where to?",
      options: [option("a"), option("b", { points: { gone: 2 } }), option("c", { match: { terms: ["zzqx"] } })],
      branches: [
        { option: "a", goTo: "nowhere" },
        { option: "b", goTo: "third" },
        { option: "c", goTo: "third" },
        { option: "gone", goTo: "third" },
      ],
    },
    { type: "multiple", id: "second", text: "Which?", options, onlyIf: { question: "third", options: ["a"] } },
    { type: "ranking", id: "third", text: "In which order?", options, branches: [{ option: "a", goTo: "end" }] },
    { ...numbers, id: "fourth" },
    { type: "picture", id: "fifth", text: "Which one?", options },
    { type: "email", id: "mail", text: "Your address?" },
    { type: "consent", id: "remember", text: "May this shop remember my answers?", purpose: "personalise" },
  ],
};

/** What is said, and the field that takes the focus. */
const leads: [said: RegExp, field: string][] = [
  [/^Give this result page a title/, "outcomes.0.title"],
  [/^This jump leads to a question that is gone/, "questions.0.branches.0"],
  [/^This jump belongs to an option that is gone/, "questions.0.branches.3"],
  [/^In a ranking every option is chosen/, "questions.2.branches.0"],
  [/^Its condition asks for “In which order\?”/, "questions.1.onlyIf"],
  [/^It gives points to a result page that is gone/, "questions.0.options.1.points"],
  [/^A quiz for children or teenagers takes no e-mail/, "questions.5.text"],
  [/^The text cannot be read well/, "colours.text"],
  [/^This option has no picture/, "questions.4.options.0.picture"],
  [/^Steps of 3 never reach 10/, "questions.3.step"],
  [/^\{nobody\} names no question/, "intro"],
  [/^No product in stock fits this option/, "questions.0.options.2.match"],
  [/^German: 2 of/, "translations.de.first"],
  [/^So far its answers are only counted/, "questions.1.text"],
];

const focused = (app: FrameLocator): Promise<string> =>
  app.locator("body").evaluate(({ ownerDocument }) => ownerDocument.activeElement?.id ?? "");

async function followFindings(scene: Scene): Promise<string> {
  const app = await importFile(
    scene,
    JSON.stringify({ format: "candor-quiz", version: 1, handle: "to-mend", kind: "quiz", content }),
  );
  await app.getByRole("heading", { name: "Much to mend" }).first().waitFor();
  const findings = app.locator(".candor-findings");
  await app.getByRole("button", { name: "Show", exact: true }).click();
  for (const [said, field] of leads) {
    await findings.getByRole("button", { name: said }).first().click();
    await eventually(async () => expectEqual(await focused(app), field, `the field of “${said.source}”`));
  }
  // What has no field of its own is mended where it is said.
  for (const mend of ["Remove jump 4", "Remove these points"]) {
    await findings
      .getByRole("button", { name: mend === "Remove jump 4" ? /an option that is gone/ : /a result page that is gone/ })
      .click();
    await app.getByRole("button", { name: mend }).click();
    await app.getByRole("button", { name: mend }).waitFor({ state: "detached" });
  }
  await app.getByText("Saved", { exact: true }).waitFor();
  return `${leads.length} findings`;
}

const MOST_CLICKS = 10;

const asked = (id: string, text: string, words: string[]) => ({
  type: "single",
  id,
  text,
  options: words.map((word, at) => ({ id: `o${at}`, text: word })),
});

/** Four questions with four options each that stand for nothing yet. */
const unmatched = {
  title: "No products yet",
  language: "en",
  result: { title: "These fit", text: "", products: 3 },
  questions: [
    asked("what", "What do they collect?", ["Clocks", "Lanterns", "Mugs", "Bags"]),
    asked("where", "Where is it for?", ["Garden", "Kitchen", "Bathroom", "Office"]),
    asked("look", "Which look?", ["Vintage", "Retro", "Floral", "Plain"]),
    asked("when", "For which day?", ["Christmas", "Birthday", "Easter", "Wedding"]),
  ],
};

/** From a quiz whose answers stand for nothing to one that recommends in the storefront. */
async function matchByClicks(scene: Scene): Promise<string> {
  const context = await openAs(scene.browser, DESKTOP);
  const clicks = await countClicks(context);
  const page = await context.newPage();
  await page.goto(`${scene.demo.urls.app}/app/quizzes/new`);
  const app = page.frameLocator("iframe").first();
  await untilAlive(app);
  await app.locator('input[type="file"]').setInputFiles({
    name: "quiz.json",
    mimeType: "application/json",
    buffer: Buffer.from(
      JSON.stringify({ format: "candor-quiz", version: 1, handle: "unmatched", kind: "quiz", content: unmatched }),
    ),
  });
  await app.getByRole("heading", { name: "No products yet" }).first().waitFor();
  await untilAlive(app);
  const before = clicks();
  await app.getByRole("tab", { name: "Products" }).click();
  await app.getByRole("button", { name: "Suggest products for all options" }).click();
  await app.getByRole("button", { name: "Use these" }).click();
  await app.getByText("Saved", { exact: true }).waitFor();
  await app.getByRole("button", { name: "Publish" }).click();
  await app.getByText("Live · version 1").waitFor();
  const count = clicks() - before;
  await context.close();
  await eventually(() => {
    const rows = scene.store.all("SELECT 1 FROM metafields WHERE value LIKE '%What do they collect?%'");
    expectThat(rows.length > 0, "the quiz is not in the store");
  });
  expectThat(count > 2 && count <= MOST_CLICKS, `${count} clicks from answers to products`);
  return `${count} clicks`;
}

export const findingSteps: Step[] = [
  { name: "answers get their products in 10 clicks at most, and the quiz is live", play: matchByClicks },
  { name: "each finding of the check before publishing leads to its field", play: followFindings },
];
