import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { adminFor } from "./admin.server.ts";
import { clock, db, env, keys, log } from "./db.server.ts";
import { refreshProduct } from "./catalog/refresh-product.job.server.ts";
import { mergeCustomers } from "./customer/merge-customers.job.server.ts";
import { removeAllTags } from "./customer/remove-all-tags.job.server.ts";
import { syncCustomer } from "./customer/sync-customer.job.server.ts";
import { subscribeCustomer } from "./customer/subscribe-customer.job.server.ts";
import { syncNativeSegment } from "./customer/sync-native-segment.job.server.ts";
import { giveIncentive } from "./incentive/claim-incentive.server.ts";
import { fillCodes } from "./incentive/fill-codes.job.server.ts";
import { retireCodes } from "./incentive/retire-codes.job.server.ts";
import { sendOptIn } from "./optin/send-opt-in.job.server.ts";
import { refreshCustomer } from "./order/refresh-customer.job.server.ts";
import { refreshOrder } from "./order/refresh-order.job.server.ts";
import { syncHistory } from "./order/sync-history.job.server.ts";
import { systemRandom } from "./platform/id.ts";
import { createInboxReader } from "./platform/inbox-reader.server.ts";
import type { JobHandlers } from "./platform/job.ts";
import { WORKER_STOPS_WITHIN_MS } from "./platform/keep-worker.server.ts";
import { createMailer } from "./platform/mail.server.ts";
import { createQueue } from "./platform/queue.server.ts";
import { createRush } from "./platform/rush.ts";
import { answerDataRequest } from "./privacy/answer-data-request.job.server.ts";
import { forgetOld } from "./privacy/forget-old.server.ts";
import { redactCustomer } from "./privacy/redact-customer.job.server.ts";
import { redactShop } from "./privacy/redact-shop.job.server.ts";
import { defineTraits } from "./profile/define-traits.job.server.ts";
import { pushQuiz } from "./quiz/push-quiz.job.server.ts";
import { arrivalRecorder } from "./response/record-arrival.server.ts";
import { joinSurvey } from "./response/record-survey.server.ts";
import { forgetExpired } from "./response/forget-expired.server.ts";
import { retimeTraits } from "./response/retime-traits.job.server.ts";
import { buildSegment } from "./segment/build-segment.job.server.ts";
import { recheckDue } from "./segment/recheck-profiles.server.ts";
import { settleProfile, settleTogether } from "./segment/settle-profile.job.server.ts";
import { refreshShop } from "./shop/refresh-shop.job.server.ts";
import { recordWebhook } from "./webhooks.server.ts";

/** The worker process: records arrivals, runs jobs, wakes what time alone changes. The one place that joins job names to handlers. */

const mailer = createMailer(env.SMTP_URL, env.MAIL_FROM);

const handlers: JobHandlers = {
  "settle-profile": settleProfile,
  "build-segment": buildSegment,
  "merge-customers": (run) => mergeCustomers(run, adminFor, keys.tombstone),
  "sync-customer": (run) => syncCustomer(run, adminFor),
  "sync-native-segment": (run) => syncNativeSegment(run, adminFor),
  "sync-history": (run) =>
    syncHistory(run, { adminFor, databaseFile: env.DATABASE_FILE, tombstoneKey: keys.tombstone }),
  "refresh-customer": (run) => refreshCustomer(run, adminFor, keys.tombstone),
  "refresh-order": (run) => refreshOrder(run, adminFor, keys.tombstone),
  "refresh-product": (run) => refreshProduct(run, adminFor),
  "push-quiz": (run) => pushQuiz(run, adminFor),
  "define-traits": defineTraits,
  "retime-traits": retimeTraits,
  "refresh-shop": (run) => refreshShop(run, adminFor),
  "remove-all-tags": removeAllTags,
  "fill-codes": (run) => fillCodes(run, { adminFor, masterKey: keys.master, mintBytes: randomBytes }),
  "give-incentive": giveIncentive,
  "retire-codes": (run) => retireCodes(run, adminFor),
  "send-opt-in": (run) =>
    sendOptIn(run, { mailer, masterKey: keys.master, appUrl: env.SHOPIFY_APP_URL, mintBytes: randomBytes }),
  "subscribe-customer": (run) =>
    subscribeCustomer(run, { adminFor, masterKey: keys.master, tombstoneKey: keys.tombstone }),
  "join-survey": (run) => joinSurvey(run, keys.master),
  "answer-data-request": (run) => answerDataRequest(run, keys.master),
  "redact-customer": (run) => redactCustomer(run, keys.tombstone, keys.master),
  "redact-shop": redactShop,
};

const stopping = new AbortController();
const batches = { "settle-profile": settleTogether };
const queue = createQueue({ db, clock, random: systemRandom, log, handlers, batches });
const inbox = createInboxReader({
  db,
  inboxFile: env.inboxFile,
  key: keys.master,
  log,
  signal: stopping.signal,
  recorders: {
    response: arrivalRecorder(keys.master),
    webhook: (tx, row) => recordWebhook(tx, JSON.parse(row.body), new Date(row.receivedAt), keys),
  },
});

const IDLE_MS = 100;
const RECHECK_EVERY_MS = 500;
let wake = new AbortController();

process.on("message", () => wake.abort());

/** Sleeps until the web process says that something arrived, at most `IDLE_MS`. */
async function idle(): Promise<void> {
  await sleep(IDLE_MS, undefined, { signal: wake.signal }).catch(() => undefined);
  wake = new AbortController();
}

const isRush = createRush(() => clock().getTime());
/** Acknowledging goes first: what waits already may wait a little longer, and is recorded once the rush is over. */
const PAUSE_IN_RUSH_MS = 1_000;

async function recordArrivals(): Promise<void> {
  while (!stopping.signal.aborted) {
    const seq = await inbox
      .recordBatch()
      .catch((err: unknown) => void log.error({ err }, "recording failed, will try again"));
    if (seq === undefined) await idle();
    // A web process that ends just now cannot be told; it asks for nothing any more.
    else process.send?.({ recorded: seq }, () => undefined);
    if (isRush(inbox.newest())) await sleep(PAUSE_IN_RUSH_MS);
  }
}

async function runJobs(): Promise<void> {
  while (!stopping.signal.aborted) {
    const failed = (err: unknown) => log.error({ err }, "running jobs failed, will try again");
    // Jobs run on while the next are claimed; the claims themselves come one after another.
    await queue.startDue().then(({ ended }) => void ended.catch(failed), failed);
    await sleep(IDLE_MS);
  }
}

async function wakeDue(): Promise<void> {
  while (!stopping.signal.aborted) {
    await recheckDue(db, clock, 500).catch((err: unknown) => log.error({ err }, "recheck failed, will try again"));
    await forgetExpired(db, clock, 500).catch((err: unknown) =>
      log.error({ err }, "forgetting failed, will try again"),
    );
    await sleep(RECHECK_EVERY_MS);
  }
}

const FORGET_EVERY_MS = 3_600_000;
/** Some milliseconds, then others have their turn. */
const FORGET_AT_ONCE = 200;
const REST_MS = 20;

const rest = async (): Promise<boolean> => {
  await sleep(REST_MS);
  return !stopping.signal.aborted;
};

async function forgetInTime(): Promise<void> {
  while (!stopping.signal.aborted) {
    await forgetOld({ db, clock }, { limit: FORGET_AT_ONCE, goesOn: rest }).catch((err: unknown) =>
      log.error({ err }, "forgetting failed, will try again"),
    );
    await sleep(FORGET_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
  }
}

/** What is in flight ends, what was only claimed is given back. What takes too long is cut off: nothing is half done, and leases run out. */
async function stop(): Promise<void> {
  if (stopping.signal.aborted) return;
  stopping.abort();
  setTimeout(() => {
    log.error("the worker did not end in time, it is cut off");
    process.exit(1);
  }, WORKER_STOPS_WITHIN_MS);
  await queue.stop();
  mailer?.close();
  await recording;
  inbox.close();
  await db.close();
  process.exit(0);
}
process.on("SIGTERM", () => void stop());
process.on("SIGINT", () => void stop());
// Without its web process nobody wakes or restarts us: end, so that no second worker runs beside the next one.
process.on("disconnect", () => void stop());
// It was gone before we listened.
if (process.connected === false) void stop();

const recording = recordArrivals();
void runJobs();
void wakeDue();
void forgetInTime();
log.info("worker started");
