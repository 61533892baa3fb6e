import { Router } from "express";
import { storeOf } from "../desk.ts";
import type { Desk } from "../desk.ts";
import { html } from "../html.ts";
import { count, day, table } from "../list.ts";
import { listSegments, membersWhere } from "../segments.ts";
import { shell, STORE_PATH } from "../shell.ts";

export function segmentRoutes(desk: Desk): Router {
  const router = Router();
  router.get("/segments", (_request, reply) => {
    const all = (desk.state.sql("SELECT COUNT(*) AS n FROM customers").get() as { n: number }).n;
    const rows = listSegments(desk.state).map((segment) => {
      const members = membersWhere(segment.query);
      const n =
        members &&
        (
          desk.state.sql(`SELECT COUNT(*) AS n FROM customers WHERE ${members.sql}`).get(...members.params) as {
            n: number;
          }
        ).n;
      return { ...segment, members: n };
    });
    const known = (n: number | undefined, text: (n: number) => string) =>
      n === undefined ? "not understood" : text(n);
    const list = table(
      [["Name"], ["Query", "optional"], ["Customers", "number"], ["Share", "number optional"], ["Changed"]],
      rows.map((row) => [
        html`<a href="${STORE_PATH}/customers?segment=${row.id}">${row.name}</a>`,
        html`<code>${row.query}</code>`,
        known(row.members, count),
        known(row.members, (n) => `${((100 * n) / Math.max(all, 1)).toFixed(1)} %`),
        day(row.updated_at),
      ]),
    );
    const none = html`<p class="empty">No segments yet. Apps create them here as Shopify’s own segments.</p>`;
    const body = html`<div class="card flush">${rows.length === 0 ? none : list}</div>`;
    reply.send(shell(storeOf(desk), { title: "Segments", section: "segments", wide: true, body }));
  });
  return router;
}
