import net from "node:net";
import type { AddressInfo } from "node:net";
import { openDatabase } from "../../app/platform/db.server.ts";
import { deriveKey } from "../../app/platform/secret.server.ts";
import { requestOptIn } from "../../app/optin/request-opt-in.server.ts";
import { dataKeyOf } from "../../app/shop/shop.store.server.ts";
import type { AppHome } from "../real-app/real-app.ts";

/** A mail server that goes on with its first reply for ever, so that no time-out for silence ends it; `called`: somebody waits for it. */
export async function startEndlessMail() {
  const called = Promise.withResolvers<void>();
  const talking = new Set<NodeJS.Timeout>();
  const server = net.createServer((socket) => {
    socket.on("error", () => undefined);
    socket.write("220 mail.example.com\r\n");
    socket.once("data", () => {
      talking.add(setInterval(() => socket.write("250-one moment\r\n"), 500));
      called.resolve();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    env: {
      SMTP_URL: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
      MAIL_FROM: "Shop news <news@example.com>",
    },
    called: called.promise,
    close() {
      talking.forEach(clearInterval);
      server.close();
    },
  };
}

/** Somebody typed an address and agreed: a mail is to be sent. */
export async function orderMail(home: AppHome): Promise<void> {
  const db = await openDatabase(home.file);
  const master = deriveKey(home.env.CANDOR_SECRET ?? "", "shop data keys");
  await db.transaction(async (tx) => {
    const quiz = await tx.quiz.findFirstOrThrow({ select: { id: true, shopId: true } });
    const shop = quiz.shopId as Parameters<typeof requestOptIn>[1];
    const key = await dataKeyOf(tx, shop, master);
    const wish = { quizId: quiz.id, responseId: "walk-1", profileId: null, address: "robin@example.com" };
    const said = { clientHash: null, language: "en", statement: "Send me news." };
    await requestOptIn(tx, shop, key, { ...wish, ...said }, new Date(0));
  });
  await db.close();
}
