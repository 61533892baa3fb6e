import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Database } from "../../app/platform/db.server.ts";
import type { AppHome } from "../real-app/real-app.ts";
import { signedPath } from "../real-app/shopper.ts";
import { json } from "./admin-sender.ts";
import type { Sent } from "./admin-sender.ts";

interface Reading {
  home: AppHome;
  db: Database;
  quizId: number;
  /** As the merchant, unless told otherwise. */
  send(address: string, sent?: Sent): Promise<{ status: number; text: string }>;
}

const MARKUP = `</script><img src=x onerror=alert(1)>\u2028{{ shop.secret }}`;
/** Each begins as a formula does in one spreadsheet or another. */
const WORDS = ["=", "+", "-", "@", "\t=", "\r="].map((start) => `${start}HYPERLINK("x")${MARKUP}`);

/** A shopper says them at the storefront's door; then each page and file that shows answers is read. */
export async function expectInert({ home, db, quizId, send }: Reading): Promise<void> {
  const ids = WORDS.map(() => randomUUID());
  for (const [index, value] of WORDS.entries()) {
    const answer = { answerId: randomUUID(), questionId: "words", value };
    const response = { responseId: ids[index], versionId: "words-of-my", answers: [answer], finished: true };
    expect((await send(signedPath(home.clientSecret, new Date()), json(response))).status).toBe(200);
  }
  const where = { id: { in: ids } };
  await expect.poll(() => db.read.quizResponse.count({ where }), { timeout: 50_000 }).toBe(WORDS.length);
  const quiz = `/app/quizzes/${quizId}`;
  for (const page of [`${quiz}/responses`, `${quiz}/words?question=words`, `${quiz}/results`]) {
    const { status, text } = await send(page);
    expect(status, page).toBe(200);
    expect(text, page).not.toMatch(/<img src=x|alert\(1\)>/);
    // Of a few answers the figures quote nobody.
    if (!page.endsWith("/results")) expect(text, page).toContain("HYPERLINK");
  }
  const csv = await send(`${quiz}/csv`);
  expect(csv.status).toBe(200);
  expect(csv.text.match(/HYPERLINK/g)).toHaveLength(WORDS.length);
  expect(csv.text).not.toMatch(/(^|[,"\n])[\t\r]?[=+@-]HYPERLINK/);
}
