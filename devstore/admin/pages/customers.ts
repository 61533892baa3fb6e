import { Router } from "express";
import type { Request, Response } from "express";
import { AMOUNT_SPENT, ORDER_COUNT } from "../../admin-api/fields/customer.ts";
import { readShop } from "../../state.ts";
import { field, storeOf } from "../desk.ts";
import type { Desk } from "../desk.ts";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { badge, contains, count, day, facts, money, PAGE_SIZE, pageNumber, pager, table } from "../list.ts";
import { changeEmailConsent, editCustomerTags } from "../merchant-acts.ts";
import { mergeCustomers } from "../merge-customers.ts";
import { listSegments, membersWhere } from "../segments.ts";
import type { SegmentRow } from "../segments.ts";
import { shell, STORE_PATH } from "../shell.ts";

type CustomerRow = {
  id: number;
  first_name: string | null;
  last_name: string | null;
  email: string | null;
  tags_json: string;
  country: string | null;
  note: string | null;
  email_marketing_state: string;
  created_at: string;
  orders: number;
  spent: number;
};

const SELECT = `SELECT customers.*, ${ORDER_COUNT} AS orders, ${AMOUNT_SPENT} AS spent FROM customers`;

export function customerRoutes(desk: Desk): Router {
  const router = Router();
  router.get("/customers", (request, reply) => showList(desk, request, reply));
  router.get("/customers/:id(\\d+)", (request, reply, next) => {
    const customer = desk.state.sql(`${SELECT} WHERE customers.id = ?`).get(Number(request.params["id"])) as
      CustomerRow | undefined;
    if (!customer) return next();
    const back = { label: "Customers", href: `${STORE_PATH}/customers` };
    const notice = field(request.query, "notice");
    reply.send(
      shell(storeOf(desk), {
        title: nameOf(customer),
        section: "customers",
        back,
        body: customerBody(desk, customer),
        notice,
      }),
    );
  });
  router.post("/customers/:id(\\d+)/tags", (request, reply) => {
    const id = Number(request.params["id"]);
    const list = (name: string) => (field(request.body, name) === "" ? [] : [field(request.body, name)]);
    const error = editCustomerTags(desk.state, id, { add: list("add"), remove: list("remove") });
    reply.redirect(303, `${STORE_PATH}/customers/${id}?${new URLSearchParams({ notice: error ?? "Tags saved" })}`);
  });
  router.post("/customers/:id(\\d+)/marketing", (request, reply) => {
    const id = Number(request.params["id"]);
    const wanted = field(request.body, "wanted") === "SUBSCRIBED" ? "SUBSCRIBED" : "UNSUBSCRIBED";
    const notice =
      changeEmailConsent(desk.state, id, wanted) ?? (wanted === "SUBSCRIBED" ? "Subscribed" : "Unsubscribed");
    reply.redirect(303, `${STORE_PATH}/customers/${id}?${new URLSearchParams({ notice })}`);
  });
  router.post("/customers/:id(\\d+)/merge", (request, reply) => {
    const id = Number(request.params["id"]);
    const notice = mergeCustomers(desk.state, id, Number(field(request.body, "other"))) ?? "Merged";
    reply.redirect(303, `${STORE_PATH}/customers/${id}?${new URLSearchParams({ notice })}`);
  });
  return router;
}

export function nameOf(row: {
  first_name: string | null;
  last_name: string | null;
  email: string | null;
  id: number;
}): string {
  const name = [row.first_name, row.last_name].filter(Boolean).join(" ");
  return name === "" ? (row.email ?? `Customer ${row.id}`) : name;
}

function tagBadges(tagsJson: string, most = Infinity): Html {
  const tags = JSON.parse(tagsJson) as string[];
  const more = tags.length - most;
  return html`<span class="badges"
    >${tags.slice(0, most).map((tag) => html`<span class="badge info">${tag}</span>`)}${more > 0 && html`<span class="badge">+${more}</span>`}</span
  >`;
}

function showList(desk: Desk, request: Request, reply: Response): void {
  const { state } = desk;
  const search = field(request.query, "q").trim();
  const segments = listSegments(state);
  const segment = segments.find((one) => String(one.id) === field(request.query, "segment"));
  const members = segment ? membersWhere(segment.query) : undefined;
  const conditions = ["1"];
  const params: unknown[] = [];
  if (search !== "") {
    conditions.push(
      `(COALESCE(first_name, '') || ' ' || COALESCE(last_name, '') LIKE ? ESCAPE '\\' OR email LIKE ? ESCAPE '\\'
        OR EXISTS (SELECT 1 FROM json_each(customers.tags_json) WHERE value LIKE ? ESCAPE '\\') OR CAST(customers.id AS TEXT) = ?)`,
    );
    params.push(contains(search), contains(search), contains(search), search);
  }
  if (members) {
    conditions.push(members.sql);
    params.push(...members.params);
  }
  const where = conditions.join(" AND ");
  const total = (state.sql(`SELECT COUNT(*) AS n FROM customers WHERE ${where}`).get(...params) as { n: number }).n;
  const page = pageNumber(request);
  const rows = state
    .sql(`${SELECT} WHERE ${where} ORDER BY customers.updated_at DESC, customers.id DESC LIMIT ${PAGE_SIZE} OFFSET ?`)
    .all(...params, (page - 1) * PAGE_SIZE) as CustomerRow[];
  const currency = readShop(state).currency_code;
  const body = html`<div class="card flush">
    <form class="filters" method="get">
      <input
        class="input"
        type="search"
        name="q"
        value="${search}"
        placeholder="Name, e-mail or tag"
        aria-label="Search customers"
      />
      <select class="input" name="segment" aria-label="Segment">
        <option value="">All customers</option>
        ${segments.map((one) => html`<option value="${one.id}" ${one === segment && html`selected`}>${one.name}</option>`)}
      </select>
      <button class="button">Search</button>
    </form>
    ${segment && html`<p class="filters"><code>${segment.query}</code></p>`}
    ${rows.length === 0 ? html`<p class="empty">No customer matches.</p>` : customerTable(rows, currency)}
    ${pager(request, page, total)}
  </div>`;
  reply.send(shell(storeOf(desk), { title: "Customers", section: "customers", wide: true, body }));
}

function customerTable(rows: CustomerRow[], currency: string): Html {
  return table(
    [["Customer"], ["Tags"], ["Location", "optional"], ["Orders", "number"], ["Spent", "number"]],
    rows.map((row) => [
      html`<a href="${STORE_PATH}/customers/${row.id}">${nameOf(row)}</a>`,
      tagBadges(row.tags_json, 4),
      row.country,
      count(row.orders),
      money(row.spent, currency),
    ]),
  );
}

function customerBody(desk: Desk, customer: CustomerRow): Html {
  const currency = readShop(desk.state).currency_code;
  return html`<div class="columns">
    <div class="stack">
      <div class="card tiles">
        <div><span class="muted">Amount spent</span><br /><strong>${money(customer.spent, currency)}</strong></div>
        <div><span class="muted">Orders</span><br /><strong>${count(customer.orders)}</strong></div>
        <div><span class="muted">Customer since</span><br /><strong>${day(customer.created_at)}</strong></div>
      </div>
      ${orderCard(desk, customer)}
    </div>
    <div class="stack aside-first">${tagCard(customer)}${segmentCard(desk, customer)} ${contactCard(customer)}</div>
  </div>`;
}

function contactCard(customer: CustomerRow): Html {
  const subscribed = customer.email_marketing_state === "SUBSCRIBED";
  const [wanted, label] = subscribed
    ? ["UNSUBSCRIBED", "Unsubscribe from e-mails"]
    : ["SUBSCRIBED", "Subscribe to e-mails"];
  return html`<div class="card" id="contact">
    <h2>Contact</h2>
    ${facts([
      ["E-mail", customer.email ?? "none"],
      ["Location", customer.country ?? "unknown"],
      ["Marketing", badge(customer.email_marketing_state)],
      ["Customer id", customer.id],
    ])}
    ${
      customer.email &&
      html`<form method="post" action="${STORE_PATH}/customers/${customer.id}/marketing">
        <button class="button" name="wanted" value="${wanted}">${label}</button>
      </form>`
    }
    ${customer.note && html`<p class="muted">${customer.note}</p>`}
    <form method="post" action="${STORE_PATH}/customers/${customer.id}/merge" class="button-row">
      <input
        class="input"
        name="other"
        inputmode="numeric"
        required
        placeholder="Customer id"
        aria-label="Id of the customer to merge into this one"
      />
      <button class="button">Merge</button>
    </form>
  </div>`;
}

type OrderRow = {
  id: number;
  name: string;
  processed_at: string;
  total_price: string;
  currency_code: string;
  financial_status: string;
  cancelled_at: string | null;
};

const SHOWN_ORDERS = 25;

function orderCard(desk: Desk, customer: CustomerRow): Html {
  const orders = desk.state
    .sql(`SELECT * FROM orders WHERE customer_id = ? ORDER BY processed_at DESC LIMIT ${SHOWN_ORDERS}`)
    .all(customer.id) as OrderRow[];
  const rows = orders.map((order) => [
    html`<a href="${STORE_PATH}/orders/${order.id}">${order.name}</a>`,
    day(order.processed_at),
    badge(order.cancelled_at === null ? order.financial_status : "CANCELLED"),
    money(order.total_price, order.currency_code),
  ]);
  const columns = [["Order"], ["Date"], ["Payment", "optional"], ["Total", "number"]] as const;
  return html`<div class="card flush">
    <div class="filters"><h2>Orders</h2></div>
    ${rows.length === 0 ? html`<p class="empty">No orders yet.</p>` : table(columns, rows)}
    ${customer.orders > SHOWN_ORDERS && html`<p class="pager muted">The newest ${SHOWN_ORDERS} of ${customer.orders} are shown.</p>`}
  </div>`;
}

/** Native segments that this customer is a member of. */
function segmentCard(desk: Desk, customer: CustomerRow): Html {
  const segments = listSegments(desk.state).filter((segment) => {
    const members = membersWhere(segment.query);
    if (!members) return false;
    return desk.state
      .sql(`SELECT 1 FROM customers WHERE id = ? AND ${members.sql}`)
      .get(customer.id, ...members.params);
  });
  const link = (segment: SegmentRow) =>
    html`<li><a href="${STORE_PATH}/customers?segment=${segment.id}">${segment.name}</a></li>`;
  return html`<div class="card">
    <h2>Segments</h2>
    ${
      segments.length === 0
        ? html`<p class="muted">In no segment.</p>`
        : html`<ul class="stack">
            ${segments.map(link)}
          </ul>`
    }
  </div>`;
}

function tagCard(customer: CustomerRow): Html {
  const tags = JSON.parse(customer.tags_json) as string[];
  const action = `${STORE_PATH}/customers/${customer.id}/tags`;
  return html`<div class="card" id="tags">
    <h2>Tags</h2>
    <form method="post" action="${action}" class="button-row">
      <label class="visually-hidden" for="tag-add">Add a tag</label
      ><input
        class="input"
        id="tag-add"
        name="add"
        placeholder="Add a tag"
        autocomplete="off"
        maxlength="255"
        required
      /><button class="button">Add</button>
    </form>
    ${tags.length === 0 ? html`<p class="muted">No tags.</p>` : html`<form method="post" action="${action}" class="badges">${tags.map((tag) => html`<span class="badge info">${tag}<button name="remove" value="${tag}" aria-label="Remove the tag ${tag}">×</button></span>`)}</form>`}
  </div>`;
}
