import { createTransport } from "nodemailer";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openTestStore } from "../admin-api/testing/open-store.ts";
import type { TestStore } from "../admin-api/testing/open-store.ts";
import { startMailServer } from "./mail-server.ts";
import type { MailServer } from "./mail-server.ts";

let store: TestStore;
let server: MailServer;
beforeEach(async () => {
  store = await openTestStore();
  server = await startMailServer(store.state, 0);
});
afterEach(async () => {
  await server.close();
  await store.close();
});

const send = () =>
  createTransport(`smtp://localhost:${server.port}`).sendMail({
    from: "Shop <hello@shop.example>",
    to: "Zoë@example.com",
    subject: "Ein Gruß",
    text: "Guten Tag",
    html: "<p>Guten Tag</p>",
    messageId: "<one@shop.example>",
  });
const kept = () => store.state.sql("SELECT rcpt_to, subject, message_id, text FROM mails").all() as { text: string }[];

test("a mail is taken as it was sent", async () => {
  await send();
  expect(kept()).toMatchObject([{ subject: "Ein Gruß", message_id: "<one@shop.example>" }]);
  expect(kept()[0]?.text.trim()).toBe("Guten Tag");
});

test("a refusal keeps nothing; a lost reply keeps the mail although the sender hears nothing", async () => {
  await store.control("POST", "/faults", { kind: "mail-refused", count: 1 });
  await expect(send()).rejects.toThrow(/451/);
  expect(kept()).toHaveLength(0);
  await store.control("POST", "/faults", { kind: "mail-lost-reply", count: 1 });
  await expect(send()).rejects.toThrow();
  expect(kept()).toHaveLength(1);
});
