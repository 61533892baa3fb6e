import { Router } from "express";
import type { Request, Response } from "express";
import { field, storeOf } from "../desk.ts";
import type { Desk } from "../desk.ts";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { badge, contains, count, day, facts, moment, money, PAGE_SIZE, pageNumber, pager, table } from "../list.ts";
import { cancelOrder, refundOrder } from "../merchant-acts.ts";
import { shell, STORE_PATH } from "../shell.ts";
import { nameOf } from "./customers.ts";

type OrderRow = {
  id: number;
  name: string;
  customer_id: number | null;
  first_name: string | null;
  last_name: string | null;
  email: string | null;
  currency_code: string;
  total_price: string;
  current_total_price: string;
  total_refunded: string;
  financial_status: string;
  fulfillment_status: string;
  processed_at: string;
  cancelled_at: string | null;
  custom_attributes_json: string;
  items: number;
};

type LineRow = {
  id: number;
  product_id: number | null;
  title: string;
  variant_title: string | null;
  sku: string | null;
  quantity: number;
  current_quantity: number;
  price: string;
};

const SELECT = `SELECT orders.*, customers.first_name, customers.last_name,
  (SELECT COALESCE(SUM(quantity), 0) FROM order_lines WHERE order_id = orders.id) AS items
  FROM orders LEFT JOIN customers ON customers.id = orders.customer_id`;

export function orderRoutes(desk: Desk): Router {
  const router = Router();
  router.get("/orders", (request, reply) => showList(desk, request, reply));
  router.get("/orders/:id(\\d+)", (request, reply, next) => {
    const order = desk.state.sql(`${SELECT} WHERE orders.id = ?`).get(Number(request.params["id"])) as
      OrderRow | undefined;
    if (!order) return next();
    const page = {
      title: `Order ${order.name}`,
      section: "orders",
      back: { label: "Orders", href: `${STORE_PATH}/orders` },
    } as const;
    const notice = field(request.query, "notice");
    reply.send(shell(storeOf(desk), { ...page, body: orderBody(desk, order), actions: orderActions(order), notice }));
  });
  const act = (verb: "refund" | "cancel", done: string, run: (id: number) => string | undefined) =>
    router.post(`/orders/:id(\\d+)/${verb}`, (request, reply) => {
      const id = Number(request.params["id"]);
      const notice = run(id) ?? done;
      reply.redirect(303, `${STORE_PATH}/orders/${id}?${new URLSearchParams({ notice })}`);
    });
  act("refund", "Order refunded", (id) => refundOrder(desk.state, id, "all"));
  act("cancel", "Order cancelled", (id) => cancelOrder(desk.state, id));
  return router;
}

function showList(desk: Desk, request: Request, reply: Response): void {
  const search = field(request.query, "q").trim();
  const where =
    search === ""
      ? "1"
      : `(orders.name LIKE ? ESCAPE '\\' OR orders.email LIKE ? ESCAPE '\\' OR customers.first_name || ' ' || customers.last_name LIKE ? ESCAPE '\\')`;
  const params = search === "" ? [] : [contains(search), contains(search), contains(search)];
  const from = search === "" ? "orders" : "orders LEFT JOIN customers ON customers.id = orders.customer_id";
  const total = (desk.state.sql(`SELECT COUNT(*) AS n FROM ${from} WHERE ${where}`).get(...params) as { n: number }).n;
  const page = pageNumber(request);
  const rows = desk.state
    .sql(`${SELECT} WHERE ${where} ORDER BY orders.processed_at DESC, orders.id DESC LIMIT ${PAGE_SIZE} OFFSET ?`)
    .all(...params, (page - 1) * PAGE_SIZE) as OrderRow[];
  const body = html`<div class="card flush">
    <form class="filters" method="get">
      <input
        class="input"
        type="search"
        name="q"
        value="${search}"
        placeholder="Order, customer or e-mail"
        aria-label="Search orders"
      /><button class="button">Search</button>
    </form>
    ${rows.length === 0 ? html`<p class="empty">No order matches.</p>` : orderTable(rows)}${pager(request, page, total)}
  </div>`;
  reply.send(shell(storeOf(desk), { title: "Orders", section: "orders", wide: true, body }));
}

function orderTable(rows: OrderRow[]): Html {
  return table(
    [["Order"], ["Date"], ["Customer"], ["Payment", "optional"], ["Items", "number optional"], ["Total", "number"]],
    rows.map((row) => [
      html`<a href="${STORE_PATH}/orders/${row.id}">${row.name}</a>`,
      day(row.processed_at),
      row.customer_id === null ? html`<span class="muted">Guest</span>` : nameOf(row),
      badge(row.cancelled_at === null ? row.financial_status : "CANCELLED"),
      count(row.items),
      money(row.total_price, row.currency_code),
    ]),
  );
}

function orderActions(order: OrderRow): Html {
  const button = (verb: string, label: string, confirm: string, look = "") =>
    html`<form method="post" action="${STORE_PATH}/orders/${order.id}/${verb}" data-confirm="${confirm}">
      <button class="button ${look}">${label}</button>
    </form>`;
  const left = order.financial_status !== "REFUNDED" && order.financial_status !== "VOIDED";
  return html`${left && button("refund", "Refund", `Refund what is left of ${order.name}?`)}${order.cancelled_at === null && button("cancel", "Cancel order", `Cancel ${order.name} and refund what is left?`)}`;
}

function orderBody(desk: Desk, order: OrderRow): Html {
  const lines = desk.state
    .sql("SELECT * FROM order_lines WHERE order_id = ? ORDER BY position")
    .all(order.id) as LineRow[];
  const amount = (value: string | number) => money(value, order.currency_code);
  const sums: [string, string][] = [["Total", amount(order.total_price)]];
  if (Number(order.total_refunded) !== 0) {
    sums.push(["Refunded", `−${amount(order.total_refunded)}`], ["Net payment", amount(order.current_total_price)]);
  }
  return html`<p class="badges">
      <span class="muted">${moment(order.processed_at)}</span>
      ${order.cancelled_at !== null && badge("CANCELLED")}${badge(order.financial_status)}${badge(order.fulfillment_status)}
    </p>
    <div class="columns">
      <div class="stack">
        <div class="card flush">${lineTable(lines, amount)}</div>
        <div class="card">${facts(sums)}</div>
      </div>
      <div class="stack">${customerCard(order)}${attributeCard(order)}</div>
    </div>`;
}

function lineTable(lines: LineRow[], amount: (value: string | number) => string): Html {
  const title = (line: LineRow) =>
    line.product_id === null ? line.title : html`<a href="${STORE_PATH}/products/${line.product_id}">${line.title}</a>`;
  const variant = (line: LineRow) => line.variant_title && html` <span class="muted">${line.variant_title}</span>`;
  const kept = (line: LineRow) =>
    line.current_quantity !== line.quantity && html` <span class="badge warn">${line.current_quantity} kept</span>`;
  return table(
    [["Item"], ["Price", "number"], ["Quantity", "number"], ["Total", "number"]],
    lines.map((line) => [
      html`${title(line)}${variant(line)}<br /><span class="muted">${line.sku}</span>`,
      amount(line.price),
      html`${line.quantity}${kept(line)}`,
      amount(Number(line.price) * line.quantity),
    ]),
  );
}

function customerCard(order: OrderRow): Html {
  const name =
    order.customer_id === null
      ? html`<p class="muted">Guest, no customer account.</p>`
      : html`<p>
          <a href="${STORE_PATH}/customers/${order.customer_id}">${nameOf({ ...order, id: order.customer_id })}</a>
        </p>`;
  return html`<div class="card">
    <h2>Customer</h2>
    ${name}${order.email && html`<p class="muted">${order.email}</p>`}
  </div>`;
}

/** The cart's attributes, which Shopify calls additional details. */
function attributeCard(order: OrderRow): Html {
  const attributes = JSON.parse(order.custom_attributes_json) as { key: string; value: string }[];
  const pairs = attributes.map((one) => [one.key, html`<code>${one.value}</code>`] as const);
  return html`<div class="card">
    <h2>Additional details</h2>
    ${pairs.length === 0 ? html`<p class="muted">No cart attributes.</p>` : facts(pairs)}
  </div>`;
}
