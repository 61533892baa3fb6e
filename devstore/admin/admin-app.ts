import express from "express";
import type { Express } from "express";
import { SHOP_DOMAIN } from "../state.ts";
import { mailRoutes } from "../mail/mail-pages.ts";
import { themeRoutes } from "../theme-editor/editor-routes.ts";
import { assetRoutes } from "./assets.ts";
import type { Desk } from "./desk.ts";
import { storeOf } from "./desk.ts";
import { html } from "./html.ts";
import { appRoutes } from "./pages/app.ts";
import { customerRoutes } from "./pages/customers.ts";
import { homeRoutes } from "./pages/home.ts";
import { orderRoutes } from "./pages/orders.ts";
import { productRoutes } from "./pages/products.ts";
import { resourceRoutes } from "./pages/resources.ts";
import { segmentRoutes } from "./pages/segments.ts";
import { settingsRoutes } from "./pages/settings.ts";
import { shell, STORE_PATH } from "./shell.ts";

/** The merchant's admin: stands for https://admin.shopify.com/store/… and https://<shop>/admin/… */
export function adminApp(desk: Desk): Express {
  const app = express();
  app.disable("x-powered-by");
  app.use(assetRoutes(desk));
  app.use((_request, reply, next) => {
    reply.set({ "x-frame-options": "DENY", "content-security-policy": "frame-ancestors 'none'" });
    next();
  });
  app.use((request, reply, next) => {
    // A page of another origin (the app's too) must not act as the merchant.
    const origin = request.get("origin");
    if (request.method !== "GET" && origin !== undefined && origin !== desk.places.adminOrigin) {
      return void reply.status(403).send("This request did not come from the admin.");
    }
    next();
  });
  // Addresses of the shop's own host, as the app and old links write them.
  app.get("/admin/oauth/install", (request, reply) => {
    const optional = new URLSearchParams(request.originalUrl.split("?")[1]).get("optional_scopes") ?? "";
    reply.redirect(`${STORE_PATH}/oauth/install?${new URLSearchParams({ optional_scopes: optional })}`);
  });
  app.get(["/admin", "/admin/*"], (request, reply) =>
    reply.redirect(STORE_PATH + request.originalUrl.slice("/admin".length)),
  );
  app.get("/", (_request, reply) => reply.redirect(STORE_PATH));
  const forms = [express.urlencoded({ extended: false, limit: "1mb" }), express.json({ limit: "4mb" })];
  const pages = [
    homeRoutes,
    appRoutes,
    customerRoutes,
    segmentRoutes,
    orderRoutes,
    productRoutes,
    settingsRoutes,
    resourceRoutes,
    mailRoutes,
  ];
  app.use(STORE_PATH, ...forms, ...pages.map((routes) => routes(desk)), themeRoutes(desk));
  app.use((request, reply) => {
    const body = html`<div class="card">
      <p>${SHOP_DOMAIN} has no page at <code>${request.path}</code>.</p>
    </div>`;
    reply.status(404).send(shell(storeOf(desk), { title: "Page not found", section: "home", body }));
  });
  return app;
}
