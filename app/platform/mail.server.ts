import { createTransport } from "nodemailer";
import { z } from "zod";

interface Mail {
  to: string;
  /** Who speaks, beside the configured address. */
  fromName: string;
  subject: string;
  text: string;
  html: string;
  /** Derived from what the mail is for: a copy can be told from another mail. */
  messageId: string;
}

/** later: surely not sent, try again · refused: surely not sent, and never will be · unknown: may have been sent. */
type Sending = "sent" | "later" | "refused" | "unknown";

export interface Mailer {
  send(mail: Mail): Promise<Sending>;
  close(): void;
}

const TIMEOUT_MS = 10_000;
const Trouble = z.object({
  responseCode: z.number().optional(),
  command: z.string().optional(),
  code: z.string().optional(),
  syscall: z.string().optional(),
});
const BEFORE_THE_BODY = /^(EHLO|HELO|STARTTLS|AUTH|MAIL FROM|RCPT TO)/;

/**
 * Until the body was on its way nothing can have been sent; afterwards only a reply of the server tells. A connection that broke
 * is called `CONN` whenever it broke: that tells nothing.
 */
function judge(error: unknown): Sending {
  const { responseCode, command = "", code, syscall } = Trouble.catch({}).parse(error);
  if (responseCode !== undefined) return responseCode >= 500 ? "refused" : "later";
  return BEFORE_THE_BODY.test(command) || code === "EDNS" || syscall === "connect" ? "later" : "unknown";
}

/** `from`: `Name <address>`; the name gives way to the shop's. Undefined when no mail server is configured. */
export function createMailer(url: string | undefined, from: string | undefined): Mailer | undefined {
  if (url === undefined || from === undefined) return undefined;
  const address = /<([^<>]+)>$/.exec(from)?.[1] ?? from;
  const transport = createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ fromName, ...mail }) {
      // Recipient and sender as fields, never as a line to parse: what is typed cannot add another (A24).
      const message = {
        ...mail,
        from: { name: fromName, address },
        to: { name: "", address: mail.to },
        headers: { "Auto-Submitted": "auto-generated" },
      };
      return transport.sendMail(message).then(() => "sent" as const, judge);
    },
    close: () => transport.close(),
  };
}
