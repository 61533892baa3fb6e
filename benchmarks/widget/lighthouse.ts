// Lighthouse's performance score (mobile, its own throttling) of pages of the real storefront: the product page without the quiz and with
// it (the app's block in the product template, and the app embed), home and a collection without the pop-up and with it (its embed with a
// launcher, opening by itself after 5 seconds), as a merchant would save them in the theme editor.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import lighthouse from "lighthouse";
import { giftFinder } from "../../app/quiz/templates/gift-finder.ts";
import { toStorefronts } from "../../app/quiz/storefront.ts";
import type { EditorData } from "../../devstore/theme-editor/browser/model.ts";
import type { ThemeDraft } from "../../devstore/theme-editor/theme.ts";
import { openBrowser } from "../../tests/story/browser.ts";
import { buildTheme } from "../../tools/build-extensions.ts";
import { buildAppIfStale } from "../../tools/build.ts";
import { startDemo } from "../../tools/demo-processes.ts";
import type { Demo } from "../../tools/demo-processes.ts";
import type { BenchOptions } from "../result.ts";

const PORT_BASE = Number(process.env.PORT_BASE ?? 4000);
const DEBUGGING_PORT = PORT_BASE + 160;

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

async function post<T>(url: string, body: object, headers: Record<string, string> = {}): Promise<T> {
  const reply = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${new URL(url).pathname} answered ${reply.status}: ${text.slice(0, 300)}`);
  return JSON.parse(text) as T;
}

/** What the theme editor's page carries: the theme, the app's blocks, a product in stock to look at. */
async function readEditor({ urls }: Demo): Promise<EditorData> {
  const page = await (await fetch(`${urls.admin}/themes/current/editor`)).text();
  const json = /<script type="application\/json" id="editor-data">(.*?)<\/script>/s.exec(page)?.[1];
  if (json === undefined) throw new Error("the theme editor's page carries no theme");
  return JSON.parse(json) as EditorData;
}

/** A token of the app's, by the token exchange that the app does itself. */
async function exchangeToken({ urls, folder }: Demo, clientId: string): Promise<string> {
  const secrets = JSON.parse(readFileSync(path.join(folder, "secrets.json"), "utf8")) as { SHOPIFY_API_SECRET: string };
  const { idToken } = await post<{ idToken: string }>(`${urls.admin}/frame/id-token`, {});
  const reply = await post<{ access_token: string }>(`${new URL(urls.admin).origin}/admin/oauth/access_token`, {
    client_id: clientId,
    client_secret: secrets.SHOPIFY_API_SECRET,
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    subject_token: idToken,
    subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
    requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
    expiring: "1",
  });
  return reply.access_token;
}

/** Puts the gift finder where the app puts a published quiz: the installation's metafield, through the Admin API. */
async function publishGiftFinder(demo: Demo, clientId: string): Promise<void> {
  await post(`${demo.urls.control}/install`, {});
  const token = await exchangeToken(demo, clientId);
  const graphql = <T>(query: string, variables: object = {}) =>
    post<{ data: T; errors?: unknown }>(
      `${new URL(demo.urls.admin).origin}/admin/api/2026-07/graphql.json`,
      { query, variables },
      { "X-Shopify-Access-Token": token },
    );
  const { handle, kind, content } = giftFinder;
  const published = content({ currency: "GBP", priceThirds: [5, 15] });
  const quiz = toStorefronts({ versionId: "benchmark", quizId: 1, handle, kind, content: published });
  const { data } = await graphql<{ currentAppInstallation: { id: string } }>("{ currentAppInstallation { id } }");
  const reply = await graphql<{ metafieldsSet: { userErrors: unknown[] } }>(
    "mutation Publish($metafields: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $metafields) { userErrors { message } } }",
    {
      metafields: [
        {
          ownerId: data.currentAppInstallation.id,
          namespace: "candor",
          key: `quiz_${handle}`,
          type: "json",
          value: JSON.stringify(quiz),
        },
      ],
    },
  );
  const faults = [reply.errors, reply.data.metafieldsSet.userErrors[0]].filter((one) => one !== undefined);
  if (faults.length > 0) throw new Error(`publishing failed: ${JSON.stringify(faults)}`);
}

function typeOf({ app, extensions }: EditorData, handle: string): string {
  const extension = extensions.find(({ blocks }) => blocks.some((block) => block.handle === handle));
  if (extension === undefined) throw new Error(`the app has no block named ${handle}`);
  return `shopify://apps/${app.handle}/blocks/${handle}/${extension.uid}`;
}

/** The theme with the quiz in a section of its own at the end of the product page, and the embed on. */
function withQuiz(editor: EditorData): ThemeDraft {
  const draft = structuredClone(editor.theme);
  const blocks = { quiz: { type: typeOf(editor, "quiz"), settings: { quiz: giftFinder.handle } } };
  draft.templates.product.sections["apps"] = { type: "apps", settings: {}, blocks, block_order: ["quiz"] };
  draft.templates.product.order.push("apps");
  draft.settings.current.blocks = { embed: { type: typeOf(editor, "candor-embed"), settings: {} } };
  return draft;
}

/** The theme with the pop-up as it costs most: a button at once, and it opens by itself. */
function withPopup(editor: EditorData): ThemeDraft {
  const draft = structuredClone(editor.theme);
  const settings = { quiz: giftFinder.handle, launcher: "Find a gift", greeting: "May I help?", delay: 5, scroll: 0 };
  draft.settings.current.blocks = { popup: { type: typeOf(editor, "candor-popup"), settings } };
  return draft;
}

interface MeasuredPage {
  /** In the names of its figures; the product page's have none. */
  name: "" | "home_" | "collection_";
  url: string;
  loaded: ThemeDraft;
  /** What is in the page, or asked for by it, with the app alone. */
  signs: string[];
}

const pagesOf = ({ urls }: Demo, editor: EditorData): MeasuredPage[] => [
  {
    name: "",
    url: `${urls.storefront}${editor.paths.product}`,
    loaded: withQuiz(editor),
    signs: ["<candor-quiz", "quiz.js"],
  },
  ...(["home", "collection"] as const).map((name): MeasuredPage => {
    const url = `${urls.storefront}${name === "home" ? "/" : "/collections/all"}`;
    return { name: `${name}_`, url, loaded: withPopup(editor), signs: ["candor-popup", "popup.js"] };
  }),
];

/** Saves the theme and makes sure that the page is what the figure says it is. */
async function showTheme(
  demo: Demo,
  { url, signs }: MeasuredPage,
  theme: ThemeDraft,
  expected: boolean,
): Promise<void> {
  await post(`${demo.urls.admin}/themes/current/save`, theme);
  const page = await (await fetch(url)).text();
  const wrong = signs.find((sign) => page.includes(sign) !== expected);
  if (wrong !== undefined) throw new Error(`${url} has ${expected ? "no" : "already"} ${wrong}`);
}

/** Points from 0 to 100. */
async function scoreOf(url: string, tell: (text: string) => void): Promise<number> {
  const flags = { port: DEBUGGING_PORT, onlyCategories: ["performance"], logLevel: "error" as const };
  const { lhr } = (await lighthouse(url, flags)) ?? {};
  const score = lhr?.categories["performance"]?.score;
  if (typeof score !== "number") {
    throw new Error(`Lighthouse gave no score: ${lhr?.runtimeError?.message ?? "no reason given"}`);
  }
  const metric = (id: string) => lhr?.audits[id]?.displayValue ?? "?";
  tell(
    `${Math.round(score * 100)}; FCP ${metric("first-contentful-paint")}, LCP ${metric("largest-contentful-paint")}, ` +
      `TBT ${metric("total-blocking-time")}, CLS ${metric("cumulative-layout-shift")}`,
  );
  return score * 100;
}

/** Medians of runs that alternate, so that a busy moment of the machine falls on both. */
async function measurePages(demo: Demo, runs: number, say: (text: string) => void): Promise<Record<string, number>> {
  const editor = await readEditor(demo);
  await publishGiftFinder(demo, editor.clientId);
  const figures: Record<string, number> = {};
  for (const page of pagesOf(demo, editor)) {
    const [bare, loaded]: [number[], number[]] = [[], []];
    const score = (run: number, what: string) =>
      scoreOf(page.url, (text) => say(`Lighthouse ${run} of ${runs}, ${new URL(page.url).pathname} ${what}: ${text}`));
    for (let run = 1; run <= runs; run += 1) {
      await showTheme(demo, page, editor.theme, false);
      bare.push(await score(run, "without"));
      await showTheme(demo, page, page.loaded, true);
      loaded.push(await score(run, "with"));
    }
    const [without, withIt] = [median(bare), median(loaded)];
    figures[`lighthouse_${page.name}without`] = without;
    figures[`lighthouse_${page.name}with`] = withIt;
    figures[`lighthouse_${page.name}drop`] = without - withIt;
  }
  return figures;
}

export async function measureLighthouse({ quick, say }: BenchOptions): Promise<Record<string, number>> {
  await buildAppIfStale(say);
  await buildTheme();
  const folder = mkdtempSync(path.join(tmpdir(), "candor-lighthouse-"));
  const demo = await startDemo({ portBase: PORT_BASE, folder, fresh: true });
  try {
    const browser = await openBrowser([`--remote-debugging-port=${DEBUGGING_PORT}`]);
    try {
      return await measurePages(demo, quick ? 3 : 5, say);
    } finally {
      await browser.close();
    }
  } finally {
    await demo.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
