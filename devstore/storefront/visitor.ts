import { randomBytes } from "node:crypto";
import type { Request, Response } from "express";
import { isoOf, nowMs } from "../clock.ts";
import type { State } from "../state.ts";

export const CART_COOKIE = "cart";
const SESSION_COOKIE = "storefront_session";
const LOCALE_COOKIE = "localization_locale";
const SESSION_DAYS = 30;

export interface CustomerRow {
  id: number;
  first_name: string | null;
  last_name: string | null;
  email: string | null;
  tags_json: string;
  email_marketing_state: string;
}

export function readCookie(request: Request, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? "").split(";")) {
    const [key, ...rest] = part.trim().split("=");
    if (key === name) return decodeURIComponent(rest.join("="));
  }
  return undefined;
}

export function newToken(): string {
  return randomBytes(16).toString("hex");
}

/** Who is logged in on this browser. */
export function findShopper(state: State, request: Request): CustomerRow | undefined {
  const token = readCookie(request, SESSION_COOKIE);
  if (token === undefined) return undefined;
  return state
    .sql(
      `SELECT customers.* FROM customer_sessions JOIN customers ON customers.id = customer_id
       WHERE token = ? AND (expires_at IS NULL OR expires_at > ?)`,
    )
    .get(token, isoOf(nowMs())) as CustomerRow | undefined;
}

/** Checks e-mail and password; undefined when they do not fit. */
export function logIn(state: State, response: Response, email: string, password: string): CustomerRow | undefined {
  const customer = state
    .sql("SELECT * FROM customers WHERE email = ? COLLATE NOCASE AND password = ? AND state = 'ENABLED'")
    .get(email.trim(), password) as CustomerRow | undefined;
  if (!customer) return undefined;
  const token = newToken();
  state
    .sql("INSERT INTO customer_sessions (token, customer_id, created_at, expires_at) VALUES (?, ?, ?, ?)")
    .run(token, customer.id, isoOf(nowMs()), isoOf(nowMs() + SESSION_DAYS * 86_400_000));
  response.cookie(SESSION_COOKIE, token, { httpOnly: true, sameSite: "lax", maxAge: SESSION_DAYS * 86_400_000 });
  return customer;
}

export function logOut(state: State, request: Request, response: Response): void {
  state.sql("DELETE FROM customer_sessions WHERE token = ?").run(readCookie(request, SESSION_COOKIE) ?? "");
  response.clearCookie(SESSION_COOKIE);
}

/** `?locale=de` switches and is remembered; unknown languages are ignored. */
export function chooseLocale(request: Request, response: Response, known: readonly string[]): string {
  const asked = typeof request.query["locale"] === "string" ? request.query["locale"] : undefined;
  if (asked !== undefined && known.includes(asked)) {
    response.cookie(LOCALE_COOKIE, asked, { sameSite: "lax" });
    return asked;
  }
  const kept = readCookie(request, LOCALE_COOKIE);
  return kept !== undefined && known.includes(kept) ? kept : (known[0] ?? "en");
}
