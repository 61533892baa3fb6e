import { createHmac } from "node:crypto";

/**
 * The `signature` that Shopify adds to an app-proxy request: hex HMAC-SHA256 over the sorted `key=value` pairs, joined
 * without a separator; a repeated key is one pair with its values joined by a comma (shopify-facts: "App proxy").
 */
export function signProxyRequest(parameters: Iterable<[string, string]>, secret: string): string {
  const values = new Map<string, string[]>();
  for (const [key, value] of parameters) {
    if (key === "signature") continue;
    values.set(key, [...(values.get(key) ?? []), value]);
  }
  const message = [...values]
    .map(([key, list]) => `${key}=${list.join(",")}`)
    .sort()
    .join("");
  return createHmac("sha256", secret).update(message).digest("hex");
}
