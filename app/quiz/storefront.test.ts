import { expect, test } from "vitest";
import { PublishedQuiz } from "../contract/quiz.ts";
import { toStorefront } from "./storefront.ts";

test("GIVEN a published quiz THEN the storefront's copy keeps the words and branches and loses how options match products", () => {
  const published = PublishedQuiz.parse({
    versionId: "v1",
    quizId: 7,
    handle: "gift-finder",
    kind: "quiz",
    content: {
      title: "Gift finder",
      questions: [
        {
          type: "picture",
          id: "taste",
          text: "Which one?",
          options: [
            { id: "plain", text: "Plain", picture: "/plain.svg", match: { terms: ["secret"], priceTo: 9 } },
            { id: "bright", text: "Bright" },
          ],
          branches: [{ option: "plain", goTo: "end" }],
        },
        { type: "text", id: "note", text: "Anything else?" },
      ],
      result: { title: "For you" },
    },
  });
  const storefront = toStorefront(published);
  expect(JSON.stringify(storefront)).not.toMatch(/match|secret|quizId/);
  expect(storefront).toMatchObject({ versionId: "v1", handle: "gift-finder", kind: "quiz", title: "Gift finder" });
  expect(storefront.questions[0]).toMatchObject({
    options: [
      { id: "plain", text: "Plain", picture: "/plain.svg" },
      { id: "bright", text: "Bright" },
    ],
    branches: [{ option: "plain", goTo: "end" }],
  });
  expect(storefront.questions[1]).toEqual(published.content.questions[1]);
});
