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

test("GIVEN two walks that told different things WHEN the older one goes on THEN the newer word stays what is known", async () => {
  const { arrive, traits } = await givenQuiz();
  const [older, newer] = [randomUUID(), randomUUID()];
  await arrive({ responseId: older, answers: walk(true), finished: false }, "7");
  expect(await traits()).toEqual(["room=home", "taste=calm", "taste=retro"]);
  await arrive({ responseId: newer, answers: walk(true, "garden"), finished: true }, "7");
  await arrive({ responseId: older, answers: [answer("taste", ["calm"])], finished: false }, "7");
  expect(await traits()).toEqual(["room=garden", "taste=calm"]);
  await arrive({ responseId: older, answers: [], finished: true }, "7");
  expect(await traits()).toEqual(["room=garden", "taste=calm"]);
  // Said anew it is news.
  await arrive({ responseId: older, answers: [answer("room", ["home"])], finished: false }, "7");
  expect(await traits()).toEqual(["room=home", "taste=calm"]);
});

test("GIVEN a walk whose consent comes after another walk's newer word THEN it makes known what it told, but for that word", async () => {
  const { arrive, traits } = await givenQuiz();
  const [older, newer] = [randomUUID(), randomUUID()];
  const told = walk(true);
  await arrive({ responseId: older, answers: told.slice(0, -1), finished: false }, "7");
  await arrive({ responseId: newer, answers: walk(true, "garden"), finished: true }, "7");
  await arrive({ responseId: older, answers: told, finished: true }, "7");
  expect(await traits()).toEqual(["room=garden", "taste=calm", "taste=retro"]);
});
