import express from "express";
import type { Request, Response } from "express";
import { z } from "zod";
import { moveClock, nowMs } from "../clock.ts";
import { grantedScopes, installApp, uninstallApp } from "../oauth/install.ts";
import type { Platform } from "../platform.ts";
import { findInstallation, readShop, writeSetting } from "../state.ts";
import { enqueueWebhook } from "../webhooks/enqueue.ts";
import { clearFaults, FAULT_KINDS, orderFault, parseFaultKind } from "./faults.ts";
import { stateRouter } from "./read-state.ts";

const faultOrder = z.object({
  kind: z.string(),
  rate: z.number().min(0).max(1).optional(),
  count: z.number().int().positive().optional(),
  seed: z.number().int().optional(),
  options: z.record(z.string(), z.unknown()).optional(),
});

const webhookOrder = z.object({
  topic: z.string(),
  id: z.union([z.number(), z.string()]).optional(),
  payload: z.record(z.string(), z.unknown()).optional(),
});

type Handler = (request: Request, response: Response) => void;

function refuse(response: Response, status: number, message: string): void {
  response.status(status).json({ error: message });
}

/** The control server (port base + 109): orders trouble, triggers events, and lets tests read Shopify's side. */
export function controlApp(platform: Platform): express.Express {
  const app = express();
  const { state } = platform;
  app.use(express.json({ limit: "5mb" }));
  app.get("/", (_request, response) => void response.json({ kinds: FAULT_KINDS, see: "devstore/README.md" }));
  app.get("/healthz", (_request, response) => void response.json({ ok: true }));
  app.post("/faults", addFault(platform));
  app.get("/faults", (_request, response) => void response.json(state.sql("SELECT * FROM faults ORDER BY id").all()));
  app.delete("/faults", (_request, response) => {
    clearFaults(state);
    response.json({ ok: true });
  });
  app.post("/webhooks", triggerWebhook(platform));
  app.post("/redeliver", redeliver(platform));
  app.post("/install", (_request, response) => void response.json(installApp(platform)));
  app.post("/uninstall", (_request, response) => {
    uninstallApp(state);
    response.json({ ok: true });
  });
  app.post("/scopes", grantScopes(platform));
  app.post("/clock", (request, response) => {
    moveClock(z.object({ by_ms: z.number() }).parse(request.body).by_ms);
    response.json({ ok: true });
  });
  app.post("/settings", (request, response) => {
    for (const [key, value] of Object.entries(z.record(z.string(), z.string()).parse(request.body)))
      writeSetting(state, key, value);
    response.json({ ok: true });
  });
  app.post("/shop", (request, response) => {
    const plan = z
      .object({ bucket_size: z.number().int().positive(), restore_rate: z.number().int().positive() })
      .partial()
      .parse(request.body);
    const shop = readShop(state);
    state
      .sql("UPDATE shop SET bucket_size = ?, restore_rate = ?")
      .run(plan.bucket_size ?? shop.bucket_size, plan.restore_rate ?? shop.restore_rate);
    response.json(readShop(state));
  });
  app.use("/state", stateRouter(state));
  app.use((error: unknown, _request: Request, response: Response, _next: express.NextFunction) => {
    if (error instanceof z.ZodError) return refuse(response, 422, z.prettifyError(error));
    refuse(response, 500, error instanceof Error ? error.message : String(error));
  });
  return app;
}

function addFault({ state }: Platform): Handler {
  return (request, response) => {
    const { kind: name, ...order } = faultOrder.parse(request.body);
    const kind = parseFaultKind(name);
    if (kind === undefined) return refuse(response, 422, `unknown kind ${name}; known: ${FAULT_KINDS.join(", ")}`);
    response.status(201).json(orderFault(state, { kind, ...order }) ?? { kind, done: "at once" });
  };
}

/** Compliance topics bring Shopify's documented bodies; any other topic is about the record with this id. */
function triggerWebhook({ state }: Platform): Handler {
  return (request, response) => {
    const { topic, id, payload } = webhookOrder.parse(request.body);
    const shop = readShop(state);
    const numeric = id === undefined ? shop.id : Number(String(id).split("/").at(-1));
    const base = { shop_id: shop.id, shop_domain: shop.domain };
    let body: object = payload ?? {};
    if (topic === "shop/redact") body = { ...base, ...payload };
    if (topic === "customers/redact" || topic === "customers/data_request") {
      const customer = state.sql("SELECT id, email, phone FROM customers WHERE id = ?").get(numeric);
      if (customer === undefined && payload === undefined) return refuse(response, 404, "no such customer");
      const orders = state.sql("SELECT id FROM orders WHERE customer_id = ? ORDER BY id").all(numeric) as {
        id: number;
      }[];
      const list = orders.map((order) => order.id);
      const own =
        topic === "customers/redact"
          ? { orders_to_redact: list }
          : { orders_requested: list, data_request: { id: nowMs() } };
      body = { ...base, customer, ...own, ...payload };
    }
    const queued = enqueueWebhook(state, topic, numeric, body);
    if (queued === 0) return refuse(response, 409, `nobody subscribes to ${topic}, or the app is not installed`);
    response.status(202).json({ queued });
  };
}

/** Sends deliveries again, with the same X-Shopify-Webhook-Id: all, one topic, one id, or those that failed. */
function redeliver({ state }: Platform): Handler {
  return (request, response) => {
    const order = z
      .object({
        id: z.number().optional(),
        topic: z.string().optional(),
        state: z.string().optional(),
        times: z.number().int().positive().default(1),
      })
      .parse(request.body ?? {});
    const rows = state
      .sql(
        `SELECT id FROM webhook_deliveries WHERE (? IS NULL OR id = ?) AND (? IS NULL OR topic = ?) AND (? IS NULL OR state = ?)
         AND state <> 'pending' ORDER BY id`,
      )
      .all(
        order.id ?? null,
        order.id ?? null,
        order.topic ?? null,
        order.topic ?? null,
        order.state ?? null,
        order.state ?? null,
      ) as { id: number }[];
    for (const row of rows) {
      for (let time = 0; time < order.times; time += 1) {
        state
          .sql(
            `INSERT INTO webhook_deliveries (webhook_id, event_id, topic, uri, resource, payload, api_version, triggered_at, next_attempt_ms)
             SELECT webhook_id, event_id, topic, uri, resource, payload, api_version, triggered_at, 0 FROM webhook_deliveries WHERE id = ?`,
          )
          .run(row.id);
      }
    }
    response.status(202).json({ queued: rows.length * order.times });
  };
}

/** {"read_all_orders": true}: grants or takes an optional scope; the installation and app/scopes_update follow. */
function grantScopes(platform: Platform): Handler {
  return (request, response) => {
    const wanted = z.record(z.string(), z.boolean()).parse(request.body);
    for (const [scope, granted] of Object.entries(wanted))
      writeSetting(platform.state, `grant:${scope}`, granted ? "1" : "0");
    if (findInstallation(platform.state) !== undefined) installApp(platform);
    const scopes = grantedScopes(platform);
    platform.state.sql("UPDATE access_tokens SET scopes_json = ? WHERE revoked_ms IS NULL").run(JSON.stringify(scopes));
    response.json({ scopes });
  };
}
