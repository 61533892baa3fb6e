import express from "express";
import type { Request } from "express";
import { compileSegment, parseSegment } from "../admin-api/segment-query.ts";
import { findInstallation, readShop } from "../state.ts";
import type { State } from "../state.ts";

type Row = Record<string, unknown>;

/** JSON columns come parsed, under their name without the suffix. */
function shown(row: unknown): Row | undefined {
  if (row === undefined) return undefined;
  const result: Row = {};
  for (const [key, value] of Object.entries(row as Row)) {
    if (key.endsWith("_json")) result[key.slice(0, -5)] = JSON.parse(String(value));
    else result[key] = value;
  }
  return result;
}

const idOf = (request: Request): number => Number(String(request.params["id"]).split("/").at(-1));

function segmentsOf(state: State, customerId: number): Row[] {
  const rows = state.sql("SELECT id, name, query FROM segments ORDER BY id").all() as {
    id: number;
    name: string;
    query: string;
  }[];
  return rows.filter((segment) => {
    const where = whereOf(segment.query);
    return (
      where !== undefined &&
      state.sql(`SELECT 1 FROM customers WHERE id = ? AND ${where.sql}`).get(customerId, ...where.params) !== undefined
    );
  });
}

function whereOf(query: string) {
  const { node, errors } = parseSegment(query);
  return node === undefined || errors.length > 0 ? undefined : compileSegment(node);
}

/** What Shopify's side knows, for assertions: GET /state/…; nothing here changes anything. */
export function stateRouter(state: State): express.Router {
  const router = express.Router();
  router.get("/", (_request, response) => {
    const count = (table: string) => (state.sql(`SELECT COUNT(*) AS n FROM ${table}`).get() as { n: number }).n;
    const tables = [
      "products",
      "variants",
      "customers",
      "orders",
      "order_lines",
      "refunds",
      "segments",
      "metafields",
      "webhook_deliveries",
      "bulk_operations",
    ];
    response.json({
      shop: readShop(state),
      installation: shown(findInstallation(state)) ?? null,
      counts: Object.fromEntries(tables.map((table) => [table, count(table)])),
    });
  });
  router.get("/customers", (request, response) => {
    const { tag, email, limit } = request.query;
    const rows = state
      .sql(
        `SELECT * FROM customers WHERE (? IS NULL OR EXISTS (SELECT 1 FROM json_each(tags_json) WHERE lower(value) = lower(?)))
         AND (? IS NULL OR email = ? COLLATE NOCASE) ORDER BY id LIMIT ?`,
      )
      .all(tag ?? null, tag ?? null, email ?? null, email ?? null, Number(limit ?? 100_000));
    response.json(rows.map(shown));
  });
  router.get("/customers/:id", (request, response) => {
    const row = shown(state.sql("SELECT * FROM customers WHERE id = ?").get(idOf(request)));
    if (row === undefined) return void response.status(404).json({ error: "no such customer" });
    const orders = state
      .sql("SELECT id, name, processed_at, total_price FROM orders WHERE customer_id = ? ORDER BY processed_at")
      .all(row["id"]);
    response.json({ ...row, segments: segmentsOf(state, Number(row["id"])), orders });
  });
  router.get("/orders/:id", (request, response) => {
    const row = shown(state.sql("SELECT * FROM orders WHERE id = ?").get(idOf(request)));
    if (row === undefined) return void response.status(404).json({ error: "no such order" });
    response.json({
      ...row,
      lines: state.sql("SELECT * FROM order_lines WHERE order_id = ? ORDER BY position").all(row["id"]).map(shown),
    });
  });
  router.get("/orders", (request, response) => {
    const rows = state
      .sql("SELECT * FROM orders ORDER BY created_at DESC, id DESC LIMIT ?")
      .all(Number(request.query["limit"] ?? 50));
    response.json(rows.map(shown));
  });
  addLists(router, state);
  return router;
}

function addLists(router: express.Router, state: State): void {
  router.get("/segments", (_request, response) => {
    const rows = state.sql("SELECT * FROM segments ORDER BY id").all() as { query: string }[];
    response.json(rows.map((row) => ({ ...row, members: membersOf(state, row.query) })));
  });
  const plain = (path: string, sql: string) =>
    router.get(path, (_request, response) => void response.json(state.sql(sql).all().map(shown)));
  plain("/products", "SELECT * FROM products ORDER BY id");
  plain("/metafields", "SELECT * FROM metafields ORDER BY id");
  plain("/bulk-operations", "SELECT * FROM bulk_operations ORDER BY id");
  plain("/theme-files", "SELECT * FROM theme_files ORDER BY theme_id, filename");
  plain("/installations", "SELECT * FROM installations ORDER BY id");
  plain(
    "/staged-uploads",
    "SELECT key, resource, filename, LENGTH(body) AS bytes, created_at FROM staged_uploads ORDER BY created_at",
  );
  plain(
    "/tokens",
    "SELECT kind, installation_id, expires_ms, refresh_expires_ms, refresh_used_ms, revoked_ms, created_ms FROM access_tokens ORDER BY created_ms",
  );
  router.get("/webhooks", (request, response) => {
    const topic = request.query["topic"] ?? null;
    const rows = state
      .sql("SELECT * FROM webhook_deliveries WHERE (? IS NULL OR topic = ?) ORDER BY id")
      .all(topic, topic) as Row[];
    response.json(rows.map((row) => ({ ...row, payload: JSON.parse(String(row["payload"])) as unknown })));
  });
  router.get("/calls", (request, response) => {
    const since = Number(request.query["since"] ?? 0);
    response.json(state.sql("SELECT * FROM api_calls WHERE id > ? ORDER BY id").all(since));
  });
}

function membersOf(state: State, query: string): number[] | null {
  const where = whereOf(query);
  if (where === undefined) return null;
  const rows = state.sql(`SELECT id FROM customers WHERE ${where.sql} ORDER BY id`).all(...where.params) as {
    id: number;
  }[];
  return rows.map((row) => row.id);
}
