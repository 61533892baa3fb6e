import type { IncomingHttpHeaders } from "node:http";
import { mac } from "../platform/mac.server.ts";
import { Refusal } from "../platform/refusal.ts";
import { sameSecret } from "../platform/secret.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { isShopDomain } from "./shop-domain.ts";
import { isPlausible, isTopic } from "./webhook.ts";
import type { Topic } from "./webhook.ts";

export interface Webhook {
  topic: Topic;
  shop: string;
  /** The same for every delivery of one event to us: dedupe on it. */
  webhookId: string;
  triggeredAt: Date | undefined;
  payload: unknown;
}

/** One that has just come, with the JSON that its payload was read from. */
export type ReceivedWebhook = Webhook & { text: string };

const header = (headers: IncomingHttpHeaders, name: string): string | undefined => {
  const value = headers[`x-shopify-${name}`];
  return typeof value === "string" && value.length > 0 && value.length <= 200 ? value : undefined;
};

/**
 * Proves that Shopify wrote the body, then that the headers (which nobody signs) fit it: 400 for what is no webhook, 401 for
 * a wrong signature (A11), 400 for headers that contradict the body (A12).
 */
export function verifyWebhook(headers: IncomingHttpHeaders, rawBody: Uint8Array, secret: Key): ReceivedWebhook {
  const hmac = header(headers, "hmac-sha256");
  if (hmac === undefined) throw new Refusal(400, "unsigned", "A webhook carries a signature.");
  if (!sameSecret(hmac, mac(secret, rawBody, "base64"))) {
    throw new Refusal(401, "bad_signature", "This was not sent by Shopify.");
  }
  const shop = header(headers, "shop-domain")?.toLowerCase();
  const topic = header(headers, "topic");
  const webhookId = header(headers, "webhook-id");
  if (shop === undefined || !isShopDomain(shop) || webhookId === undefined || topic === undefined || !isTopic(topic)) {
    throw new Refusal(400, "not_a_webhook", "The headers are not those of a webhook that we asked for.");
  }
  const { payload, text } = parse(rawBody);
  if (!isPlausible(topic, shop, payload)) {
    throw new Refusal(400, "headers_contradict_body", "The headers do not belong to this body.");
  }
  const at = Date.parse(header(headers, "triggered-at") ?? "");
  return { topic, shop, webhookId, triggeredAt: Number.isNaN(at) ? undefined : new Date(at), payload, text };
}

/** As JSON of a `Webhook`: the payload as it came, for writing again what was just read costs more than reading it. */
export function webhookJson({ text, payload: _, ...told }: ReceivedWebhook): string {
  return `${JSON.stringify(told).slice(0, -1)},"payload":${text}}`;
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

function parse(rawBody: Uint8Array): { payload: unknown; text: string } {
  try {
    const text = utf8.decode(rawBody);
    return { payload: JSON.parse(text), text };
  } catch {
    throw new Refusal(400, "broken_json", "The body is not JSON.");
  }
}
