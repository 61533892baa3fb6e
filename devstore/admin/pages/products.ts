import { Router } from "express";
import type { Request, Response } from "express";
import { readShop } from "../../state.ts";
import { field, storeOf } from "../desk.ts";
import type { Desk } from "../desk.ts";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { badge, contains, count, money, PAGE_SIZE, pageNumber, pager, table, words } from "../list.ts";
import { editProduct } from "../merchant-acts.ts";
import { shell, STORE_PATH } from "../shell.ts";

type ProductRow = {
  id: number;
  title: string;
  handle: string;
  product_type: string;
  status: string;
  tags_json: string;
  image: string | null;
  stock: number | null;
  price: string;
  variants: number;
};
type VariantRow = {
  id: number;
  title: string;
  sku: string | null;
  price: string;
  inventory_quantity: number;
  tracked: number;
};

const SELECT = `SELECT products.*, (SELECT path FROM images WHERE product_id = products.id ORDER BY position LIMIT 1) AS image,
  (SELECT SUM(inventory_quantity) FROM variants WHERE product_id = products.id AND tracked = 1) AS stock,
  (SELECT price FROM variants WHERE product_id = products.id ORDER BY position LIMIT 1) AS price,
  (SELECT COUNT(*) FROM variants WHERE product_id = products.id) AS variants FROM products`;

export function productRoutes(desk: Desk): Router {
  const router = Router();
  router.get("/products", (request, reply) => showList(desk, request, reply));
  router.get("/products/:id(\\d+)", (request, reply, next) => {
    const product = desk.state.sql(`${SELECT} WHERE products.id = ?`).get(Number(request.params["id"])) as
      ProductRow | undefined;
    if (!product) return next();
    const actions = html`<a
      class="button"
      href="${desk.places.storefrontOrigin}/products/${product.handle}"
      target="_blank"
      rel="noopener"
      >View in store</a
    >`;
    const page = {
      title: product.title,
      section: "products",
      back: { label: "Products", href: `${STORE_PATH}/products` },
    } as const;
    const notice = field(request.query, "notice");
    reply.send(shell(storeOf(desk), { ...page, actions, body: productBody(desk, product), notice }));
  });
  router.post("/products/:id(\\d+)", (request, reply) => {
    const id = Number(request.params["id"]);
    const variants = desk.state.sql("SELECT * FROM variants WHERE product_id = ?").all(id) as VariantRow[];
    const notice = editProduct(desk.state, id, {
      title: field(request.body, "title"),
      status: field(request.body, "status"),
      tags: field(request.body, "tags").split(","),
      variants: variants.map((variant) => ({
        id: variant.id,
        price: field(request.body, `price-${variant.id}`),
        stock: Number(field(request.body, `stock-${variant.id}`)),
      })),
    });
    reply.redirect(303, `${STORE_PATH}/products/${id}?${new URLSearchParams({ notice: notice ?? "Product saved" })}`);
  });
  return router;
}

function thumb(desk: Desk, image: string | null): Html {
  if (image === null) return html`<span class="thumb"></span>`;
  return html`<img
    class="thumb"
    src="${desk.places.storefrontOrigin}${image}"
    alt=""
    width="40"
    height="40"
    loading="lazy"
  />`;
}

function showList(desk: Desk, request: Request, reply: Response): void {
  const search = field(request.query, "q").trim();
  const status = field(request.query, "status");
  const conditions = ["1"];
  const params: string[] = [];
  if (search !== "") {
    conditions.push(`(title LIKE ? ESCAPE '\\' OR product_type LIKE ? ESCAPE '\\' OR tags_json LIKE ? ESCAPE '\\')`);
    params.push(contains(search), contains(search), contains(search));
  }
  if (status !== "") {
    conditions.push("status = ?");
    params.push(status);
  }
  const where = conditions.join(" AND ");
  const total = (desk.state.sql(`SELECT COUNT(*) AS n FROM products WHERE ${where}`).get(...params) as { n: number }).n;
  const page = pageNumber(request);
  const rows = desk.state
    .sql(`${SELECT} WHERE ${where} ORDER BY title, id LIMIT ${PAGE_SIZE} OFFSET ?`)
    .all(...params, (page - 1) * PAGE_SIZE) as ProductRow[];
  const option = (value: string, label: string) =>
    html`<option value="${value}" ${value === status && html`selected`}>${label}</option>`;
  const body = html`<div class="card flush">
    <form class="filters" method="get">
      <input
        class="input"
        type="search"
        name="q"
        value="${search}"
        placeholder="Title, type or tag"
        aria-label="Search products"
      /><select class="input" name="status" aria-label="Status">
        ${option("", "All statuses")}${option("ACTIVE", "Active")}${option("DRAFT", "Draft")}${option("ARCHIVED", "Archived")}</select
      ><button class="button">Search</button>
    </form>
    ${
      rows.length === 0 ? html`<p class="empty">No product matches.</p>` : productTable(desk, rows)
    }${pager(request, page, total)}
  </div>`;
  reply.send(shell(storeOf(desk), { title: "Products", section: "products", wide: true, body }));
}

function productTable(desk: Desk, rows: ProductRow[]): Html {
  const currency = readShop(desk.state).currency_code;
  const link = (row: ProductRow) => html`<a href="${STORE_PATH}/products/${row.id}">${row.title}</a>`;
  return table(
    [["Product"], ["Status", "optional"], ["Stock"], ["Type", "optional"], ["Price", "number"]],
    rows.map((row) => [
      html`<span class="with-thumb">${thumb(desk, row.image)}${link(row)}</span>`,
      badge(row.status),
      stockText(row),
      row.product_type,
      money(row.price, currency),
    ]),
  );
}

function stockText(row: ProductRow): Html {
  if (row.stock === null) return html`<span class="muted">Not tracked</span>`;
  const text = row.variants > 1 ? `${count(row.stock)} in ${row.variants} variants` : count(row.stock);
  return row.stock > 0 ? html`${text}` : html`<span class="badge bad">${text}</span>`;
}

function productBody(desk: Desk, product: ProductRow): Html {
  const variants = desk.state
    .sql("SELECT * FROM variants WHERE product_id = ? ORDER BY position, id")
    .all(product.id) as VariantRow[];
  const tags = (JSON.parse(product.tags_json) as string[]).join(", ");
  const status = (one: string) =>
    html`<option value="${one}" ${one === product.status && html`selected`}>${words(one)}</option>`;
  return html`<form method="post" class="columns">
    <div class="stack">
      <div class="card">
        <label class="field"
          ><span>Title</span><input class="input" name="title" value="${product.title}" required
        /></label>
        <div class="with-thumb">${thumb(desk, product.image)}<span class="muted">${product.product_type}</span></div>
      </div>
      <div class="card flush">${variantTable(variants)}</div>
    </div>
    <div class="stack">
      <div class="card">
        <label class="field"
          ><span>Status</span
          ><select class="input" name="status">
            ${["ACTIVE", "DRAFT", "ARCHIVED"].map(status)}
          </select></label
        ><label class="field"
          ><span>Tags</span><input class="input" name="tags" value="${tags}" /><small>Separated by commas</small></label
        >
      </div>
      <div class="button-row"><button class="button primary">Save</button></div>
    </div>
  </form>`;
}

function variantTable(variants: VariantRow[]): Html {
  const nameOf = (variant: VariantRow) => (variants.length === 1 ? "Default" : variant.title);
  const input = (name: string, value: string | number, label: string, type: Html) =>
    html`<input class="input narrow" name="${name}" value="${value}" aria-label="${label}" required ${type} />`;
  return table(
    [["Variant"], ["Price"], ["Stock"]],
    variants.map((variant) => [
      html`${nameOf(variant)}<br /><span class="muted">${variant.sku}</span>`,
      input(`price-${variant.id}`, variant.price, `Price of ${nameOf(variant)}`, html`inputmode="decimal"`),
      html`${input(`stock-${variant.id}`, variant.inventory_quantity, `Stock of ${nameOf(variant)}`, html`type="number" step="1"`)}
      ${variant.tracked === 0 && html`<small class="muted">not tracked</small>`}`,
    ]),
  );
}
