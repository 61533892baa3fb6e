import { randomUUID } from "node:crypto";
import { nowMs } from "../clock.ts";
import type { Platform } from "../platform.ts";
import { readShop } from "../state.ts";
import { signJwt } from "./jwt.ts";

/** The id token that App Bridge hands to the embedded app: lives one minute (shopify-facts; Shopify's "Session tokens"). */
export function mintSessionToken(platform: Platform, staffId?: number, sessionId = randomUUID()): string {
  const shop = readShop(platform.state);
  const staff = staffId ?? (platform.state.sql("SELECT id FROM staff ORDER BY id").get() as { id: number }).id;
  const now = Math.floor(nowMs() / 1000);
  return signJwt(
    {
      iss: `https://${shop.domain}/admin`,
      dest: `https://${shop.domain}`,
      aud: platform.config.clientId,
      sub: String(staff),
      exp: now + 60,
      nbf: now,
      iat: now,
      jti: randomUUID(),
      sid: sessionId,
    },
    platform.secret,
  );
}

/** The token of checkout and customer-account extensions: five minutes, `sub` only for a logged-in customer. */
export function mintCheckoutToken(platform: Platform, customerId?: number): string {
  const now = Math.floor(nowMs() / 1000);
  return signJwt(
    {
      dest: readShop(platform.state).domain,
      aud: platform.config.clientId,
      exp: now + 300,
      nbf: now,
      iat: now,
      jti: randomUUID(),
      ...(customerId === undefined ? {} : { sub: `gid://shopify/Customer/${customerId}` }),
    },
    platform.secret,
  );
}
