import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import { nowIso } from "../clock.ts";
import { strikes } from "../faults/faults.ts";
import type { State } from "../state.ts";

/** More than any mail of ours; a larger one is refused as any server would. */
const MOST_BYTES = 1_000_000;

export interface MailServer {
  /** Port 0 asks for any free one. */
  readonly port: number;
  close(): Promise<void>;
}

/** The mail world outside: takes every mail for every address, on this machine only, and keeps it. */
export function startMailServer(state: State, port: number): Promise<MailServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    size: MOST_BYTES,
    logger: false,
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        if (strikes(state, "mail-refused")) return callback(new Error("451 try again later"));
        const { mailFrom, rcptTo } = session.envelope;
        const to = rcptTo.map(({ address }) => address);
        const done = keepMail(state, Buffer.concat(chunks), mailFrom === false ? "" : mailFrom.address, to);
        void done.then(() => {
          // The mail is on its way and nobody told the sender: what a crash between the two looks like.
          if (strikes(state, "mail-lost-reply")) return server.connections.forEach((one) => one.close());
          callback();
        }, callback);
      });
    },
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    const listening = server.listen(port, "localhost", () => {
      server.on("error", () => undefined); // a sender that breaks off is its own affair
      const address = listening.address();
      resolve({
        port: typeof address === "object" && address !== null ? address.port : port,
        close: () => new Promise((closed) => server.close(() => closed())),
      });
    });
  });
}

async function keepMail(state: State, raw: Buffer, from: string, to: string[]): Promise<void> {
  const mail = await PostalMime.parse(raw);
  state
    .sql(
      `INSERT INTO mails (mail_from, rcpt_to, subject, message_id, text, html, raw, received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      ...[from, to.join(", "), mail.subject ?? "", mail.messageId ?? "", mail.text ?? "", mail.html ?? ""],
      ...[raw, nowIso()],
    );
}
