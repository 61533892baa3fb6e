import { systemClock } from "./platform/clock.ts";
import { keepCostly } from "./platform/keep-costly.ts";
import { openDatabase } from "./platform/db.server.ts";
import { readEnv } from "./platform/env.server.ts";
import { createLog } from "./platform/log.server.ts";
import { readAside } from "./platform/read-aside.server.ts";
import { deriveKey, keyFromText } from "./platform/secret.server.ts";

/** What the web process has once: everything below takes these as arguments. */
export const env = readEnv();
export const clock = systemClock;
export const log = createLog(env.LOG_LEVEL);
export const db = await openDatabase(env.DATABASE_FILE);

/** For screens that count: of a large shop that takes a second, in which the hot door goes on. */
export const counting = readAside(db.read, env.DATABASE_FILE);

/** Figures of a large shop, for a moment. */
export const keep = keepCostly(clock);

export const keys = {
  /** Wraps each shop's data key. */
  master: deriveKey(env.CANDOR_SECRET, "shop data keys"),
  session: deriveKey(env.CANDOR_SECRET, "shopify sessions"),
  responseToken: deriveKey(env.CANDOR_SECRET, "response tokens"),
  downloadLink: deriveKey(env.CANDOR_SECRET, "download links"),
  /** Tells one network of a day from another, for caps. */
  client: deriveKey(env.CANDOR_SECRET, "clients of a day"),
  /** Shopify signs with it. */
  shopify: keyFromText(env.SHOPIFY_API_SECRET),
  tombstone: deriveKey(env.CANDOR_SECRET, "tombstones"),
};
