import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { QuizContent } from "../contract/quiz.ts";
import type { Arrival } from "../platform/inbox.ts";
import { openInboxFile } from "../platform/inbox-file.ts";
import { createInboxWriter } from "../platform/inbox-writer.ts";
import { mintKey } from "../platform/secret.server.ts";
import { receiveResponse } from "./receive-response.server.ts";
import type { ResponseArrival } from "./receive-response.server.ts";

const now = new Date("2026-05-01T12:00:00Z");
const content = QuizContent.parse({
  title: "Gifts",
  questions: ["room", "taste"].map((id) => ({ type: "text", id, text: id, required: false, maxLength: 200 })),
  result: { title: "Done" },
});

function givenDoor() {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "candor-door-")), "inbox.db");
  const writer = createInboxWriter(file, () => 1);
  const append = (arrival: Arrival) => Promise.resolve(writer.append([arrival])[0] ?? ("unavailable" as const));
  const deps = {
    inbox: { append, recorded: () => undefined, close: () => Promise.resolve() },
    tokenKey: mintKey(),
    clock: () => now,
    findVersion: (_shop: string, versionId: string) =>
      Promise.resolve({ versionId, quizId: 1, handle: "gifts", kind: "quiz" as const, content }),
    catalogOf: () => Promise.reject(new Error("no catalogue")),
    acceptVote: () => Promise.resolve(undefined),
    knownOf: () => Promise.resolve({}),
  };
  const send = (body: object, customerId?: string) =>
    receiveResponse(deps, { shop: "a.myshopify.com", customerId }, body);
  const stored = () => {
    const inbox = openInboxFile(file, { readonly: true });
    const bodies = inbox.prepare("SELECT body FROM inbox ORDER BY seq").pluck().all() as string[];
    inbox.close();
    return bodies.map((body) => JSON.parse(body) as ResponseArrival);
  };
  return { send, stored };
}

test("GIVEN a walk begun with one version WHEN it is to go on under another, known by its first answer alone, THEN it is refused", async () => {
  const { send } = givenDoor();
  const [room, taste] = ["room", "taste"].map((questionId) => ({ answerId: randomUUID(), questionId, value: "x" }));
  const walk = { responseId: randomUUID(), finished: false };
  await send({ ...walk, versionId: "v1", answers: [room] });
  await expect(send({ ...walk, versionId: "v2", answers: [room, taste] })).rejects.toMatchObject({ status: 409 });
  await expect(send({ ...walk, versionId: "v2", answers: [taste] })).rejects.toMatchObject({ status: 401 });
  expect(await send({ ...walk, versionId: "v1", answers: [room, taste] })).toHaveProperty("token");
});

test("GIVEN a stored answer whose reply was lost WHEN it is sent again by somebody who has logged in since THEN who they are is kept too", async () => {
  const { send, stored } = givenDoor();
  const room = { answerId: randomUUID(), questionId: "room", value: "x" };
  const walk = { responseId: randomUUID(), versionId: "v1", finished: false, answers: [room] };
  await send(walk);
  await send(walk);
  expect(stored()).toHaveLength(1);
  expect(await send(walk, "77")).toHaveProperty("token");
  expect(stored().map(({ customerId, submitted }) => [customerId, submitted.answers.length])).toEqual([
    [undefined, 1],
    ["77", 0],
  ]);
  // Who only knows the number of the walk is not believed.
  await expect(send({ ...walk, answers: [] }, "78")).rejects.toMatchObject({ status: 401 });
});
