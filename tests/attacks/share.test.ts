import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { QuizContent } from "../../app/contract/quiz.ts";
import type { Tx } from "../../app/platform/db.server.ts";
import type { ShopId } from "../../app/contract/shop.ts";
import { addVersion, createQuiz } from "../../app/quiz/quiz.store.server.ts";
import { prepareHome, startApp } from "../real-app/real-app.ts";
import type { AppHome, RealApp } from "../real-app/real-app.ts";
import { signedPath } from "../real-app/shopper.ts";

// The shareable page through the real doors: what is served, to whom, and what never is.

let home: AppHome;
let app: RealApp;
let folder: string;

const NASTY = `</script><script>alert('xss')</script>{{ shop.name }}{% assign a = 1 %}`;

async function addQuiz(tx: Tx, shop: ShopId, handle: string, isPublished: boolean) {
  const options = [
    { id: "retro", text: "Retro" },
    { id: "calm", text: NASTY },
  ];
  const content = QuizContent.parse({
    title: `${handle} ${NASTY}`,
    questions: [{ type: "single", id: "style", text: `Which style? ${NASTY}`, options }],
    result: { title: "Thank you" },
    translations: { de: { title: "Welcher Stil?", style: "Welcher Stil gefällt?" } },
  });
  const id = await createQuiz(tx, shop, { handle, kind: "quiz", draft: content }, new Date());
  if (isPublished) await addVersion(tx, shop, { id }, { id: `${handle}-1`, content }, new Date());
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "candor-share-"));
  home = await prepareHome(folder, 23_462, async (tx, shop) => {
    await addQuiz(tx, shop, "style", true);
    await addQuiz(tx, shop, "draft", false);
  });
  app = await startApp(home);
}, 60_000);

afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function get(door: string, more: Record<string, string> = {}, headers: Record<string, string> = {}) {
  const target = signedPath(home.clientSecret, new Date(), "42", door, more);
  const response = await fetch(home.url + target, { headers, redirect: "manual" });
  return { status: response.status, headers: response.headers, text: await response.text(), target };
}

test("A16, A30: a page of its own, never Liquid, framed by nobody, with its first question in it before any script runs", async () => {
  const { status, headers, text, target } = await get("share/style");
  expect(status).toBe(200);
  expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(headers.get("x-frame-options")).toBe("DENY");
  expect(headers.get("cache-control")).toBe("no-store");
  expect(text).toMatch(/<input[^>]*value="retro"/);
  expect(text).toContain(`data-placement="page"`);
  expect(text).toContain(`data-customer="42"`);
  // A6: nothing signed comes back.
  expect(text).not.toContain(new URLSearchParams(target.split("?")[1]).get("signature"));
});

test("A14: the merchant's texts are inert in head, element and data; Liquid in them is text", async () => {
  const { text } = await get("share/style");
  expect(text).not.toContain("<script>alert");
  expect(text).not.toContain("</script><script>");
  expect(text).toContain("{{ shop.name }}");
});

test("languages: the address, then the browser, then the quiz's own", async () => {
  expect((await get("share/style", { locale: "de" })).text).toContain("Welcher Stil gefällt?");
  expect((await get("share/style", {}, { "Accept-Language": "de-AT,en" })).text).toContain(`<html lang="de"`);
  expect((await get("share/style", { locale: "fr" })).text).toContain("Which style?");
});

test("A41: a draft, what was never published and strange names are the same 404, in words; unsigned is refused", async () => {
  const draft = await get("share/draft", {}, { "Accept-Language": "de" });
  const never = await get("share/nothing", {}, { "Accept-Language": "de" });
  expect([draft.status, never.status]).toEqual([404, 404]);
  expect(draft.text).toBe(never.text);
  expect(draft.text).toContain("nicht oder nicht mehr");
  for (const name of ["__proto__", "Style", "..%2fstyle", "style/more", ""])
    expect((await get(`share/${name}`)).status).toBe(404);
  expect((await fetch(`${home.url}/proxy/share/style`)).status).toBe(400);
});

test("A23: what networks add to a link is taken out on the spot, and leads nowhere else", async () => {
  const tagged = { fbclid: "IwAR.x=1", utm_source: "facebook", utm_campaign: "summer sale" };
  const { status, headers } = await get("share/style", tagged);
  expect(status).toBe(302);
  expect(headers.get("location")).toBe("/apps/candor/share/style?utm_source=facebook");
  expect((await get("share/style", { utm_source: "facebook" })).status).toBe(200);
  // As in `…?utm_source=mail?ref=1`: a second question mark belongs to the query.
  const asked = signedPath(home.clientSecret, new Date(), "42", "share/style", { utm_source: "mail?ref" });
  const bare = await fetch(home.url + asked.replace("%3F", "?"), { redirect: "manual" });
  expect([bare.status, bare.headers.get("location")]).toEqual([302, "/apps/candor/share/style"]);
  expect((await get("share/style", { path_prefix: "//evil.example", x: "1" })).status).toBe(400);
});

test("A36: the page's files come through the same way, for long; nothing else does", async () => {
  const { text } = await get("share/style");
  const [, hash = ""] = /\/apps\/candor\/assets\/([0-9a-f]{16})\/quiz\.js/.exec(text) ?? [];
  const script = await get(`assets/${hash}/quiz.js`);
  expect(script.status).toBe(200);
  expect(script.headers.get("content-type")).toContain("text/javascript");
  expect(script.headers.get("cache-control")).toContain("immutable");
  expect((await get(`assets/${"0".repeat(16)}/quiz.js`)).headers.get("cache-control")).toBe("public, max-age=60");
  for (const name of [
    "quiz.js.map",
    "..%2fpackage.json",
    "../locales/en.default.json",
    ".env",
    "quiz.ts",
    "constructor.js",
    "",
  ])
    expect((await get(`assets/${hash}/${name}`)).status, name).toBe(404);
});
