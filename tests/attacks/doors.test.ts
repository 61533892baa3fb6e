import { createHmac, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openInboxFile } from "../../app/platform/inbox-file.ts";
import { prepareHome, SHOP, startApp } from "../real-app/real-app.ts";
import type { AppHome, RealApp } from "../real-app/real-app.ts";
import { sendWithoutEnd } from "./endless-body.ts";
import { firstAnswer, signedPath } from "../real-app/shopper.ts";

// Every attack at the doors that face the internet: refused with the right status, nothing stored, nothing leaked.

const CANARY = "canary-secret-words";
let home: AppHome;
let app: RealApp;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "candor-attacks-"));
  home = await prepareHome(folder, 23_451);
  app = await startApp(home);
}, 60_000);

afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Rows ever put into the inbox: the number never goes down when rows are recorded and pruned. */
function storedEver(): number {
  const db = openInboxFile(home.inboxFile, { readonly: true });
  const seq = db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'inbox'").pluck().get() as number | undefined;
  db.close();
  return seq ?? 0;
}

interface Sent {
  path?: string;
  method?: string;
  body?: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
}

async function send({ path: target, method = "POST", body, headers }: Sent) {
  const response = await fetch(home.url + (target ?? signedPath(home.clientSecret, new Date())), {
    method,
    headers: { "Content-Type": "application/json", ...headers },
    body: method === "GET" ? undefined : (body ?? JSON.stringify(firstAnswer())),
    redirect: "manual",
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

async function refused(sent: Sent, status: number | number[]) {
  const before = storedEver();
  const answer = await send(sent);
  expect([status].flat(), answer.text).toContain(answer.status);
  expect(storedEver(), "something was stored").toBe(before);
  expect(answer.text).not.toMatch(/\bat .*\.ts:|node_modules|SELECT|Prisma/);
  expect(answer.text).not.toContain(CANARY);
  return answer;
}

const answering = (change: object) => JSON.stringify({ ...firstAnswer(), ...change });
const signature = () =>
  new URLSearchParams(signedPath(home.clientSecret, new Date()).split("?")[1]).get("signature") ?? "";

describe("the app proxy", () => {
  test("A1: without a signature, or with a wrong one, it refuses", async () => {
    const good = signedPath(home.clientSecret, new Date());
    await refused({ path: good.replace(/&signature=\w+/, "") }, 400);
    await refused({ path: good.replace(/signature=\w{4}/, "signature=0000") }, 400);
    await refused({ path: signedPath("another secret", new Date()) }, 400);
    await refused({ path: "/proxy/responses" }, 400);
  });

  test("A2: a signature does not hold for another reading of the same text", async () => {
    const good = new URLSearchParams(signedPath(home.clientSecret, new Date(), "1").split("?")[1]);
    const shifted = new URLSearchParams(good);
    shifted.delete("path_prefix");
    shifted.set("logged_in_customer_id", "1path_prefix=/apps/candor");
    await refused({ path: `/proxy/responses?${shifted}` }, 400);
  });

  test("A3: repeated or unknown parameters are refused", async () => {
    const good = signedPath(home.clientSecret, new Date());
    await refused({ path: `${good}&shop=other.myshopify.com` }, 400);
    await refused({ path: `${good}&extra=1` }, 400);
    await refused({ path: `${good}&shop[]=other.myshopify.com` }, 400);
  });

  test("A4: a replay within 90 s is the same reply and one row; later it is refused", async () => {
    const target = signedPath(home.clientSecret, new Date());
    const body = JSON.stringify(firstAnswer());
    const before = storedEver();
    const first = await send({ path: target, body });
    const again = await send({ path: target, body });
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.text).toBe(first.text);
    expect(storedEver()).toBe(before + 1);
    await refused({ path: signedPath(home.clientSecret, new Date(Date.now() - 120_000)), body }, 400);
    await refused({ path: signedPath(home.clientSecret, new Date(Date.now() + 120_000)), body }, 400);
  });

  test("A5: nobody goes on with somebody else's response", async () => {
    const theirs = firstAnswer();
    await send({ body: JSON.stringify(theirs) });
    const next = { answerId: randomUUID(), questionId: "recipient", value: ["her"] };
    await refused({ body: JSON.stringify({ ...theirs, answers: [next] }) }, 401);
    await refused({ body: JSON.stringify({ ...theirs, answers: [next], token: "20000.AAAA" }) }, 401);
    await refused({ body: JSON.stringify({ ...theirs, answers: [], finished: true }) }, 401);
  });

  test("A6: a signature never comes back", async () => {
    const target = signedPath(home.clientSecret, new Date());
    const good = await send({ path: target });
    const bad = await send({ path: target, body: "{" });
    expect(good.text + bad.text + JSON.stringify([...good.headers, ...bad.headers])).not.toContain(signature());
  });

  test("A7: identity, shop, score and time are never taken from the body", async () => {
    for (const field of ["customerId", "shop", "score", "time", "customer_id", "test"]) {
      const answer = await refused({ body: answering({ [field]: "1" }) }, 422);
      expect(JSON.parse(answer.text)).toMatchObject({ error: "invalid_response" });
    }
  });

  test("F3: the same answer id with another value is refused", async () => {
    const first = firstAnswer();
    await send({ body: JSON.stringify(first) });
    const [answer] = first.answers;
    const other = answer?.value?.toString() === "her" ? "him" : "her";
    await refused({ body: JSON.stringify({ ...first, answers: [{ ...answer, value: [other] }] }) }, 409);
  });

  test("A13, A19: broken, large, slow to end, compressed and foreign bodies are refused", async () => {
    await refused({ body: `{"responseId": "${CANARY}` }, 400);
    await refused({ body: "[]" }, 422);
    await refused({ body: answering({ padding: "x".repeat(70_000) }) }, 413);
    await refused(
      { body: new Uint8Array(gzipSync(JSON.stringify(firstAnswer()))), headers: { "Content-Encoding": "gzip" } },
      415,
    );
    await refused({ headers: { "Content-Type": "text/plain" } }, 415);
    expect(await sendWithoutEnd(home.url + signedPath(home.clientSecret, new Date()))).toBe(413);
  });

  test("A17, A20: prototype names, NUL, lone surrogates, huge numbers and deep JSON are refused", async () => {
    const [answer] = firstAnswer().answers;
    const valued = (value: unknown, questionId = "recipient") =>
      answering({ answers: [{ ...answer, questionId, value }] });
    await refused({ body: valued(["__proto__"]) }, 422);
    await refused({ body: valued(["her"], "constructor") }, 422);
    await refused({ body: valued(["her"], "__proto__") }, 422);
    await refused({ body: `{"__proto__": {"shop": "x"}, "responseId": 1}` }, 422);
    await refused({ body: valued("a\u0000b") }, 422);
    await refused({ body: valued("\ud800").replace("\ufffd", "\\ud800") }, 422);
    await refused({ body: `{"responseId": 1e999}` }, 422);
    await refused({ body: "[".repeat(30_000) + "]".repeat(30_000) }, [400, 422]);
  });

  test("A37: options and questions that are not in this version are refused, and the field is named", async () => {
    const [answer] = firstAnswer().answers;
    const foreign = await refused({ body: answering({ answers: [{ ...answer, value: ["nobody"] }] }) }, 422);
    expect(JSON.parse(foreign.text)).toMatchObject({ field: "answers.0.value" });
    await refused({ body: answering({ answers: [{ ...answer, questionId: "unknown" }] }) }, 422);
    await refused({ body: answering({ versionId: "another" }) }, 410);
    await refused({ body: answering({ finished: true }) }, 422);
  });

  test("a GET records nothing", async () => {
    await refused({ method: "GET" }, 405);
  });
});

describe("webhooks", () => {
  const raw = JSON.stringify({ id: 1, shop_domain: SHOP, customer: { id: 42 } });
  const sign = (body: string, secret = home.clientSecret) => createHmac("sha256", secret).update(body).digest("base64");
  const headers = (change: Record<string, string> = {}) => ({
    "X-Shopify-Topic": "customers/redact",
    "X-Shopify-Shop-Domain": SHOP,
    "X-Shopify-Webhook-Id": randomUUID(),
    "X-Shopify-Event-Id": randomUUID(),
    "X-Shopify-Triggered-At": new Date().toISOString(),
    "X-Shopify-API-Version": "2026-07",
    "X-Shopify-Hmac-Sha256": sign(raw),
    ...change,
  });

  test("A11: unsigned 400, wrongly signed 401, GET 405", async () => {
    const { "X-Shopify-Hmac-Sha256": _, ...unsigned } = headers();
    await refused({ path: "/webhooks", body: raw, headers: unsigned }, 400);
    await refused(
      { path: "/webhooks", body: raw, headers: headers({ "X-Shopify-Hmac-Sha256": sign(raw, "wrong") }) },
      401,
    );
    await refused({ path: "/webhooks", method: "GET" }, 405);
  });

  test("A12: a valid body under another shop's or topic's header has no effect", async () => {
    await refused(
      { path: "/webhooks", body: raw, headers: headers({ "X-Shopify-Shop-Domain": "other.myshopify.com" }) },
      [400, 401, 422],
    );
    await refused(
      { path: "/webhooks", body: raw, headers: headers({ "X-Shopify-Topic": "made/up" }) },
      [400, 404, 422],
    );
  });

  test("F24: ten deliveries of one webhook are one row", async () => {
    const same = headers();
    const before = storedEver();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => send({ path: "/webhooks", body: raw, headers: same })),
    );
    expect(answers.map((answer) => answer.status)).toEqual(Array(10).fill(200));
    expect(storedEver()).toBe(before + 1);
  });
});

describe("the thank-you page's door", () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const token = (claims: object, options: { alg?: string; secret?: string } = {}) => {
    const text = `${part({ alg: options.alg ?? "HS256", typ: "JWT" })}.${part(claims)}`;
    return `${text}.${createHmac("sha256", options.secret ?? home.clientSecret)
      .update(text)
      .digest("base64url")}`;
  };
  const seconds = () => Math.floor(Date.now() / 1000);
  const claims = () => ({
    dest: SHOP,
    aud: "a client id",
    exp: seconds() + 60,
    nbf: seconds() - 5,
    iat: seconds() - 5,
    jti: randomUUID(),
  });
  const survey = () =>
    JSON.stringify({
      responseId: randomUUID(),
      answerId: randomUUID(),
      questionId: "heard-from",
      value: ["friend"],
      checkoutToken: "c1",
      language: "en",
    });
  const ask = (bearer: string) => ({
    path: "/checkout/answers",
    body: survey(),
    headers: { Authorization: `Bearer ${bearer}` },
  });

  test("A10: only a fresh token for this app, signed HS256 by its secret, is taken", async () => {
    await refused({ path: "/checkout/answers", body: survey() }, 401);
    await refused(ask("x".repeat(9_000)), 401);
    await refused(ask(token(claims(), { alg: "none" })), 401);
    await refused(ask(token(claims(), { alg: "RS256" })), 401);
    await refused(ask(token(claims(), { secret: "another" })), 401);
    await refused(ask(token({ ...claims(), aud: "another app" })), 401);
    await refused(ask(token({ ...claims(), exp: seconds() - 60 })), 401);
    const { exp: _, ...withoutExpiry } = claims();
    await refused(ask(token(withoutExpiry)), 401);
    expect((await send(ask(token(claims())))).status).toBe(200);
  });
});

test("A36: traversal, source maps and dot files are not served", async () => {
  for (const target of [
    "/..%2f..%2f.env",
    "/assets/..%2f..%2fpackage.json",
    "/.env",
    "/.git/config",
    "/assets/index.js.map",
    "/build/server/index.js",
  ]) {
    const answer = await refused({ path: target, method: "GET" }, [400, 403, 404, 410]);
    expect(answer.text).not.toContain("CANDOR_SECRET");
  }
});

test("A35: a Host header changes no link", async () => {
  const answer = await send({
    path: "/auth/login",
    method: "GET",
    headers: { "X-Forwarded-Host": "evil.example", "User-Agent": "Mozilla/5.0 Chrome/140" },
  });
  expect(answer.text + JSON.stringify([...answer.headers])).not.toContain("evil.example");
});
