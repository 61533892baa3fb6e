// A page of a shop with the quiz block on it, and the few addresses of a shop and of the app that the widget calls. Not the development
// store: just enough to see the widget alone. Kept answers are checked as the server checks them.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { Liquid } from "liquidjs";
import type { StorefrontQuiz } from "../../../../app/contract/quiz.ts";
import { SubmittedResponse } from "../../../../app/contract/response.ts";
import type { RecommendedProduct } from "../../../../app/contract/response.ts";

const folder = path.dirname(path.dirname(import.meta.dirname));

interface PageOptions {
  quiz?: StorefrontQuiz | undefined;
  customer?: string | undefined;
  locale?: string;
  designMode?: boolean;
  /** What is published in the shop, as blocks list it in the theme editor. */
  published?: { handle: string; kind: string; title: string }[];
  /** `window.Shopify` as script text; by default the privacy API is there and allows. */
  shopify?: string;
  theme?: "light" | "dark";
  embed?: boolean;
  /** Which block stands in the page, with settings other than its defaults; none: only what is embedded. */
  block?: "quiz" | "poll" | "preferences" | "none";
  settings?: Record<string, unknown>;
  /** The pop-up is switched on, with settings other than its defaults. */
  popup?: Record<string, unknown>;
  pageType?: string;
  tags?: string[];
  /** In cents. */
  cartTotal?: number;
}

const PRIVACY_ALLOWS = `{customerPrivacy: {preferencesProcessingAllowed: () => true}}`;

type Words = { [key: string]: string | Words };

function translate(locale: string, key: string, values: Record<string, string>): string {
  const words = JSON.parse(
    readFileSync(path.join(folder, "locales", locale === "en" ? "en.default.json" : `${locale}.json`), "utf8"),
  ) as Words;
  const found = key
    .split(".")
    .reduce<Words | string>((at, part) => (typeof at === "object" ? (at[part] ?? "") : ""), words);
  if (typeof found !== "string" || found === "") throw new Error(`No words for ${key} in ${locale}`);
  return found.replace(/\{\{ (\w+) \}\}/g, (_, name: string) => values[name] ?? "");
}

function engineOf(locale: string): Liquid {
  const engine = new Liquid({ partials: path.join(folder, "snippets"), extname: ".liquid", strictFilters: true });
  engine.registerFilter("t", (key: string, ...pairs: [string, string][]) =>
    translate(locale, key, Object.fromEntries(pairs)),
  );
  // As Shopify does it with Latin letters.
  engine.registerFilter("handleize", (text: string) =>
    text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, ""),
  );
  engine.registerFilter("asset_url", (name: string) => `/assets/${name}`);
  engine.registerFilter("image_url", (picture: string) => picture);
  engine.registerFilter("image_tag", (src: string) => `<img src="${src}" alt="" width="44" height="44">`);
  return engine;
}

async function renderBlock(block: string, options: PageOptions, chosen: Record<string, unknown> = {}): Promise<string> {
  const { quiz, customer, locale = "en", designMode = false, pageType = "product", tags = [], cartTotal = 0 } = options;
  const [source = "", schema = "{}"] = readFileSync(path.join(folder, "blocks", `${block}.liquid`), "utf8").split(
    /\{% (?:end)?schema %\}/,
  );
  const { settings } = JSON.parse(schema) as { settings: { id?: string; default?: unknown }[] };
  const scope = {
    app: {
      metafields: {
        candor: {
          ...(quiz && {
            [`quiz_${quiz.handle}`]: { value: { language: quiz.language, languages: { [quiz.language]: quiz } } },
          }),
          ...(options.published && { published: { value: options.published } }),
        },
      },
    },
    block: { settings: { ...Object.fromEntries(settings.map((one) => [one.id, one.default])), ...chosen } },
    routes: { root_url: "/", all_products_collection_url: "/collections/all", account_login_url: "/account/login" },
    request: { locale: { iso_code: locale }, design_mode: designMode, page_type: pageType },
    product: pageType === "product" ? { id: 7, collections: [{ handle: "gifts" }] } : null,
    collection: pageType === "collection" ? { handle: "gifts" } : null,
    cart: { total_price: cartTotal },
    customer: customer ? { id: customer, tags } : null,
  };
  return (await engineOf(locale).parseAndRender(source, scope, { globals: scope })) as string;
}

export async function renderPage(options: PageOptions): Promise<string> {
  const { shopify = PRIVACY_ALLOWS, locale = "en", theme = "light" } = options;
  const colours = theme === "dark" ? "background:#1b1a17;color:#f4efe6" : "background:#fff;color:#2b2621";
  const embed = options.embed
    ? `${await renderBlock("candor-embed", options)}<script src="/assets/embed.js" defer></script>`
    : "";
  const { block = options.quiz === undefined && options.embed ? "none" : "quiz" } = options;
  const popup = options.popup
    ? `${await renderBlock("candor-popup", options, options.popup)}<script src="/assets/popup.js" defer></script>`
    : "";
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>Gift shop</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>body{margin:0;font-family:Georgia,serif;${colours}}main{padding:0 4px}h1{margin:16px}</style>
<script>window.Shopify = ${shopify}</script></head>
<body><main><h1>Gift shop</h1>${block === "none" ? "" : await renderBlock(block, options, options.settings)}
<p class="below">What comes below.</p></main>${block !== "none" && options.quiz ? `<script src="/assets/quiz.js" defer></script>` : ""}${embed}${popup}</body></html>`;
}

export interface Shop {
  url: string;
  page: PageOptions;
  /** Every request to the app, in order, with its status. */
  posts: { body: SubmittedResponse; status: number }[];
  /** What the app would have kept: answerId → question and value. */
  kept: Map<string, { responseId: string; questionId: string; value: unknown; order?: string[] | undefined }>;
  finished: Set<string>;
  cart: { added: number[]; attributes: Record<string, string> };
  /** Decides what happens to a request: a status to refuse with, "hang", or what to wait for. */
  fault: (body: SubmittedResponse) => number | "hang" | Promise<void> | undefined;
  products: RecommendedProduct[];
  assets: string;
  soldOut: Set<number>;
  /** Every file of ours and every address of the app that was asked for. */
  loaded: string[];
  /** What the app says at addresses other than /responses: by "POST asking", "GET polls/style". */
  says: Record<string, (body: unknown) => unknown>;
  /** What else the app's reply to an answer carries. */
  adds: (body: SubmittedResponse) => object;
  close(): Promise<void>;
}

const types: Record<string, string> = { ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };

export async function openShop(page: PageOptions, products: RecommendedProduct[], assets: string): Promise<Shop> {
  const server = createServer((request, response) => void answer(shop, request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const shop: Shop = {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    page,
    posts: [],
    kept: new Map(),
    finished: new Set(),
    cart: { added: [], attributes: {} },
    fault: () => undefined,
    products,
    assets,
    soldOut: new Set(),
    loaded: [],
    says: {},
    adds: () => ({}),
    close: () => close(server),
  };
  return shop;
}

/** An editor with the preview beside it, as quiz-preview.ts describes it. */
const FRAME = `<!doctype html><html lang="en"><title>Preview</title>
<candor-quiz preview></candor-quiz><script src="/assets/quiz.js" defer></script></html>`;
const ADMIN = `<!doctype html><title>Editor</title><script>window.heard = [];
addEventListener("message", ({data, source}) => { heard.push(data); if (data.type === "candor:send") source.postMessage({type: "candor:reply", id: data.id,
body: {token: "t", ...(data.body.finished && {result: {title: "Preview result", text: "", products: []}})}}, "*"); });
window.draft = (quiz, more) => frames[0].postMessage({type: "candor:draft", quiz, ...more}, "*");</script>
<iframe src="/frame" name="candor-preview" title="Preview" width="390" height="700"></iframe>`;

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

async function answer(shop: Shop, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", shop.url);
  const send = (status: number, body: unknown, type = "application/json") =>
    response.writeHead(status, { "content-type": type }).end(typeof body === "string" ? body : JSON.stringify(body));
  let text = "";
  for await (const chunk of request) text += String(chunk);
  if (/^\/(assets|apps)\//.test(url.pathname)) shop.loaded.push(url.pathname);
  if (url.pathname.startsWith("/assets/")) {
    const file = path.join(shop.assets, path.basename(url.pathname));
    return void send(200, readFileSync(file, "utf8"), types[path.extname(file)]);
  }
  if (url.pathname === "/cart/update.js") {
    Object.assign(shop.cart.attributes, (JSON.parse(text) as { attributes: object }).attributes);
    return void send(200, {});
  }
  if (url.pathname === "/cart/add.js") {
    const [item] = (JSON.parse(text) as { items: { id: number }[] }).items;
    if (!item || shop.soldOut.has(item.id)) return void send(422, { status: 422, description: "sold out" });
    shop.cart.added.push(item.id);
    return void send(200, { items: [] });
  }
  if (url.pathname === "/apps/candor/responses") return keep(shop, JSON.parse(text), send);
  const says = shop.says[`${request.method} ${url.pathname.replace("/apps/candor/", "")}`];
  if (says) return void send(200, says(text && JSON.parse(text)));
  if (url.pathname.startsWith("/apps/")) return void send(404, {});
  if (url.pathname === "/admin") return void send(200, ADMIN, "text/html");
  if (url.pathname === "/frame") return void send(200, FRAME, "text/html");
  if (url.pathname === "/other") return void send(200, "<title>Other</title><a href='/'>back</a>", "text/html");
  return void send(200, await renderPage(shop.page), "text/html");
}

async function keep(shop: Shop, json: unknown, send: (status: number, body: unknown) => unknown): Promise<void> {
  const body = SubmittedResponse.parse(json);
  const fault = shop.fault(body);
  if (fault === "hang") return;
  if (typeof fault === "object") await fault;
  const status = typeof fault === "number" ? fault : verdict(shop, body);
  shop.posts.push({ body, status });
  if (status !== 200)
    return void send(status, { error: status === 429 ? "too_many_votes" : "refused", message: "No." });
  for (const { answerId, questionId, value, order } of body.answers)
    shop.kept.set(answerId, { responseId: body.responseId, questionId, value, order });
  if (body.finished) shop.finished.add(body.responseId);
  const result = { title: "For you", text: "Three ideas.", products: shop.products };
  send(200, {
    token: `token-${body.responseId}`,
    ...(body.finished && body.answers.length > 0 && { result }),
    ...shop.adds(body),
  });
}

/** As receive-response decides: same id with another body conflicts; later writes of a response need its token. */
function verdict(shop: Shop, { responseId, answers, token }: SubmittedResponse): number {
  const known = answers.map(({ answerId }) => shop.kept.get(answerId));
  if (answers.some(({ value }, at) => known[at] && JSON.stringify(known[at].value) !== JSON.stringify(value)))
    return 409;
  const begun = [...shop.kept.values()].some((one) => one.responseId === responseId);
  const fresh = answers.length === 0 || known.some((one) => !one);
  return begun && fresh && token !== `token-${responseId}` ? 401 : 200;
}
