import { describe, expect, test } from "vitest";
import { QuizContent } from "../../contract/quiz.ts";
import { missingPage, pickLanguage, previewPicture, sharePage } from "./share-page.ts";

const NASTY = `"><script>alert(1)</script></title>{{ shop }}{% raw %}javascript:alert(1)\u2028'&`;

const content = QuizContent.parse({
  title: NASTY,
  intro: NASTY,
  questions: [
    {
      type: "picture",
      id: "style",
      text: "Which?",
      options: [
        { id: "a", text: "A", picture: "data:image/svg+xml,<svg/>" },
        { id: "b", text: "B", picture: "/cdn/b.png" },
      ],
    },
  ],
  result: { title: "Done" },
});

const page = () =>
  sharePage({
    content,
    language: "ar",
    shopName: NASTY,
    origin: "https://shop.example",
    path: "/apps/candor/share/style",
    files: "/apps/candor/assets/0/",
    widget: "<candor-quiz></candor-quiz>",
  });

describe("the shareable page", () => {
  test("A14: GIVEN the worst texts in title, intro and the shop's name THEN they are inert wherever they stand", () => {
    const html = page();
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toContain("alert(1)</script>");
    expect(html).not.toContain("\u2028");
    for (const [, value] of html.matchAll(/content="([^"]*)"/g)) expect(value).not.toMatch(/[<>'"]/);
  });

  test("tells link previews what it is, with a picture that can be fetched", () => {
    expect(page()).toContain(`property="og:image" content="https://shop.example/cdn/b.png"`);
    expect(page()).toContain(`<html lang="ar" dir="rtl">`);
    expect(previewPicture({ questions: [] }, "https://shop.example")).toBeUndefined();
  });

  test("GIVEN languages THEN the address wins, then the browser, then the quiz's own", () => {
    const languages = ["en", "de", "pt-BR"];
    expect(pickLanguage(languages, "de", "en")).toBe("de");
    expect(pickLanguage(languages, "de-CH", "en")).toBe("de");
    expect(pickLanguage(languages, "xx", "pt-br;q=0.9, de")).toBe("pt-BR");
    expect(pickLanguage(languages, undefined, "")).toBe("en");
    expect(pickLanguage(languages, "constructor", "__proto__")).toBe("en");
  });

  test("GIVEN no such page THEN it says so in the reader's language", () => {
    expect(missingPage("ja,en")).toContain("ご利用いただけません");
    expect(missingPage("constructor")).toContain("not available");
  });
});
