import { clock, db, env, keys } from "./db.server.ts";
import { systemRandom } from "./platform/id.ts";
import { offlineSessions } from "./shop/offline-session.store.server.ts";
import { shopAdmins } from "./shop/shop-admin.server.ts";
import { accessTokens } from "./shopify/access-token.server.ts";
import { adminClients } from "./shopify/admin-client.server.ts";

const tokens = accessTokens({
  sessions: offlineSessions(db, keys.session),
  clientId: env.SHOPIFY_API_KEY,
  clientSecret: env.SHOPIFY_API_SECRET,
  clock,
});

/** How this process reaches Shopify for a shop: one throttle and one token per shop. */
export const adminFor = shopAdmins(db, adminClients({ tokens, clock, random: systemRandom }), clock);
