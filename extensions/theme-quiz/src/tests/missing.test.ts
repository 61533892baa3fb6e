import { describe, expect, test } from "vitest";
import { renderPage } from "./storefront.ts";

const published = [
  { handle: "tea-finder", kind: "quiz", title: "Tea <for> you" },
  { handle: "nps", kind: "survey", title: "Would you recommend us?" },
  { handle: "next-colour", kind: "poll", title: "Which colour next?" },
  { handle: "about-you", kind: "preferences", title: "About you" },
];
const listed = (html: string): string[] => [...html.matchAll(/<li><strong>([^<]+)/g)].map(([, handle = ""]) => handle);

describe("a block whose handle leads nowhere", () => {
  test.each([
    ["quiz", ["tea-finder", "nps"]],
    ["poll", ["next-colour"]],
    ["preferences", ["about-you"]],
  ] as const)(
    "GIVEN the theme editor THEN the block %s lists the handles that it could show",
    async (block, handles) => {
      const page = { block, settings: { quiz: "nothing" }, published };
      const editor = await renderPage({ ...page, designMode: true });
      expect(editor).toContain("has the handle “nothing”");
      expect(listed(editor)).toEqual(handles);
      expect(editor).not.toContain("<for>");
      // Shoppers see nothing of it.
      const shop = await renderPage(page);
      expect(shop).not.toContain("nothing");
      expect(listed(shop)).toEqual([]);
    },
  );

  test("GIVEN the theme editor THEN the pop-up lists all; where nothing is published no list is begun", async () => {
    const popup = { quiz: "nothing" };
    const editor = { designMode: true, block: "none", popup } as const;
    expect(listed(await renderPage({ ...editor, published }))).toEqual(published.map(({ handle }) => handle));
    for (const none of [[], undefined]) {
      const html = await renderPage({ ...editor, ...(none && { published: none }) });
      expect(html).toContain("has the handle “nothing”");
      expect(html).not.toContain("Handles that you can write");
    }
  });
});
