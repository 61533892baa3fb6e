import { Session } from "@shopify/shopify-api";
import type { QuizContent } from "../../app/contract/quiz.ts";
import type { ShopId } from "../../app/contract/shop.ts";
import type { Database, Tx } from "../../app/platform/db.server.ts";
import { deriveKey, seal } from "../../app/platform/secret.server.ts";
import { addVersion, createQuiz } from "../../app/quiz/quiz.store.server.ts";
import { createSegment } from "../../app/segment/edit-segment.server.ts";
import { saveSession } from "../../app/shop/session.store.server.ts";
import { filePlace } from "../../app/privacy/compliance.store.server.ts";
import { dataKeyOf, saveInstall } from "../../app/shop/shop.store.server.ts";
import type { AppHome } from "../real-app/real-app.ts";

export const OTHER = "other-shop.myshopify.com";
export const BROKEN = "broken-shop.myshopify.com";
export const UNKNOWN = 987_654;
export const SECRET_OF_OTHER = "their-own-name-for-it";
export const CANARIES = {
  accessToken: "canary-access-token",
  email: "canary-mail@example.com",
  answer: "canary words of a shopper",
  draft: "canary-broken-draft",
};

export interface Ground {
  home: AppHome;
  db: Database;
  content: QuizContent;
}

/** An installed shop with one of everything. */
export async function seedShop(
  { home, db, content }: Ground,
  domain: string,
  name: string,
): Promise<Record<string, number>> {
  const now = new Date();
  const secret = home.env.CANDOR_SECRET ?? "";
  const ids = await db.transaction(async (tx) => {
    const shop = await saveInstall(tx, domain, "", deriveKey(secret, "shop data keys"), now);
    const id = await createQuiz(tx, shop.id, { handle: `quiz-of-${name}`, kind: "quiz", draft: content }, now);
    const text = { type: "text", id: "words", text: "Anything?", required: true, maxLength: 200 } as const;
    const versionOf = { ...content, questions: [text] };
    await addVersion(tx, shop.id, { id }, { id: `words-of-${name}`, content: versionOf }, now);
    const person = { shopId: shop.id, customerId: name.length + "0042", createdAt: now };
    const profile = await tx.profile.create({ data: person });
    const expires = new Date(now.getTime() + 20 * 3_600_000);
    const session = { id: `offline_${domain}`, shop: domain, state: "", isOnline: false, scope: "", expires };
    const key = deriveKey(secret, "shopify sessions");
    await saveSession(tx, new Session({ ...session, accessToken: CANARIES.accessToken }), key, now);
    return { shop: shop.id, $quizId: id, $profileId: profile.id, $requestId: await seedRequest(tx, shop, secret, now) };
  });
  const rule = { kind: "trait", key: "recipient", is: ["her"] };
  const segment = await createSegment(db, () => now, ids.shop, { name: `segment of ${name}`, rule });
  return { ...ids, $segmentId: segment.id };
}

/** A customer asked for their data, and the file that answers is there. */
async function seedRequest(tx: Tx, shop: { id: ShopId; domain: string }, secret: string, at: Date): Promise<number> {
  const request = { shopDomain: shop.domain, topic: "customers/data_request", receivedAt: at, doneAt: at } as const;
  const { id } = await tx.complianceRequest.create({ data: { ...request, webhookId: `request of ${shop.domain}` } });
  const key = await dataKeyOf(tx, shop.id, deriveKey(secret, "shop data keys"));
  const fileSealed = seal(key, filePlace(id), JSON.stringify({ told: CANARIES.answer }));
  await tx.complianceRequest.update({ where: { id }, data: { fileSealed } });
  return id;
}

/** In a third shop: its pages fail. */
export async function seedBrokenQuiz(ground: Ground): Promise<number> {
  const { $quizId: id = 0 } = await seedShop(ground, BROKEN, "nobody");
  await ground.db.transaction((tx) => tx.quiz.update({ where: { id }, data: { draft: `{${CANARIES.draft}` } }));
  return id;
}

export const textOf = (rows: unknown) =>
  JSON.stringify(rows, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));

/** What a merchant decides; how far the tags are changes by itself. */
export const SEGMENT_COLUMNS = { id: true, name: true, rule: true, revision: true } as const;

/** Everything of a shop that an attack could change, as one text to compare. */
export async function rowsOfShop(db: Database, shopId: number): Promise<string> {
  const where = { shopId };
  return textOf([
    await db.read.quiz.findMany({ where }),
    await db.read.segment.findMany({ where, select: SEGMENT_COLUMNS }),
    await db.read.profile.findMany({ where, select: { id: true, customerId: true, consent: true } }),
    await db.read.quizResponse.findMany({ where }),
    await db.read.accessLog.findMany({ where }),
  ]);
}
