import type { FrameLocator } from "playwright-core";
import { openQuiz, openResults, QUIZ, searchPeople } from "./merchant.ts";

const SEGMENT = "Home gifts, loyal";

export interface Screen {
  name: string;
  path: string;
  /** From the page to the state that is looked at; resolves when it is there. */
  reach(app: FrameLocator): Promise<unknown>;
}

const openFromResults = (name: string, shown: RegExp) => async (app: FrameLocator) => {
  await openResults(app);
  await app.getByRole("link", { name }).or(app.getByRole("button", { name })).first().click();
  await app.getByRole("heading", { name: shown }).first().waitFor();
};

/** A tab of the editor, and something that only it shows. */
const editorTabs: [tab: string, shown: RegExp][] = [
  ["Products", /From answers to products/],
  ["Languages", /The texts are written in/],
  ["Map", /How the questions lead to the result page/],
  ["Settings", /What do you want to learn or achieve/],
  ["Versions", /The first version./],
];

const openSegment = async (app: FrameLocator) => {
  await app.getByText(SEGMENT).first().click();
  await app.getByRole("button", { name: /why/i }).first().waitFor();
};

/** Every screen of Candor in the admin, as the story has filled it. */
export const screens: Screen[] = [
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
    reach: openResults,
  },
  {
    name: "quiz-responses",
    path: "/app/quizzes",
    reach: openFromResults("Single responses", /^Responses/),
  },
  { name: "quiz-share", path: "/app/quizzes", reach: openFromResults("Share", /^Place and share/) },
  ...editorTabs.map(([tab, shown]) => ({
    name: `quiz-editor-${tab.toLowerCase()}`,
    path: "/app/quizzes",
    reach: async (app: FrameLocator) => {
      await openQuiz(app);
      await app.getByRole("tab", { name: tab }).click();
      await app.getByRole("tab", { name: tab, selected: true }).waitFor();
      await app.getByText(shown).first().waitFor();
    },
  })),
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
    name: "customers-search",
    path: "/app/customers",
    reach: async (app) => {
      await searchPeople(app, "nobody@example.com");
      await app.getByText("Nobody found for “nobody@example.com”.").waitFor();
    },
  },
  {
    name: "person",
    path: "/app/customers?view=told",
    reach: async (app) => {
      await app.getByRole("row").last().getByRole("link").first().click();
      await app.getByText("What we know").first().waitFor();
    },
  },
  { name: "traits", path: "/app/traits", reach: (app) => app.getByRole("heading", { name: "What we know" }).waitFor() },
  { name: "asked", path: "/app/asked", reach: (app) => app.getByRole("heading", { name: "Asking" }).waitFor() },
  { name: "settings", path: "/app/settings", reach: (app) => app.getByText("Data requests").waitFor() },
];
