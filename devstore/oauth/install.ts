import { isoOf, nowIso, nowMs } from "../clock.ts";
import type { Platform } from "../platform.ts";
import type { InstallationRow, State } from "../state.ts";
import { findInstallation, gid, readSetting } from "../state.ts";
import { enqueueWebhook } from "../webhooks/enqueue.ts";

/** Setting `grant:<scope>` = '1' grants an optional scope, '0' takes any scope away (control: POST /scopes). */
export function grantedScopes(platform: Platform): string[] {
  const optional = platform.config.optionalScopes.filter(
    (scope) => readSetting(platform.state, `grant:${scope}`) === "1",
  );
  const denied = (scope: string) => readSetting(platform.state, `grant:${scope}`) === "0";
  return [...platform.config.scopes.filter((scope) => !denied(scope)), ...optional];
}

/**
 * Managed install: Shopify installs the app with the scopes of shopify.app.toml; no OAuth redirect.
 * Calling it again brings scopes and subscriptions up to date, as a deploy would.
 */
export function installApp(platform: Platform): InstallationRow {
  const { state } = platform;
  return state.db.transaction(() => {
    const known = findInstallation(state);
    const scopes = JSON.stringify(grantedScopes(platform));
    if (known === undefined) {
      state
        .sql("INSERT INTO installations (client_id, scopes_json, installed_at) VALUES (?, ?, ?)")
        .run(platform.config.clientId, scopes, nowIso());
    } else if (known.scopes_json !== scopes) {
      state.sql("UPDATE installations SET scopes_json = ? WHERE id = ?").run(scopes, known.id);
    }
    registerSubscriptions(platform);
    const installed = findInstallation(state);
    if (installed === undefined) throw new Error("the installation vanished");
    if (known !== undefined && known.scopes_json !== scopes) {
      enqueueWebhook(state, "app/scopes_update", installed.id, {
        previous: JSON.parse(known.scopes_json) as string[],
        current: JSON.parse(scopes) as string[],
      });
    }
    return installed;
  })();
}

function registerSubscriptions(platform: Platform): void {
  const { state } = platform;
  state.sql("DELETE FROM webhook_subscriptions WHERE source <> 'api'").run();
  const insert = state.sql(
    `INSERT INTO webhook_subscriptions (topic, uri, source, filter, include_fields_json, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const now = nowIso();
  for (const subscription of platform.config.subscriptions) {
    insert.run(
      subscription.topic,
      subscription.uri,
      subscription.compliance ? "compliance" : "toml",
      subscription.filter ?? null,
      JSON.stringify(subscription.includeFields),
      now,
      now,
    );
  }
}

/** Uninstall: tokens die at once, the app-data metafields go, app/uninstalled is sent; shop/redact follows 48 h later. */
export function uninstallApp(state: State): void {
  state.db.transaction(() => {
    const installation = findInstallation(state);
    if (installation === undefined) return;
    enqueueWebhook(state, "app/uninstalled", installation.id);
    state.sql("UPDATE access_tokens SET revoked_ms = ? WHERE revoked_ms IS NULL").run(nowMs());
    state.sql("UPDATE installations SET uninstalled_at = ? WHERE id = ?").run(isoOf(nowMs()), installation.id);
    state.sql("DELETE FROM metafields WHERE owner_gid = ?").run(gid("AppInstallation", installation.id));
    state.sql("DELETE FROM webhook_subscriptions WHERE source = 'api'").run();
  })();
}
