import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { QuizContent } from "../contract/quiz.ts";
import type { Arrival } from "../platform/inbox.ts";
import { createInboxWriter } from "../platform/inbox-writer.ts";
import { mintKey } from "../platform/secret.server.ts";
import { receiveResponse } from "./receive-response.server.ts";

const now = new Date("2026-05-01T12:00:00Z");
const content = QuizContent.parse({
  title: "Gifts",
  questions: ["room", "taste"].map((id) => ({ type: "text", id, text: id, required: false, maxLength: 200 })),
  result: { title: "Done" },
});

function givenDoor() {
  const writer = createInboxWriter(path.join(mkdtempSync(path.join(tmpdir(), "candor-door-")), "inbox.db"), () => 1);
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
  return (body: object) => receiveResponse(deps, { shop: "a.myshopify.com", customerId: undefined }, body);
}

test("GIVEN a walk begun with one version WHEN it is to go on under another, known by its first answer alone, THEN it is refused", async () => {
  const send = givenDoor();
  const [room, taste] = ["room", "taste"].map((questionId) => ({ answerId: randomUUID(), questionId, value: "x" }));
  const walk = { responseId: randomUUID(), finished: false };
  await send({ ...walk, versionId: "v1", answers: [room] });
  await expect(send({ ...walk, versionId: "v2", answers: [room, taste] })).rejects.toMatchObject({ status: 409 });
  await expect(send({ ...walk, versionId: "v2", answers: [taste] })).rejects.toMatchObject({ status: 401 });
  expect(await send({ ...walk, versionId: "v1", answers: [room, taste] })).toHaveProperty("token");
});
