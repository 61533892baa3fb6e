import express, { Router } from "express";
import type { State } from "../state.ts";
import { centsOf } from "./money.ts";
import { textOf } from "./page-routes.ts";
import type { Pages } from "./pages.ts";
import { route } from "./route.ts";
import { findShopper, logIn, logOut } from "./visitor.ts";

const SHOWN_ORDERS = 20;

/** Only addresses of this shop: no open redirect after the log-in. */
function safeReturn(url: string): string {
  return /^\/(?![/\\])/.test(url) ? url : "/account";
}

interface OrderRow {
  name: string;
  processed_at: string;
  financial_status: string;
  current_total_price: string;
  status_token: string | null;
}

function orderDrops(state: State, customerId: number): object[] {
  const rows = state
    .sql("SELECT * FROM orders WHERE customer_id = ? ORDER BY processed_at DESC, id DESC LIMIT ?")
    .all(customerId, SHOWN_ORDERS) as OrderRow[];
  return rows.map((row) => ({
    name: row.name.startsWith("#") ? row.name : `#${row.name}`,
    created_at: row.processed_at,
    status: row.financial_status.toLowerCase().replace("_", " "),
    total_price: centsOf(row.current_total_price),
    url: row.status_token ? `/orders/${row.status_token}` : null,
  }));
}

export function accountRoutes(state: State, pages: Pages): Router {
  const router = Router();
  const form = express.urlencoded({ extended: true, limit: "64kb" });
  router.get(
    "/account/login",
    route(async (request, response) => {
      if (findShopper(state, request)) return response.redirect(302, "/account");
      const scope = { failed: false, email: "", return_url: safeReturn(textOf(request.query["return_url"])) };
      return pages.send(request, response, { type: "customers/login", title: "Log in", section: "main-login", scope });
    }),
  );
  router.post(
    "/account/login",
    form,
    route(async (request, response) => {
      const body = request.body as { customer?: { email?: unknown; password?: unknown }; return_url?: unknown };
      const email = textOf(body.customer?.email);
      const backTo = safeReturn(textOf(body.return_url));
      if (logIn(state, response, email, textOf(body.customer?.password))) return response.redirect(302, backTo);
      const scope = { failed: true, email, return_url: backTo };
      return pages.send(request, response, {
        type: "customers/login",
        title: "Log in",
        section: "main-login",
        scope,
        status: 401,
      });
    }),
  );
  router.get("/account/logout", (request, response) => {
    logOut(state, request, response);
    response.redirect(302, "/");
  });
  router.get(
    "/account",
    route(async (request, response) => {
      const shopper = findShopper(state, request);
      if (!shopper) return response.redirect(302, "/account/login");
      const { count } = state.sql("SELECT count(*) AS count FROM orders WHERE customer_id = ?").get(shopper.id) as {
        count: number;
      };
      const scope = { orders: orderDrops(state, shopper.id), orders_count: count };
      return pages.send(request, response, {
        type: "customers/account",
        title: "Your account",
        section: "main-account",
        scope,
      });
    }),
  );
  return router;
}
