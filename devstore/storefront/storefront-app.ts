import path from "node:path";
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from "express";
import { CheckoutPages } from "../checkout/checkout-pages.ts";
import { checkoutRoutes, orderPageRoutes } from "../checkout/checkout-routes.ts";
import { extensionRoutes } from "../checkout/extension-routes.ts";
import { readUiExtensions } from "../checkout/ui-extensions.ts";
import type { Platform } from "../platform.ts";
import { pictureRoutes } from "../pictures/picture-routes.ts";
import { readThemeExtensions } from "../theme-editor/blocks.ts";
import { accountRoutes } from "./account-routes.ts";
import { cartRoutes } from "./cart-routes.ts";
import { pageRoutes, sendNotFound, smallPageRoutes } from "./page-routes.ts";
import { Pages } from "./pages.ts";
import { type ProxyPages, proxyRoutes } from "./proxy-routes.ts";
import { AppBlocks } from "./theme-blocks.ts";

export interface StorefrontOptions {
  /** Folder of the app's project: its extensions are read from there. */
  root: string;
}

const here = (file: string): string => new URL(file, import.meta.url).pathname;

function proxyPages(pages: Pages): ProxyPages {
  return {
    renderLiquid: (request, response, liquid) =>
      pages.send(request, response, {
        type: "page",
        title: "",
        scope: {},
        markup: (page) => pages.renderLiquid(liquid, page),
      }),
    renderError: (request, response, status) => {
      if (status === 404) return sendNotFound(pages, request, response);
      const error = { title: "Something went wrong", text: "There was an error in the third-party application." };
      return pages.send(request, response, { type: "404", title: error.title, scope: { error }, status });
    },
  };
}

/** The shop that shoppers see, on a port of its own: pages, Ajax cart, log-in, app proxy, pictures. */
export function storefrontApp(platform: Platform, options: StorefrontOptions): Express {
  const { state } = platform;
  const extensions = readThemeExtensions(options.root);
  const assetsUrl = `/extensions/${platform.config.handle}/assets/`;
  const blocks = new AppBlocks(state, extensions, assetsUrl);
  const pages = new Pages(platform, blocks);
  const { locales } = blocks;
  const uiExtensions = readUiExtensions(options.root);
  const checkoutPages = new CheckoutPages(state, uiExtensions, locales);
  const app = express();
  app.disable("x-powered-by");
  app.use(proxyRoutes(platform, proxyPages(pages)));
  for (const extension of extensions)
    app.use(assetsUrl, express.static(path.join(extension.folder, "assets"), { maxAge: "1h" }));
  app.use("/cdn/shop/t/1/assets", express.static(here("./theme/assets"), { maxAge: "1h" }));
  app.use("/cdn/checkout", crossOrigin, express.static(here("../checkout/browser"), { maxAge: "1h" }));
  app.get("/cdn/shopifycloud/storefront.js", (_request, response) => {
    response.set("Cache-Control", "public, max-age=3600").sendFile(here("./cloud-storefront.js"));
  });
  app.use(pictureRoutes(state));
  app.use(cartRoutes(state));
  app.use(accountRoutes(state, pages));
  const parts = { platform, pages, checkoutPages, extensions: uiExtensions, locales };
  app.use(checkoutRoutes(parts), orderPageRoutes(parts), extensionRoutes(parts));
  app.use(pageRoutes(state, pages), smallPageRoutes(state, pages));
  app.use((request, response, next) => {
    sendNotFound(pages, request, response).catch(next);
  });
  app.use(showError);
  return app;
}

/** A CDN lets every origin read: the frames of extensions have an opaque one. */
const crossOrigin: RequestHandler = (_request, response, next) => {
  response.set("Access-Control-Allow-Origin", "*");
  next();
};

/** Loud on purpose: a broken block must not look like an empty one. */
const showError: ErrorRequestHandler = (error: unknown, request, response, _next) => {
  const text = error instanceof Error ? error.message : String(error);
  const status = (error as { status?: number }).status ?? 500;
  console.error(`storefront: ${request.method} ${request.path}: ${text}`);
  if (response.headersSent) return response.destroy();
  return response.status(status).type("text/plain").send(text);
};
