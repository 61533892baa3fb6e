import { randomBytes, randomUUID } from "node:crypto";
import { pino } from "pino";
import { onTestFinished } from "vitest";
import { subscribeCustomer } from "../../app/customer/subscribe-customer.job.server.ts";
import { Incentive, PublishedQuiz } from "../../app/contract/quiz.ts";
import type { AnswerValue } from "../../app/contract/response.ts";
import type { ShopId } from "../../app/contract/shop.ts";
import { giveIncentive } from "../../app/incentive/claim-incentive.server.ts";
import { confirmAddress, viewConfirmation } from "../../app/incentive/confirm-address.server.ts";
import { fillCodes } from "../../app/incentive/fill-codes.job.server.ts";
import { findDownload } from "../../app/incentive/find-download.server.ts";
import { noteRedemptions } from "../../app/incentive/note-redemptions.server.ts";
import { retireCodes } from "../../app/incentive/retire-codes.job.server.ts";
import { sendOptIn } from "../../app/optin/send-opt-in.job.server.ts";
import { networkHash } from "../../app/platform/client-address.server.ts";
import type { JobHandlers } from "../../app/platform/job.ts";
import { createMailer } from "../../app/platform/mail.server.ts";
import { createQueue } from "../../app/platform/queue.server.ts";
import { enqueue } from "../../app/platform/queue.store.server.ts";
import { mintKey, seal } from "../../app/platform/secret.server.ts";
import { addVersion, createQuiz } from "../../app/quiz/quiz.store.server.ts";
import { answerIncentive } from "../../app/response/answer-incentive.server.ts";
import { answerDataRequest } from "../../app/privacy/answer-data-request.job.server.ts";
import { forgetOld } from "../../app/privacy/forget-old.server.ts";
import { redactCustomer } from "../../app/privacy/redact-customer.job.server.ts";
import { recordResponse } from "../../app/response/record-response.server.ts";
import { mintResponseToken } from "../../app/response/response-token.server.ts";
import { findShop, saveUninstall } from "../../app/shop/shop.store.server.ts";
import type { Topic } from "../../app/shopify/webhook.ts";
import { recordWebhook } from "../../app/webhooks.server.ts";
import { Unreachable } from "../../app/shopify/admin.ts";
import type { AdminClient } from "../../app/shopify/admin.ts";
import { openTestStore, tokenRequest } from "../../devstore/admin-api/testing/open-store.ts";
import { moveClock } from "../../devstore/clock.ts";
import { startMailServer } from "../../devstore/mail/mail-server.ts";
import { givenDatabase, givenShop } from "../database.ts";

const APP_URL = "https://candor.example.com";
export const STATEMENT = "Yes, send me <b>news</b> & offers by e-mail.";

const options = [
  { id: "home", text: "Home" },
  { id: "garden", text: "Garden" },
];
const QUESTIONS = [
  { type: "single", id: "room", text: "Which room?", options },
  { type: "email", id: "mail", text: "Your e-mail?" },
  { type: "consent", id: "news", text: STATEMENT, purpose: "marketing" },
  { type: "consent", id: "agree", text: "May we remember this?", purpose: "personalise" },
];

export interface Walker {
  customerId?: string;
  visitorId?: string;
  remembered?: boolean;
  email?: string;
  news?: boolean;
  network?: string;
  language?: string;
  responseId?: string;
  /** Nothing new but who it is. */
  touch?: boolean;
}

/** The app's rooms at work beside Shopify's side and a mail server, each over its own wire. */
export async function givenRewards(incentive: object | undefined, change: object = {}) {
  const store = await openTestStore();
  const mails = await startMailServer(store.state, 0);
  const mailer = createMailer(`smtp://localhost:${mails.port}`, "Shop <hello@shop.example>");
  const db = await givenDatabase();
  const shop = await givenShop(db, new Date());
  const masterKey = mintKey();
  const key = mintKey();
  const { domain } = await db.read.shop.findUniqueOrThrow({ where: { id: shop } });
  const dataKey = seal(masterKey, `Shop.dataKey/${domain}`, key.export().toString("base64"));
  await db.transaction((tx) =>
    tx.shop.update({
      where: { id: shop },
      data: { dataKey, name: "Gift shop\r\nBcc: all@example.com", marketingSync: true },
    }),
  );
  let offset = 0;
  const clock = () => new Date(Date.now() + offset);
  const pass = (ms: number) => {
    offset += ms;
    moveClock(ms);
  };
  const linkKey = mintKey();
  const tokenKey = mintKey();
  const shopify = shopifyOf(store);
  const sending = { mailer, masterKey, appUrl: APP_URL, mintBytes: randomBytes };
  const adminFor = () => Promise.resolve(shopify.admin);
  const handlers = {
    "fill-codes": (run: never) => fillCodes(run, { adminFor, masterKey, mintBytes: randomBytes }),
    "give-incentive": giveIncentive,
    "retire-codes": (run: never) => retireCodes(run, adminFor),
    "send-opt-in": (run: never) => sendOptIn(run, sending),
    "subscribe-customer": (run: never) => subscribeCustomer(run, { adminFor, masterKey, tombstoneKey: mintKey() }),
    "settle-profile": () => Promise.resolve(),
    "redact-customer": (run: never) => redactCustomer(run, mintKey(), masterKey),
    "answer-data-request": (run: never) => answerDataRequest(run, masterKey),
  } as unknown as JobHandlers;
  const queue = createQueue({ db, clock, random: () => 0, log: pino({ level: "silent" }), handlers });
  onTestFinished(async () => {
    await queue.stop();
    mailer?.close();
    await mails.close();
    await store.close();
    moveClock(-offset);
  });

  const content = {
    title: "Finder",
    language: "en",
    questions: QUESTIONS,
    result: { title: "For you" },
    ...(incentive && { incentive: Incentive.parse(incentive) }),
    ...change,
  };
  let quiz = await publish(content);

  async function publish(wanted: object, known?: number) {
    return db.transaction(async (tx) => {
      const parsed = PublishedQuiz.shape.content.parse(wanted);
      const made = { handle: "finder", kind: "quiz", draft: parsed } as const;
      const quizId = known ?? (await createQuiz(tx, shop, made, clock()));
      const versionId = randomUUID();
      await addVersion(tx, shop, { id: quizId }, { id: versionId, content: parsed }, clock());
      await enqueue(tx, shop, "fill-codes", { quizId }, clock());
      return PublishedQuiz.parse({ versionId, quizId, handle: "finder", kind: "quiz", content: parsed });
    });
  }

  /** Published again with another incentive. */
  async function offer(other: object): Promise<void> {
    quiz = await publish({ ...content, incentive: Incentive.parse(other) }, quiz.quizId);
  }

  /** Runs what is due, with a second passing between, so that waiting jobs come to their turn. */
  async function work(seconds = 6): Promise<void> {
    for (let second = 0; second < seconds; second += 1) {
      await queue.runUntilEmpty();
      pass(1_000);
    }
  }

  const answer = (questionId: string, value: AnswerValue) => ({ answerId: randomUUID(), questionId, value });
  async function finish(walker: Walker): Promise<string> {
    const responseId = walker.responseId ?? randomUUID();
    const given = [
      answer("room", ["home"]),
      answer("mail", walker.email ?? null),
      answer("news", walker.news ?? walker.email !== undefined),
      answer("agree", walker.remembered ?? false),
    ];
    const answers = walker.touch ? [] : given;
    const { versionId } = quiz;
    const at = clock();
    const submitted = {
      responseId,
      versionId,
      answers,
      finished: true,
      ...(walker.visitorId && { visitorId: walker.visitorId }),
      ...(walker.language && { language: walker.language }),
    };
    const client = networkHash(tokenKey, walker.network ?? "203.0.113.7", at);
    const arrived = {
      submitted,
      quiz,
      customerId: walker.customerId,
      client,
      source: "storefront",
      test: false,
      at,
    } as const;
    await db.transaction((tx) => recordResponse(tx, shop, arrived, key));
    return responseId;
  }

  /** What Shopify has to tell the app about a topic, oldest first, arrives. */
  async function deliver(topic: string): Promise<void> {
    const rows = store.state
      .sql("DELETE FROM webhook_deliveries WHERE topic = ? RETURNING webhook_id AS id, payload")
      .all(topic) as { id: string; payload: string }[];
    for (const { id, payload } of rows) await arrive(topic, JSON.parse(payload), id);
  }

  async function arrive(topic: string, payload: unknown, webhookId: string = randomUUID()): Promise<void> {
    const webhook = { topic: topic as Topic, shop: domain, webhookId, payload };
    await db.transaction((tx) => recordWebhook(tx, webhook, clock(), { tombstone: linkKey, master: masterKey }));
  }

  const places = { masterKey, linkKey, appUrl: APP_URL };
  const ask = async (responseId: string, token?: string) => {
    const shopOf = async () => (await findShop(db.read, domain))!;
    const deps = { ...places, read: db.read, tokenKey, clock, shopOf, findVersion: () => Promise.resolve(quiz) };
    const minted = mintResponseToken(tokenKey, domain, quiz.versionId, responseId, clock());
    return answerIncentive(deps, domain, { responseId, versionId: quiz.versionId, token: token ?? minted });
  };
  const link = () => ({ ...places, db, now: clock() });
  return {
    ...{ db, shop: shop as ShopId, domain, store, shopify, quiz, key, clock, pass, work, finish, ask, offer },
    queue,
    view: (token: string) => viewConfirmation(link(), token, "en"),
    confirm: (token: string) => confirmAddress(link(), token),
    download: (url: string) => findDownload(db.read, linkKey, url.split("/").at(-1) ?? "", clock()),
    inbox: () => mailsOf(store),
    leave: () => db.transaction((tx) => saveUninstall(tx, shop, clock())),
    deliver,
    arrive,
    forget: () => forgetOld({ db, clock }, { limit: 10, goesOn: () => Promise.resolve(true) }),
    noteOrder: (payload: object) => db.transaction((tx) => noteRedemptions(tx, shop, payload, clock(), masterKey)),
  };
}

type Store = Awaited<ReturnType<typeof openTestStore>>;

/** Shopify's side over HTTP; a reply that was lost is what the app's own client makes of it. */
function shopifyOf(store: Store) {
  const asked: string[] = [];
  let { token } = store;
  const admin: AdminClient = {
    async request(document, variables) {
      asked.push(document.name);
      const lost = () => new Unreachable(1_000, "no answer", false);
      const send = () =>
        store.graphql(document.source, variables as object, token).catch(() => {
          throw lost();
        });
      let reply = await send();
      if (reply.status === 401) {
        const granted = await store.post("/admin/oauth/access_token", tokenRequest(store.platform));
        token = String(granted.body["access_token"]);
        reply = await send();
      }
      const { body } = reply;
      if (body["data"] == null) throw lost();
      return { data: body["data"] as never, partialErrors: [] };
    },
  };
  return { admin, asked };
}

export interface Mail {
  rcpt_to: string;
  subject: string;
  message_id: string;
  text: string;
  html: string;
  raw: Buffer;
  /** Of the link in it. */
  token: string;
}

function mailsOf(store: Store): Mail[] {
  const rows = store.state.sql("SELECT * FROM mails ORDER BY id").all() as Mail[];
  return rows.map((mail) => ({ ...mail, token: /\/confirm\/([\w-]{43})/.exec(mail.text)?.[1] ?? "" }));
}
