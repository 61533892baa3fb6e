import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { answer, givenQuiz, walk } from "../../tests/response/scene.ts";

test("F30: GIVEN two tabs that answered differently WHEN one ends the walk THEN what it ended with counts, as its result said", async () => {
  const { db, arrive, traits } = await givenQuiz();
  const responseId = randomUUID();
  const [mine, theirs] = [walk(true), answer("room", ["garden"])];
  await arrive({ responseId, answers: mine.slice(0, 1), finished: false });
  await arrive({ responseId, answers: [theirs], finished: false });
  await arrive({ responseId, answers: mine, finished: true });
  expect(await traits()).toContain("room=home");
  const onPath = await db.read.answer.findMany({ where: { responseId, onPath: true }, select: { id: true } });
  expect(onPath.map(({ id }) => id).sort()).toEqual(mine.map(({ answerId }) => answerId).sort());
});

test("GIVEN two tabs opened through two share links THEN the walk keeps the words of the first, not some of each", async () => {
  const { db, arrive } = await givenQuiz();
  const responseId = randomUUID();
  const answers = walk(false);
  await arrive({ responseId, answers: answers.slice(0, 1), finished: false });
  await arrive({ responseId, answers: answers.slice(0, 2), finished: false, source: { source: "instagram" } });
  const other = { source: "mail", medium: "share", campaign: "spring-1" };
  await arrive({ responseId, answers, finished: true, source: other });
  expect(await db.read.quizResponse.findFirstOrThrow()).toMatchObject({
    utmSource: "instagram",
    utmMedium: null,
    utmCampaign: null,
  });
});
