import { createHmac, generateKeyPairSync, randomUUID, sign as signWith } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ShopId } from "../../app/contract/shop.ts";
import { openDatabase } from "../../app/platform/db.server.ts";
import type { Database } from "../../app/platform/db.server.ts";
import { giftFinder } from "../../app/quiz/templates/gift-finder.ts";
import { createSegment } from "../../app/segment/edit-segment.server.ts";
import { buildAppIfStale } from "../../tools/build.ts";
import { prepareHome, SHOP, startApp } from "../real-app/real-app.ts";
import type { AppHome, RealApp } from "../real-app/real-app.ts";
import { signedPath } from "../real-app/shopper.ts";
import { addressOf, adminRoutes } from "./admin-routes.ts";
import {
  BROKEN,
  CANARIES,
  OTHER,
  SECRET_OF_OTHER,
  rowsOfShop,
  seedBrokenQuiz,
  seedShop,
  SEGMENT_COLUMNS,
  textOf,
  UNKNOWN,
} from "./admin-seed.ts";
import { harmlessQuestions, questionsTo } from "./admin-questions.ts";
import { expectInert } from "./inert-words.ts";
import { claimsOf, form, json, part, seconds, sendTo, tokenOf } from "./admin-sender.ts";
import type { Sent } from "./admin-sender.ts";

// Attacks on the admin, against the real process: one merchant's token, another merchant's numbers.

let home: AppHome;
let app: RealApp;
let db: Database;
let folder: string;
let mine: Record<string, number>;
let theirs: Record<string, number>;
let brokenQuiz: number;
/** Of my quiz's draft. */
let revision: number;
let content: ReturnType<typeof giftFinder.content>;

beforeAll(async () => {
  await buildAppIfStale(() => undefined);
  folder = mkdtempSync(path.join(tmpdir(), "candor-admin-"));
  home = await prepareHome(folder, 23_471);
  home.env.LOG_LEVEL = "debug";
  db = await openDatabase(home.file);
  content = giftFinder.content({ currency: "USD", priceThirds: [10, 20] });
  const ground = { home, db, content };
  mine = await seedShop(ground, SHOP, "my");
  // A row in between: equal numbers in both shops would hide a missing condition.
  theirs = await seedShop(ground, OTHER, SECRET_OF_OTHER);
  brokenQuiz = await seedBrokenQuiz(ground);
  app = await startApp(home);
}, 400_000);

beforeEach(async () => {
  revision = (await db.read.quiz.findUniqueOrThrow({ where: { id: mine.$quizId ?? 0 } })).draftRevision;
});

afterAll(async () => {
  await app?.stop();
  await db?.close();
  rmSync(folder, { recursive: true, force: true });
});

const send = (address: string, sent?: Sent) => sendTo(home, address, sent);
const tokenFor = (claims: object) => tokenOf(claims, home.clientSecret);
const asMe = (sent: Sent = {}): Sent => ({ token: tokenFor(claimsOf(SHOP)), ...sent });

const questions = harmlessQuestions(() => ({ revision, content }));

const ofOther = () => rowsOfShop(db, theirs.shop ?? 0);

describe("A8: another shop's numbers", () => {
  const withIds = adminRoutes.filter(({ params }) => params.length > 0);

  test("there are routes to ask", () => {
    expect(withIds.length).toBeGreaterThan(8);
  });

  test.each(withIds.map((route) => [route.file, route] as const))(
    "%s: 404, exactly as for unknown ones",
    async (_, route) => {
      const before = await ofOther();
      for (const question of questionsTo(route, questions)) {
        for (const strange of route.params) {
          const ask = async (id: number | undefined) => {
            const address = addressOf(route, { ...mine, [strange]: id ?? UNKNOWN });
            const { status, text } = await send(address, asMe(question));
            const [own] = address.split("?");
            return { status, text: text.replaceAll(address, "ADDRESS").replaceAll(own ?? "", "ADDRESS") };
          };
          const [foreign, unknown] = [await ask(theirs[strange]), await ask(UNKNOWN)];
          expect(foreign.status).toBe(404);
          expect(foreign).toEqual(unknown);
          expect(foreign.text).not.toContain(SECRET_OF_OTHER);
        }
      }
      expect(await ofOther()).toBe(before);
    },
  );

  test("segments/preview: a segment number in the body is no way in either", async () => {
    const rule = { kind: "trait", key: "recipient", is: ["her"] };
    const ask = (segmentId = 0) => send("/app/segments/preview", asMe(json({ rule, segmentId })));
    expect((await ask(mine.$segmentId)).status).toBe(200);
    const foreign = await ask(theirs.$segmentId);
    expect(foreign.status).toBe(404);
    expect(foreign.text).toBe((await ask(UNKNOWN)).text);
  });

  // What was refused above was refused for the numbers, not for the question.
  test.each(withIds.map((route) => [route.file, route] as const))(
    "%s answers for its own numbers",
    async (_, route) => {
      const own = { ...mine };
      if (route.file === "app.segments.$segmentId._index.tsx") {
        const rule = { kind: "trait", key: "recipient", is: ["him"] };
        own.$segmentId = (
          await createSegment(db, () => new Date(), mine.shop as ShopId, { name: randomUUID(), rule })
        ).id;
      }
      for (const question of questionsTo(route, questions)) {
        const { status, text } = await send(addressOf(route, own), asMe(question));
        expect(status, text.slice(0, 300)).toBeLessThan(400);
      }
    },
  );
});

test("A9: GIVEN my token WHEN the address names another shop THEN every page shows my data", async () => {
  const plain = adminRoutes.filter(({ params, reads }) => params.length === 0 && reads);
  for (const route of plain) {
    const join = route.pattern.includes("?") ? "&" : "?";
    const { status, text } = await send(`${route.pattern}${join}shop=${OTHER}`, asMe());
    expect(status, route.file).toBeLessThan(400);
    expect(text, route.file).not.toContain(SECRET_OF_OTHER);
  }
  const { text } = await send(`/app/segments?shop=${OTHER}`, asMe());
  expect(text).toContain("segment of my");
});

describe("A10: only a fresh token for this app, issued by and for one shop, opens the admin", () => {
  const rs256 = () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const text = `${part({ alg: "RS256", typ: "JWT" })}.${part(claimsOf(SHOP))}`;
    return `${text}.${signWith("sha256", Buffer.from(text), privateKey).toString("base64url")}`;
  };
  const without = (...names: string[]) =>
    Object.fromEntries(Object.entries(claimsOf(SHOP)).filter(([name]) => !names.includes(name)));
  const bad: Record<string, () => string> = {
    "without a signature": () => `${part({ alg: "none" })}.${part(claimsOf(SHOP))}.`,
    "signed, but says none": () => tokenOf(claimsOf(SHOP), home.clientSecret, "none"),
    RS256: rs256,
    "another key": () => tokenOf(claimsOf(SHOP), "another"),
    "another app": () => tokenFor({ ...claimsOf(SHOP), aud: "another app" }),
    expired: () => tokenFor({ ...claimsOf(SHOP), exp: seconds() - 60 }),
    "without end": () => tokenFor(without("exp")),
    "not yet": () => tokenFor({ ...claimsOf(SHOP), nbf: seconds() + 60 }),
    "issued by another shop": () => tokenFor({ ...claimsOf(SHOP), iss: `https://${OTHER}/admin` }),
    "without issuer": () => tokenFor(without("iss")),
    "of no shop": () =>
      tokenFor({ ...claimsOf(SHOP), dest: "https://evil.example", iss: "https://evil.example/admin" }),
    "8 kB": () => tokenFor({ ...claimsOf(SHOP), padding: "x".repeat(6_000) }),
    "no token at all": () => "x",
  };

  test.each(Object.keys(bad))("%s", async (kind) => {
    const token = bad[kind]?.() ?? "";
    for (const route of adminRoutes.filter(({ reads }) => reads)) {
      const asked = await send(addressOf(route, mine), { token });
      expect(asked.status, route.file).toBe(401);
      expect(asked.text, route.file).not.toContain("segment of my");
    }
    const host = Buffer.from("admin.shopify.com/store/candor-demo").toString("base64url");
    const query = new URLSearchParams({ shop: SHOP, host, embedded: "1", id_token: token });
    const page = await send(`/app/segments?${query}`);
    expect(page.status).toBe(302);
    expect(page.headers.get("location")).not.toContain(token);
    expect(page.text).not.toContain("segment of my");
  });

  test("a good one does, in the header and in a page's address", async () => {
    const host = Buffer.from("admin.shopify.com/store/candor-demo").toString("base64url");
    const query = new URLSearchParams({ shop: SHOP, host, embedded: "1", id_token: tokenFor(claimsOf(SHOP)) });
    const page = await send(`/app/segments?${query}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain("segment of my");
  });
});

describe("A30: who may frame", () => {
  const policyOf = async (address: string, sent?: Sent) =>
    (await send(address, sent)).headers.get("content-security-policy");

  test("the shop and the admin, nobody else", async () => {
    const policy = `frame-ancestors https://${SHOP} https://admin.shopify.com;`;
    expect(await policyOf(`/app/segments?shop=${SHOP}`, asMe())).toBe(policy);
    expect(await policyOf(`/auth/session-token?shop=${SHOP}`)).toBe(policy);
  });

  test("nobody without a shop, or with something else in its place", async () => {
    for (const shop of [
      "",
      "?shop=evil.example",
      "?shop=x%3B%20script-src%20*",
      "?shop=a.myshopify.com.evil.example",
    ]) {
      for (const page of ["/app/segments", "/auth/session-token", "/auth/login"]) {
        const { headers, status } = await send(page + shop, page.startsWith("/app") ? asMe() : {});
        if (status >= 300 && status < 400) continue;
        expect(headers.get("content-security-policy"), page + shop).toBe("frame-ancestors 'none';");
      }
    }
  });
});

test("A31: GIVEN a page of another site WHEN it posts to the admin with the merchant's browser THEN nothing is done", async () => {
  const { quiz, segment, shop } = db.read;
  const rows = () => [quiz.findMany(), segment.findMany({ select: SEGMENT_COLUMNS }), shop.findMany()];
  const snapshot = async () => textOf(await Promise.all(rows()));
  const before = await snapshot();
  const host = Buffer.from("admin.shopify.com/store/candor-demo").toString("base64url");
  const query = new URLSearchParams({ shop: SHOP, host, embedded: "1" });
  for (const route of adminRoutes.filter(({ writes }) => writes)) {
    const question = questions[route.file]?.() ?? form({ intent: "tags-off", template: "gift-finder", name: "x" });
    const address = addressOf(route, mine);
    for (const more of ["", `${address.includes("?") ? "&" : "?"}${query}`]) {
      const cookie = { Cookie: "session=1" };
      const silent = await send(address + more, { ...question, headers: { ...question.headers, ...cookie } });
      expect([302, 400, 401, 403], `${route.file} ${silent.status}`).toContain(silent.status);
      const foreign = { ...cookie, Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" };
      const told = await send(address + more, { ...question, headers: { ...question.headers, ...foreign } });
      expect(told.status, route.file).toBe(403);
      expect(told.text, route.file).toContain("a page of another site");
    }
  }
  expect(await snapshot()).toBe(before);
});

test("A15: GIVEN a shopper's words with markup, script ends and formulas WHEN the merchant reads and exports them THEN they are inert", () =>
  expectInert({ home, db, quizId: mine.$quizId ?? 0, send: (address, sent) => send(address, sent ?? asMe()) }));

test("A33: GIVEN a fault inside WHEN a page is asked for THEN it says so in general words only, with a number that the log knows", async () => {
  for (const address of [`/app/quizzes/${brokenQuiz}?index`, `/app/quizzes/${brokenQuiz}.data`]) {
    const { status, text } = await send(address, { token: tokenFor(claimsOf(BROKEN)) });
    expect(status, address).toBe(500);
    expect(text).not.toMatch(/\bat .*(\.ts|\.js):|node_modules|SELECT|Prisma|JSON at|SyntaxError|ZodError/);
    expect(text).not.toContain(CANARIES.draft);
    const [, number = "none"] = /"requestId\W+([\da-f-]{36})/.exec(text) ?? [];
    await expect.poll(() => app.output(), { timeout: 10_000 }).toContain(`"requestId":"${number}"`);
    if (!address.endsWith(".data")) expect(text).toContain(`tell us this number: ${number}`);
  }
});

test("A32: GIVEN the most talkative log WHEN tokens, an e-mail and a shopper's words pass through THEN it holds none of them", async () => {
  const answer = { answerId: randomUUID(), questionId: "words", value: CANARIES.answer };
  const response = { responseId: randomUUID(), versionId: "words-of-my", answers: [answer], finished: true };
  const proxied = signedPath(home.clientSecret, new Date(), "4242");
  expect((await send(proxied, json(response))).status).toBe(200);
  // Refused ones are talked about most.
  await send(signedPath(home.clientSecret, new Date()), json({ ...response, [CANARIES.answer]: 1 }));
  const payloads: Record<string, object> = {
    "orders/create": { id: 1, email: CANARIES.email, customer: { id: "none", email: CANARIES.email } },
    "customers/create": { id: 4242, email: CANARIES.email },
    "customers/redact": { shop_domain: SHOP, customer: { id: 77, email: CANARIES.email } },
  };
  for (const [topic, payload] of Object.entries(payloads)) {
    const body = JSON.stringify(payload);
    const headers = {
      "X-Shopify-Topic": topic,
      "X-Shopify-Shop-Domain": SHOP,
      "X-Shopify-Webhook-Id": randomUUID(),
      "X-Shopify-Hmac-Sha256": createHmac("sha256", home.clientSecret).update(body).digest("base64"),
    };
    await send("/webhooks", { method: "POST", body, headers });
  }
  const token = tokenFor(claimsOf(SHOP));
  await send("/app/segments", { token });
  const tokenOfBroken = tokenFor(claimsOf(BROKEN));
  await send(`/app/quizzes/${brokenQuiz}?index`, { token: tokenOfBroken });
  await expect
    .poll(() => db.read.complianceRequest.count({ where: { topic: "customers/redact", doneAt: { not: null } } }), {
      timeout: 50_000,
    })
    .toBe(1);
  const printed = app.output();
  expect(printed).toContain("listening");
  const signature = new URLSearchParams(proxied.split("?")[1]).get("signature") ?? "none";
  const secrets = [...Object.values(CANARIES), token, tokenOfBroken, signature, home.clientSecret];
  for (const secret of secrets) expect(printed.includes(secret), secret.slice(0, 24)).toBe(false);
});
