import { Router } from "express";
import { findInstallation } from "../../state.ts";
import { readDemoShoppers } from "../../loader/demo-shoppers.ts";
import { storeOf } from "../desk.ts";
import type { Desk } from "../desk.ts";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { table } from "../list.ts";
import { shell, STORE_PATH } from "../shell.ts";

export function homeRoutes(desk: Desk): Router {
  const router = Router();
  router.get("/", (_request, reply) => {
    reply.send(shell(storeOf(desk), { title: "Home", section: "home", body: homeBody(desk) }));
  });
  return router;
}

function homeBody(desk: Desk): Html {
  const count = (table: string) => (desk.state.sql(`SELECT COUNT(*) AS n FROM ${table}`).get() as { n: number }).n;
  const tile = (label: string, table: string, href: string) =>
    html`<a class="card tile" href="${STORE_PATH}${href}"
      ><span class="muted">${label}</span><strong>${count(table).toLocaleString("en-GB")}</strong></a
    >`;
  const installed = findInstallation(desk.state) !== undefined;
  const { name, handle } = desk.config;
  return html`<div class="tiles">
      ${tile("Orders", "orders", "/orders")}${tile("Customers", "customers", "/customers")}${tile("Products", "products", "/products")}${tile("Segments", "segments", "/segments")}
    </div>
    <div class="card">
      <div class="card-head">
        <h2>${name}</h2>
        ${installed ? html`<span class="badge good">Installed</span>` : html`<span class="badge">Not installed</span>`}
      </div>
      <p>
        ${installed ? `${name} works with this store.` : `${name} waits to be installed: it says which access it needs, you agree, and it opens.`}
      </p>
      <div class="button-row">
        <a class="button primary" href="${STORE_PATH}/apps/${handle}"
          >${installed ? `Open ${name}` : `Install ${name}`}</a
        >
      </div>
    </div>
    <div class="card">
      <h2>Online store</h2>
      <p>The storefront as shoppers see it, and the theme editor where blocks of apps are added.</p>
      <div class="button-row">
        <a class="button" href="${desk.places.storefrontOrigin}" target="_blank" rel="noopener">View your store</a
        ><a class="button" href="${STORE_PATH}/themes/current/editor">Customize theme</a>
      </div>
    </div>
    ${shopperCard(desk)}
    <p class="muted">
      This is a development store on your own machine. It stands where Shopify stands; nothing here leaves this
      computer.
    </p>`;
}

/** People with true order history, to log in as in the storefront. */
function shopperCard(desk: Desk): Html {
  const shoppers = readDemoShoppers(desk.state);
  if (shoppers.length === 0) return html``;
  const rows = shoppers.map((shopper) => [
    html`<a href="${STORE_PATH}/customers/${shopper.id}">${shopper.name}</a><br /><span class="muted"
        >${shopper.why}</span
      >`,
    html`<code>${shopper.email}</code>`,
    html`<code>${shopper.password}</code>`,
  ]);
  return html`<div class="card flush">
    <div class="filters">
      <h2>Demo shoppers</h2>
      <a href="${desk.places.storefrontOrigin}/account/login" target="_blank" rel="noopener"
        >Log in to the storefront</a
      >
    </div>
    ${table([["Who"], ["E-mail"], ["Password"]], rows)}
  </div>`;
}
