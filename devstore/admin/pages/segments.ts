import { Router } from "express";
import { storeOf } from "../desk.ts";
import type { Desk } from "../desk.ts";
import { html } from "../html.ts";
import { count, day } from "../list.ts";
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
    const body = html`<div class="card flush">
      ${
        rows.length === 0
          ? html`<div class="empty"><p>No segments yet. Apps create them here as Shopify’s own segments.</p></div>`
          : html`<div class="table-wrap">
              <table>
                <thead>
                  <tr>
                    <th scope="col">Name</th>
                    <th scope="col" class="optional">Query</th>
                    <th scope="col" class="number">Customers</th>
                    <th scope="col" class="number optional">Share</th>
                    <th scope="col">Changed</th>
                  </tr>
                </thead>
                <tbody>
                  ${rows.map(
                    (row) =>
                      html`<tr>
                        <td><a href="${STORE_PATH}/customers?segment=${row.id}">${row.name}</a></td>
                        <td class="optional"><code>${row.query}</code></td>
                        <td class="number">${row.members === undefined ? "not understood" : count(row.members)}</td>
                        <td class="number optional">
                          ${row.members === undefined || all === 0 ? "" : `${((100 * row.members) / all).toFixed(1)} %`}
                        </td>
                        <td>${day(row.updated_at)}</td>
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>`
      }
    </div>`;
    reply.send(shell(storeOf(desk), { title: "Segments", section: "segments", wide: true, body }));
  });
  return router;
}
