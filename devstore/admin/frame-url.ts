import { createHash, createHmac } from "node:crypto";
import { nowMs } from "../clock.ts";
import { mintSessionToken } from "../oauth/session-token.ts";
import { readShop } from "../state.ts";
import type { Desk } from "./desk.ts";

/**
 * The address of the app's frame, as Shopify's admin builds it: path and query that the merchant asked for, then who
 * asks, signed. `hmac` = hex HMAC-SHA256 over the sorted `key=value` pairs joined by `&` (shopify-api: validateHmac).
 */
export function frameUrl(desk: Desk, path: string): string {
  const url = new URL(desk.appUrl);
  const [pathname = "", search = ""] = path.split("?", 2);
  url.pathname = `${url.pathname.replace(/\/$/, "")}/${pathname.replace(/^\/+/, "")}`;
  url.search = search;
  const shop = readShop(desk.state).domain;
  const store = shop.replace(".myshopify.com", "");
  const own: Record<string, string> = {
    embedded: "1",
    host: Buffer.from(`admin.shopify.com/store/${store}`).toString("base64").replace(/=+$/, ""),
    id_token: mintSessionToken(desk),
    locale: "en",
    session: createHash("sha256").update(`${desk.secret}:${shop}:session`).digest("hex"),
    shop,
    timestamp: String(Math.floor(nowMs() / 1000)),
  };
  for (const [name, value] of Object.entries(own)) url.searchParams.set(name, value);
  url.searchParams.delete("hmac");
  const signed = new URLSearchParams([...url.searchParams].sort(([a], [b]) => a.localeCompare(b)));
  url.searchParams.set(
    "hmac",
    createHmac("sha256", desk.secret).update(signed.toString().replaceAll("+", "%20")).digest("hex"),
  );
  return url.href;
}
