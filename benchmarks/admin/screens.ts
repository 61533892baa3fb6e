import type { FrameLocator } from "playwright-core";

export interface Screen {
  name: string;
  path: string;
  /** Resolves when what the merchant came for is there. */
  shows(app: FrameLocator): Promise<unknown>;
  /** What they do first there, by hand. */
  use(app: FrameLocator): Promise<unknown>;
}

const shown = (text: string | RegExp) => (app: FrameLocator) => app.getByText(text).first().waitFor();
const heading = (app: FrameLocator) => app.getByRole("heading").first().waitFor();
const type = (label: string | RegExp, text: string) => (app: FrameLocator) =>
  app.getByLabel(label).first().pressSequentially(text);
/** Where there is nothing to do but read. */
const touch = (app: FrameLocator) => app.getByRole("heading").first().click();
const choose = (tab: string) => (app: FrameLocator) => app.getByRole("tab", { name: tab }).click();

/** Numbers of the quiz, the segment and somebody in it, as `fillShop` makes them. */
export function screens({
  quizId,
  segmentId,
  profileId,
}: Record<"quizId" | "segmentId" | "profileId", number>): Screen[] {
  return [
    { name: "home", path: "/app", shows: shown(/orders/), use: touch },
    { name: "quizzes", path: "/app/quizzes", shows: shown("Find the right gift"), use: touch },
    { name: "templates", path: "/app/quizzes/new", shows: shown("Gift finder"), use: touch },
    { name: "editor", path: `/app/quizzes/${quizId}`, shows: shown(/Publish/), use: choose("Products") },
    { name: "editor_typing", path: `/app/quizzes/${quizId}`, shows: shown(/Publish/), use: type("Title", " for her") },
    { name: "results", path: `/app/quizzes/${quizId}/results`, shows: heading, use: touch },
    { name: "segments", path: "/app/segments", shows: shown("Gifts for her"), use: touch },
    { name: "segment", path: `/app/segments/${segmentId}`, shows: shown("Gifts for her"), use: touch },
    { name: "segment_edit", path: `/app/segments/${segmentId}/edit`, shows: shown(/people/), use: type("Name", "!") },
    { name: "customers", path: "/app/customers?view=customers", shows: heading, use: choose("Anonymous") },
    { name: "person", path: `/app/customers/${profileId}`, shows: shown("What we know"), use: touch },
    { name: "traits", path: "/app/traits", shows: shown("What we know"), use: touch },
    { name: "asked", path: "/app/asked", shows: shown("Asking"), use: touch },
    { name: "settings", path: "/app/settings", shows: shown("Data requests"), use: touch },
  ];
}
