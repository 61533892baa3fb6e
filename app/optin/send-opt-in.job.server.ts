import { createHash } from "node:crypto";
import type { JobRun } from "../platform/job.ts";
import type { Mailer } from "../platform/mail.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { dataKeyOf, requireShop } from "../shop/shop.store.server.ts";
import { confirmationMail } from "./confirmation-mail.ts";
import { isCapped } from "./opt-in.ts";
import { addressOf, countSent, findOptIn, findWording, saveOptIn } from "./opt-in.store.server.ts";

export interface SendDeps {
  /** Undefined: no mail server is configured. */
  mailer: Mailer | undefined;
  masterKey: Key;
  /** Where the link leads: from the configuration only (A35). */
  appUrl: string;
  mintBytes(size: number): Uint8Array;
}

export const tokenHashOf = (token: string): string => createHash("sha256").update(token).digest("base64url");

/**
 * One mail, at most once: that it is being sent is written down first, and taken back only when it was surely not sent. After a
 * crash between the two the mail may be missing, never there twice (F44).
 */
export async function sendOptIn(run: JobRun<"send-opt-in">, deps: SendDeps): Promise<void> {
  const { shop } = run;
  const { optInId } = run.payload;
  const { mailer } = deps;
  if (mailer === undefined) return;
  const token = Buffer.from(deps.mintBytes(32)).toString("base64url");
  const now = run.clock();
  const optIn = await run.transaction(async (tx) => {
    const row = await findOptIn(tx, shop, optInId);
    if (row?.state !== "wanted") return undefined;
    const capped = isCapped(await countSent(tx, shop, row, now));
    const intent = { state: "sending", tokenHash: tokenHashOf(token), sentAt: now };
    await saveOptIn(tx, shop, optInId, capped ? { state: "capped" } : intent);
    return capped ? undefined : row;
  });
  if (optIn === undefined) return;
  const key = await dataKeyOf(run.read, shop, deps.masterKey);
  const { name, domain } = await requireShop(run.read, shop);
  const shopName = name === "" ? domain : name;
  const link = `${deps.appUrl}/confirm/${token}`;
  const statement = await findWording(run.read, shop, optIn.wordingHash);
  const sending = await mailer.send({
    to: addressOf(key, optIn),
    fromName: shopName,
    messageId: `<${optIn.mailId}@${new URL(deps.appUrl).hostname}>`,
    ...confirmationMail(optIn.language, { shop: shopName, statement, link }),
  });
  const change = {
    sent: { state: "sent" },
    later: { state: "wanted", tokenHash: null, sentAt: null },
    refused: { state: "failed", tokenHash: null },
    unknown: {},
  }[sending];
  await run.transaction((tx) => saveOptIn(tx, shop, optInId, change));
  if (sending === "later") throw new Error("The mail server did not take the mail.");
}
