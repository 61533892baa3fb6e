import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { QuizContent } from "../../app/contract/quiz.ts";
import type { ShopId } from "../../app/contract/shop.ts";
import type { Tx } from "../../app/platform/db.server.ts";
import { addVersion, createQuiz } from "../../app/quiz/quiz.store.server.ts";
import { prepareHome, startApp, VERSION } from "../real-app/real-app.ts";
import type { AppHome, RealApp } from "../real-app/real-app.ts";
import { firstAnswer, signedPath } from "../real-app/shopper.ts";

// The doors behind which codes, links and confirmations lie, as the internet meets them.

let home: AppHome;
let app: RealApp;
let folder: string;

/** As no merchant can publish it: the door must not rely on that. */
async function addMinors(tx: Tx, shop: ShopId) {
  const content = QuizContent.parse({
    title: "For children",
    minors: true,
    questions: [
      { type: "email", id: "mail", text: "Your mail?" },
      { type: "phone", id: "phone", text: "Your number?" },
    ],
    result: { title: "Thank you", products: 0 },
  });
  const id = await createQuiz(tx, shop, { handle: "children", kind: "quiz", draft: content }, new Date());
  await addVersion(tx, shop, { id }, { id: "children-1", content }, new Date());
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "candor-rewards-"));
  home = await prepareHome(folder, 23_457, addMinors);
  app = await startApp(home);
}, 60_000);

afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

const BROWSER = { "X-Forwarded-Host": "evil.example", "User-Agent": "Mozilla/5.0 Chrome/140" };

async function send(target: string, { method = "GET", body }: { method?: string; body?: object } = {}) {
  const response = await fetch(home.url + target, {
    method,
    headers: { ...BROWSER, ...(body && { "Content-Type": "application/json" }) },
    ...(body && { body: JSON.stringify(body) }),
    redirect: "manual",
  });
  const text = await response.text();
  expect(text + JSON.stringify([...response.headers])).not.toContain("evil.example");
  expect(text).not.toMatch(/\bat .*\.ts:|node_modules|SELECT|Prisma/);
  return { status: response.status, text, headers: response.headers };
}

const signed = (door: string) => signedPath(home.clientSecret, new Date()).replace("/proxy/responses", door);
const ask = async (body: object, door = signed("/proxy/incentive")) =>
  (await send(door, { method: "POST", body })).status;

test("A7, A29: only a walk's own token asks what it has earned; unsigned, strange or unknown ones learn nothing", async () => {
  const walk = { responseId: randomUUID(), versionId: VERSION };
  expect(await ask({ ...walk, token: "20000.x" }, "/proxy/incentive")).toBe(400);
  expect(await ask(walk)).toBe(422);
  expect(await ask({ ...walk, token: "20000.x", customerId: "7" })).toBe(422);
  expect(await ask({ ...walk, token: "20000.x" })).toBe(401);
  const mine = firstAnswer();
  const answered = await send(signed("/proxy/responses"), { method: "POST", body: mine });
  const { token } = JSON.parse(answered.text) as { token: string };
  expect(await ask({ ...walk, token })).toBe(401);
  // The walk's own, of a quiz that offers nothing.
  expect(await ask({ ...walk, responseId: mine.responseId, token })).toBe(404);
});

test("A23, A29, A35: links that we did not sign lead nowhere, whichever host is claimed; pressing the button neither", async () => {
  const unknown = `/confirm/${"A".repeat(43)}`;
  const strange = ["/confirm/x", "/confirm/%00", "/download/1.1.9999999999.x", "/download/https:%2F%2Fevil.invalid"];
  for (const target of [unknown, ...strange]) {
    const answer = await send(target);
    expect(answer.status, target).toBe(410);
    expect(answer.headers.get("location")).toBeNull();
  }
  const pressed = await send(unknown, { method: "POST" });
  expect([pressed.status, pressed.headers.get("location")]).toEqual([303, unknown]);
});

test("A30: the page of a confirmation is framed by nobody, runs no script and is kept by nobody", async () => {
  const { headers, text } = await send(`/confirm/${"A".repeat(43)}`);
  expect(headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect([headers.get("cache-control"), headers.get("referrer-policy")]).toEqual(["no-store", "same-origin"]);
  expect(text).not.toContain("<script");
});

test.each([
  ["mail", "child@example.com"],
  ["phone", "+44 20 7946 0000"],
])("P16: GIVEN a quiz for minors WHEN %s is answered all the same THEN it is refused", async (questionId, value) => {
  const answer = (given: string | null) => ({ answerId: randomUUID(), questionId, value: given });
  const walk = { responseId: randomUUID(), versionId: "children-1", finished: false };
  const tell = (given: string | null) => ask({ ...walk, answers: [answer(given)] }, signed("/proxy/responses"));
  expect(await tell(value)).toBe(422);
  expect(await tell(null)).toBe(200);
});
