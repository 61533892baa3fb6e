import { Session } from "@shopify/shopify-api";
import type { OfflineSession, OfflineSessions } from "../shopify/access-token.server.ts";
import type { Database } from "../platform/db.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { findSession, saveSession } from "./session.store.server.ts";

/** As Shopify's library names them. */
const idOf = (domain: string) => `offline_${domain}`;

/** Offline sessions for those who call Shopify, with a lease so that one process at a time refreshes. */
export function offlineSessions(db: Database, key: Key): OfflineSessions {
  return {
    async find(domain) {
      const session = await findSession(db.read, idOf(domain), key);
      if (session?.accessToken === undefined) return undefined;
      const { accessToken, expires, refreshToken, refreshTokenExpires } = session;
      return { accessToken, expires, refreshToken, refreshExpires: refreshTokenExpires };
    },
    async claimRefresh(domain, now, until) {
      const claimed = await db.transaction((tx) =>
        tx.session.updateMany({
          where: { id: idOf(domain), OR: [{ refreshUntil: null }, { refreshUntil: { lte: now } }] },
          data: { refreshUntil: until },
        }),
      );
      return claimed.count === 1;
    },
    async saveRefreshed(domain, spent, renewed, now) {
      await db.transaction(async (tx) => {
        const stored = await findSession(tx, idOf(domain), key);
        if (stored?.accessToken !== spent.accessToken) return;
        await saveSession(tx, withTokens(stored, renewed), key, now);
        await tx.session.updateMany({ where: { id: idOf(domain) }, data: { refreshUntil: null } });
      });
    },
    async endClaim(domain) {
      await db.transaction((tx) =>
        tx.session.updateMany({ where: { id: idOf(domain) }, data: { refreshUntil: null } }),
      );
    },
  };
}

function withTokens(session: Session, renewed: OfflineSession): Session {
  const { accessToken, expires, refreshToken, refreshExpires } = renewed;
  return new Session({
    ...session.toObject(),
    accessToken,
    expires,
    refreshToken,
    refreshTokenExpires: refreshExpires,
  });
}
