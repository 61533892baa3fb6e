import type { IncomingMessage } from "node:http";
import { clock, keys } from "./db.server.ts";
import type { Answer } from "./platform/http-body.server.ts";
import { notFound, Refusal } from "./platform/refusal.ts";
import { missingPage, pickLanguage, sharePage } from "./quiz/share/share-page.ts";
import { toStorefront } from "./quiz/storefront.ts";
import { languagesOf, localise } from "./quiz/texts.ts";
import { loadWidget } from "./quiz/share/widget-files.server.ts";
import type { createDoorCache } from "./response/door-cache.server.ts";
import { cleanQuery, verifyProxy } from "./shopify/proxy.server.ts";

const ALLOWED = ["utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term", "locale"];

/** Framed by nobody (A30), and nothing runs in it but the widget. Ajax requests go to the shop itself. */
const PAGE_HEADERS = {
  "Content-Type": "text/html; charset=utf-8",
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' https: data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "strict-origin-when-cross-origin",
};

type Cache = Pick<ReturnType<typeof createDoorCache>, "shopOf" | "findPublished">;

/** The shareable page of a quiz, and the files that it needs: all through the shop's own address, nothing of the theme's. */
export function createShareDoor({ shopOf, findPublished }: Cache) {
  let widget: ReturnType<typeof loadWidget> | undefined;
  const widgetFiles = () => (widget ??= loadWidget());

  async function page(request: IncomingMessage, query: string, handle: string): Promise<Answer> {
    const cleaned = cleanQuery(query, ALLOWED);
    if (cleaned !== undefined) {
      const Location = `${cleaned.pathPrefix}/share/${handle}${cleaned.query && `?${cleaned.query}`}`;
      return { status: 302, headers: { Location, "Content-Type": "text/plain" }, body: "" };
    }
    const signed = verifyProxy(query, keys.shopify, clock(), ALLOWED);
    const shop = await shopOf(signed.shop);
    const quiz = await findPublished(signed.shop, handle);
    if (quiz === undefined) throw notFound("This page");
    const accepted = request.headers["accept-language"] ?? "";
    const language = pickLanguage(languagesOf(quiz.content), signed.rest["locale"], accepted);
    const { hash, draw } = widgetFiles();
    const files = `${signed.pathPrefix}/assets/${hash}/`;
    const body = sharePage({
      content: localise(quiz.content, language),
      language,
      shopName: shop.name || signed.shop,
      origin: `https://${signed.shop}`,
      path: `${signed.pathPrefix}/share/${handle}`,
      files,
      widget: draw({
        quiz: toStorefront(quiz, language),
        proxy: signed.pathPrefix.slice(1),
        customerId: signed.customerId,
        filesUrl: files,
      }),
    });
    return { status: 200, headers: PAGE_HEADERS, body };
  }

  return {
    share: async (request: IncomingMessage, query: string, handle: string): Promise<Answer> => {
      try {
        return await page(request, query, handle);
      } catch (error) {
        if (!(error instanceof Refusal) || error.status !== 404) throw error;
        return { status: 404, headers: PAGE_HEADERS, body: missingPage(request.headers["accept-language"] ?? "") };
      }
    },

    /** `name`: hash and file. An old page's files are answered with today's, but not for long. */
    assets: async (_request: IncomingMessage, query: string, name: string): Promise<Answer> => {
      verifyProxy(query, keys.shopify, clock());
      const [hash, file = ""] = name.split("/");
      const { files, hash: current } = widgetFiles();
      const found = files.get(file);
      if (found === undefined) throw notFound("This file");
      const caching = hash === current ? "public, max-age=31536000, immutable" : "public, max-age=60";
      return { status: 200, headers: { "Content-Type": found.type, "Cache-Control": caching }, body: found.body };
    },
  };
}
