import { changeTags } from "../admin-api/tags.ts";
import { nowIso } from "../clock.ts";
import { gid } from "../state.ts";
import type { State } from "../state.ts";
import { enqueueWebhook } from "../webhooks/enqueue.ts";

/** Whatever names a customer follows the one who is kept. Log-ins end with the account. */
const FOLLOW = ["orders", "refunds", "discount_uses", "carts", "checkouts"] as const;

/** "Merge customers": orders and tags go to the one that is kept, the other is gone. Returns what is wrong, if anything. */
export function mergeCustomers(state: State, keptId: number, goneId: number): string | undefined {
  return state.db.transaction(() => {
    const gone = state.sql("SELECT tags_json FROM customers WHERE id = ?").get(goneId) as
      { tags_json: string } | undefined;
    if (gone === undefined || keptId === goneId) return "Choose another customer, by the number on their page.";
    const tagged = changeTags(state, "Customer", keptId, { add: JSON.parse(gone.tags_json) as string[] });
    if (tagged === undefined) return "There is no such customer.";
    if (tagged.error !== undefined) return tagged.error;
    for (const table of FOLLOW)
      state.sql(`UPDATE ${table} SET customer_id = ? WHERE customer_id = ?`).run(keptId, goneId);
    state.sql("DELETE FROM customer_sessions WHERE customer_id = ?").run(goneId);
    state.sql("DELETE FROM customers WHERE id = ?").run(goneId);
    state.sql("UPDATE customers SET updated_at = ? WHERE id = ?").run(nowIso(), keptId);
    enqueueWebhook(state, "customers/merge", keptId, {
      admin_graphql_api_customer_kept_id: gid("Customer", keptId),
      admin_graphql_api_customer_deleted_id: gid("Customer", goneId),
      admin_graphql_api_job_id: null,
      status: "completed",
      errors: [],
    });
    return undefined;
  })();
}
