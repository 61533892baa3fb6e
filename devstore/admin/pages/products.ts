import { Router } from "express";
import type { Request, Response } from "express";
import { readShop } from "../../state.ts";
import { field, storeOf } from "../desk.ts";
import type { Desk } from "../desk.ts";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { badge, contains, count, money, PAGE_SIZE, pageNumber, pager, words } from "../list.ts";
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
  const currency = readShop(desk.state).currency_code;
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
      rows.length === 0
        ? html`<p class="empty">No product matches.</p>`
        : html`<div class="table-wrap">
            <table>
              <thead>
                <tr>
                  <th scope="col">Product</th>
                  <th scope="col" class="optional">Status</th>
                  <th scope="col">Stock</th>
                  <th scope="col" class="optional">Type</th>
                  <th scope="col" class="number">Price</th>
                </tr>
              </thead>
              <tbody>
                ${rows.map(
                  (row) =>
                    html`<tr>
                      <td>
                        <span class="with-thumb"
                          >${thumb(desk, row.image)}<a href="${STORE_PATH}/products/${row.id}">${row.title}</a></span
                        >
                      </td>
                      <td class="optional">${badge(row.status)}</td>
                      <td>${stockText(row)}</td>
                      <td class="optional">${row.product_type}</td>
                      <td class="number">${money(row.price, currency)}</td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`
    }${pager(request, page, total)}
  </div>`;
  reply.send(shell(storeOf(desk), { title: "Products", section: "products", wide: true, body }));
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
  const single = variants.length === 1;
  return html`<form method="post" class="columns">
    <div class="stack">
      <div class="card">
        <label class="field"
          ><span>Title</span><input class="input" name="title" value="${product.title}" required
        /></label>
        <div class="with-thumb">${thumb(desk, product.image)}<span class="muted">${product.product_type}</span></div>
      </div>
      <div class="card flush">
        <div class="table-wrap">
          <table>
            <thead>
              <tr>
                <th scope="col">Variant</th>
                <th scope="col">Price</th>
                <th scope="col">Stock</th>
              </tr>
            </thead>
            <tbody>
              ${variants.map((variant) => {
                const name = single ? "Default" : variant.title;
                return html`<tr>
                  <td>${name}<br /><span class="muted">${variant.sku}</span></td>
                  <td>
                    <input
                      class="input narrow"
                      name="price-${variant.id}"
                      value="${variant.price}"
                      inputmode="decimal"
                      aria-label="Price of ${name}"
                      required
                    />
                  </td>
                  <td>
                    <input
                      class="input narrow"
                      name="stock-${variant.id}"
                      value="${variant.inventory_quantity}"
                      type="number"
                      step="1"
                      aria-label="Stock of ${name}"
                      required
                    />${variant.tracked === 0 && html`<small class="muted"> not tracked</small>`}
                  </td>
                </tr>`;
              })}
            </tbody>
          </table>
        </div>
      </div>
    </div>
    <div class="stack">
      <div class="card">
        <label class="field"
          ><span>Status</span
          ><select class="input" name="status">
            ${["ACTIVE", "DRAFT", "ARCHIVED"].map((status) => html`<option value="${status}" ${status === product.status && html`selected`}>${words(status)}</option>`)}
          </select></label
        ><label class="field"
          ><span>Tags</span><input class="input" name="tags" value="${tags}" /><small>Separated by commas</small></label
        >
      </div>
      <div class="button-row"><button class="button primary">Save</button></div>
    </div>
  </form>`;
}
