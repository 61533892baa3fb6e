import { Router } from "express";
import { storeOf } from "../admin/desk.ts";
import type { Desk } from "../admin/desk.ts";
import { html } from "../admin/html.ts";
import type { Html } from "../admin/html.ts";
import { facts, moment, table } from "../admin/list.ts";
import { shell, STORE_PATH } from "../admin/shell.ts";

interface MailRow {
  id: number;
  mail_from: string;
  rcpt_to: string;
  subject: string;
  message_id: string;
  text: string;
  html: string;
  received_at: string;
}

const MOST_SHOWN = 200;

/** What the mail catcher took: a list and one mail, at `<admin>/mail`. */
export function mailRoutes(desk: Desk): Router {
  const router = Router();
  router.get("/mail", (_request, reply) => {
    const rows = desk.state.sql(`SELECT * FROM mails ORDER BY id DESC LIMIT ${MOST_SHOWN}`).all() as MailRow[];
    const body = html`<div class="card flush">${rows.length === 0 ? none : list(rows)}</div>
      <p class="muted">
        Every mail that the app sends ends here, whomever it is for. This stands for the mail world outside, not for
        Shopify.
      </p>`;
    reply.send(shell(storeOf(desk), { title: "Mail", section: "home", wide: true, body }));
  });
  router.get("/mail/:id(\\d+)", (request, reply, next) => {
    const mail = desk.state.sql("SELECT * FROM mails WHERE id = ?").get(Number(request.params["id"])) as
      MailRow | undefined;
    if (mail === undefined) return next();
    const back = { label: "Mail", href: `${STORE_PATH}/mail` };
    reply.send(shell(storeOf(desk), { title: mail.subject || "No subject", section: "home", back, body: show(mail) }));
  });
  return router;
}

const none = html`<p class="empty">
  No mail yet. Finish a quiz with an e-mail address and consent to the newsletter.
</p>`;

const list = (rows: readonly MailRow[]): Html =>
  table(
    [["Subject"], ["To"], ["From", "optional"], ["Received"]],
    rows.map((mail) => [
      html`<a href="${STORE_PATH}/mail/${mail.id}">${mail.subject || "No subject"}</a>`,
      mail.rcpt_to,
      mail.mail_from,
      moment(mail.received_at),
    ]),
  );

/** The HTML part runs nothing and is nobody's origin; its links open beside, as in a mail program. */
function show(mail: MailRow): Html {
  const head = facts([
    ["From", mail.mail_from],
    ["To", mail.rcpt_to],
    ["Received", moment(mail.received_at)],
    ["Message-ID", html`<code>${mail.message_id}</code>`],
  ]);
  const base = '<base target="_blank">';
  const part =
    mail.html === ""
      ? html``
      : html`<div class="card flush">
          <iframe
            class="mail-frame"
            title="The mail as its reader sees it"
            sandbox="allow-popups allow-popups-to-escape-sandbox"
            srcdoc="${base}${mail.html}"
          ></iframe>
        </div>`;
  return html`<div class="card">${head}</div>
    ${part}
    <div class="card">
      <h2>Plain text</h2>
      <pre class="mail-text">${linked(mail.text)}</pre>
    </div>`;
}

/** Addresses in the text become links; everything else is escaped as it stands. */
const linked = (text: string): Html =>
  html`${text.split(/(https?:\/\/[^\s<>"]+)/).map((piece, at) => (at % 2 === 1 ? html`<a href="${piece}" target="_blank" rel="noopener">${piece}</a>` : piece))}`;
