import { Session } from "@shopify/shopify-api";
import type { SessionParams } from "@shopify/shopify-api";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import type { Clock } from "../platform/clock.ts";
import type { Database, Tx } from "../platform/db.server.ts";
import { open, seal } from "../platform/secret.server.ts";
import type { Key } from "../platform/secret.server.ts";

const place = (id: string) => `Session.sealed/${id}`;

export async function saveSession(tx: Tx, session: Session, key: Key, now: Date): Promise<void> {
  const row = {
    shop: session.shop,
    isOnline: session.isOnline,
    expires: session.expires ?? null,
    sealed: seal(key, place(session.id), JSON.stringify(session.toObject())),
    updatedAt: now,
  };
  await tx.session.upsert({ where: { id: session.id }, create: { id: session.id, ...row }, update: row });
}

export async function findSession(tx: Tx, id: string, key: Key): Promise<Session | undefined> {
  const row = await tx.session.findUnique({ where: { id } });
  if (row === null) return undefined;
  const saved: unknown = JSON.parse(open(key, place(id), row.sealed));
  const params = saved as SessionParams & { refreshTokenExpires?: string };
  // JSON made strings of the dates.
  return new Session({
    ...params,
    ...(row.expires === null ? {} : { expires: row.expires }),
    ...(params.refreshTokenExpires === undefined ? {} : { refreshTokenExpires: new Date(params.refreshTokenExpires) }),
  });
}

/** The token that Shopify no longer takes counts as ended; its refresh token is kept. */
export async function expireSession(tx: Tx, domain: string, now: Date): Promise<void> {
  await tx.session.updateMany({
    where: { shop: domain, isOnline: false, expires: { gt: now } },
    data: { expires: now },
  });
}

/** When Shopify last gave us a token for this shop: at that time Candor was installed there. */
export async function lastGrantAt(tx: Tx, domain: string): Promise<Date | undefined> {
  const newest = await tx.session.findFirst({
    where: { shop: domain },
    orderBy: { updatedAt: "desc" },
    select: { updatedAt: true },
  });
  return newest?.updatedAt;
}

/** Shopify's sessions with their tokens encrypted; the library's own storage keeps them in clear. */
export function sessionStorage(db: Database, key: Key, clock: Clock): SessionStorage {
  return {
    async storeSession(session) {
      await db.transaction((tx) => saveSession(tx, session, key, clock()));
      return true;
    },
    loadSession: (id) => findSession(db.read, id, key),
    async deleteSession(id) {
      await db.transaction((tx) => tx.session.deleteMany({ where: { id } }));
      return true;
    },
    async deleteSessions(ids) {
      await db.transaction((tx) => tx.session.deleteMany({ where: { id: { in: ids } } }));
      return true;
    },
    async findSessionsByShop(shop) {
      const rows = await db.read.session.findMany({ where: { shop }, select: { id: true } });
      const sessions = await Promise.all(rows.map((row) => findSession(db.read, row.id, key)));
      return sessions.filter((session) => session !== undefined);
    },
  };
}

export async function forgetSessions(tx: Tx, shopDomain: string): Promise<void> {
  await tx.session.deleteMany({ where: { shop: shopDomain } });
}
