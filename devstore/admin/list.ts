import type { Request } from "express";
import { formatMoney } from "../storefront/money.ts";
import { field } from "./desk.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";

export const PAGE_SIZE = 50;

export function pageNumber(request: Request): number {
  const page = Number.parseInt(field(request.query, "page"), 10);
  return Number.isInteger(page) && page > 0 ? page : 1;
}

/** "1–50 of 4,000", with links that keep the filters. */
export function pager(request: Request, page: number, total: number): Html {
  const link = (to: number, label: string, shown: boolean) => {
    const query = new URLSearchParams(request.originalUrl.split("?")[1] ?? "");
    query.set("page", String(to));
    return shown ? html`<a class="button small" href="?${query.toString()}">${label}</a>` : html`<span></span>`;
  };
  const first = Math.min(total, (page - 1) * PAGE_SIZE + 1);
  const last = Math.min(total, page * PAGE_SIZE);
  return html`<nav class="pager" aria-label="Pages">
    ${link(page - 1, "Previous", page > 1)}<span class="muted">${count(first)}–${count(last)} of ${count(total)}</span
    >${link(page + 1, "Next", last < total)}
  </nav>`;
}

export function count(n: number): string {
  return n.toLocaleString("en-GB");
}

export function money(amount: string | number, currency: string): string {
  return formatMoney(Math.round(Number(amount) * 100), currency);
}

export function day(iso: string): string {
  const format = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" } as const;
  return new Date(iso).toLocaleDateString("en-GB", format);
}

export function moment(iso: string): string {
  const time = new Date(iso).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });
  return `${day(iso)}, ${time} UTC`;
}

/** ACTIVE → Active, PARTIALLY_REFUNDED → Partially refunded. */
export function words(constant: string): string {
  const lower = constant.toLowerCase().replaceAll("_", " ");
  return lower.charAt(0).toUpperCase() + lower.slice(1);
}

export function badge(constant: string): Html {
  const looks: Record<string, string> = {
    PAID: "",
    PENDING: "warn",
    PARTIALLY_REFUNDED: "warn",
    REFUNDED: "bad",
    VOIDED: "bad",
    CANCELLED: "bad",
    ACTIVE: "good",
    DRAFT: "info",
    SUBSCRIBED: "good",
    UNFULFILLED: "warn",
  };
  return html`<span class="badge ${looks[constant] ?? ""}">${words(constant)}</span>`;
}

/** LIKE pattern that takes the merchant's text literally (with ESCAPE '\'). */
export function contains(text: string): string {
  return `%${text.replace(/[\\%_]/g, (char) => `\\${char}`)}%`;
}

/** A column: its heading, and how it looks; `optional` ones give way on small screens. */
type Column = readonly [heading: string, look?: "number" | "optional" | "number optional"];

type Cell = Html | string | number | null;

/** A table whose cells look as their columns do. */
export function table(columns: readonly Column[], rows: readonly (readonly Cell[])[]): Html {
  return html`<div class="table-wrap">
    <table>
      <thead>
        <tr>
          ${columns.map(([heading, look]) => html`<th scope="col" class="${look ?? ""}">${heading}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell, at) => html`<td class="${columns[at]?.[1] ?? ""}">${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** Label and value, one under the other. */
export function facts(pairs: readonly (readonly [string, Cell])[]): Html {
  return html`<dl class="facts">
    ${pairs.map(
      ([label, value]) =>
        html`<dt>${label}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}
