import { createHmac } from "node:crypto";
import { nowIso, nowMs } from "../clock.ts";
import { strikes } from "../faults/faults.ts";
import type { Platform } from "../platform.ts";
import { readSetting, readShop } from "../state.ts";

/**
 * Shopify waits 5 s in all and tries again 8 times over 4 hours, then the event is lost (shopify-facts "Webhooks").
 * The pauses here are the same count, scaled down: 1, 2, 4 … 128 s times `webhooks:retry_scale` (README.md, "Assumed").
 */
const TIMEOUT_MS = 5000;
const RETRIES = 8;
const AT_ONCE = 10;
const TICK_MS = 50;

interface DeliveryRow {
  readonly id: number;
  readonly webhook_id: string;
  readonly event_id: string;
  readonly topic: string;
  readonly uri: string;
  readonly payload: string;
  readonly api_version: string;
  readonly triggered_at: string;
  readonly attempts: number;
}

export interface Worker {
  stop(): Promise<void>;
}

/** Sends what is due, until stopped. The queue lives in the table: a restart goes on where it was. */
export function startDeliveries(platform: Platform): Worker {
  const underWay = new Set<Promise<void>>();
  const ids = new Set<number>();
  let stopped = false;
  const tick = () => {
    if (stopped || underWay.size >= AT_ONCE) return;
    const due = platform.state
      .sql(
        "SELECT * FROM webhook_deliveries WHERE state = 'pending' AND next_attempt_ms <= ? ORDER BY next_attempt_ms, id LIMIT ?",
      )
      .all(nowMs(), AT_ONCE * 2) as DeliveryRow[];
    for (const row of due) {
      if (underWay.size >= AT_ONCE) break;
      if (ids.has(row.id)) continue;
      ids.add(row.id);
      const sending = attempt(platform, row).finally(() => {
        underWay.delete(sending);
        ids.delete(row.id);
      });
      underWay.add(sending);
    }
  };
  const timer = setInterval(tick, TICK_MS);
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await Promise.allSettled(underWay);
    },
  };
}

async function attempt(platform: Platform, row: DeliveryRow): Promise<void> {
  const outcome = await send(platform, row);
  const ok = outcome.status !== undefined && outcome.status >= 200 && outcome.status < 300;
  const attempts = row.attempts + 1;
  const scale = Number(readSetting(platform.state, "webhooks:retry_scale") ?? "1");
  const again = nowMs() + 2 ** row.attempts * 1000 * scale;
  const state = ok ? "delivered" : attempts > RETRIES ? "failed" : "pending";
  platform.state
    .sql(
      `UPDATE webhook_deliveries SET state = ?, attempts = ?, next_attempt_ms = ?, last_status = ?, last_error = ?, delivered_at = ?
       WHERE id = ?`,
    )
    .run(state, attempts, again, outcome.status ?? null, outcome.error ?? null, ok ? nowIso() : null, row.id);
}

async function send(platform: Platform, row: DeliveryRow): Promise<{ status?: number; error?: string }> {
  const secret = strikes(platform.state, "webhook-bad-hmac") ? "not the secret" : platform.secret;
  try {
    const response = await fetch(new URL(row.uri, platform.appUrl), {
      method: "POST",
      body: row.payload,
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        "Content-Type": "application/json",
        "User-Agent": "Shopify-Captain-Hook",
        "X-Shopify-Topic": row.topic,
        "X-Shopify-Hmac-Sha256": createHmac("sha256", secret).update(row.payload).digest("base64"),
        "X-Shopify-Shop-Domain": readShop(platform.state).domain,
        "X-Shopify-API-Version": row.api_version,
        "X-Shopify-Webhook-Id": row.webhook_id,
        "X-Shopify-Event-Id": row.event_id,
        "X-Shopify-Triggered-At": row.triggered_at,
      },
    });
    await response.arrayBuffer();
    return { status: response.status };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
