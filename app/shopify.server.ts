import "@shopify/shopify-app-remix/server/adapters/node";
import { ApiVersion, AppDistribution, shopifyApp } from "@shopify/shopify-app-remix/server";
import { clock, db, env, keys } from "./db.server.ts";
import { installShop } from "./shop/install-shop.server.ts";
import { sessionStorage } from "./shop/session.store.server.ts";

const shopify = shopifyApp({
  apiKey: env.SHOPIFY_API_KEY,
  apiSecretKey: env.SHOPIFY_API_SECRET,
  apiVersion: ApiVersion.July26,
  appUrl: env.SHOPIFY_APP_URL,
  authPathPrefix: "/auth",
  distribution: AppDistribution.AppStore,
  sessionStorage: sessionStorage(db, keys.session, clock),
  // Managed install and token exchange; tokens that expire are mandatory for new apps.
  future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
  hooks: {
    async afterAuth({ session }) {
      await installShop({ db, clock, masterKey: keys.master }, session.shop, session.scope ?? "");
    },
  },
});

export const authenticate = shopify.authenticate;
export const addDocumentResponseHeaders = shopify.addDocumentResponseHeaders;
export const login = shopify.login;
