import type { AdminClient } from "../shopify/admin.ts";
import { ShopParked, Unreachable } from "../shopify/admin.ts";
import { fromGid, toGid } from "../shopify/gid.ts";
import { FindContacts } from "./contact.documents.ts";

export interface Contact {
  name: string;
  email: string | null;
}

/** Names and e-mails of the customers on screen, live from Shopify. Without an answer the page shows numbers instead. */
export async function findContacts(admin: AdminClient, customerIds: string[]): Promise<Map<string, Contact>> {
  if (customerIds.length === 0) return new Map();
  try {
    const { data } = await admin.request(FindContacts, { ids: customerIds.map((id) => toGid("Customer", id)) });
    return new Map(
      data.nodes.flatMap((node) => {
        if (node === null || !("displayName" in node)) return [];
        const id = fromGid("Customer", node.id);
        return id === undefined
          ? []
          : [[id, { name: node.displayName, email: node.defaultEmailAddress?.emailAddress ?? null }]];
      }),
    );
  } catch (error) {
    if (error instanceof ShopParked || error instanceof Unreachable) return new Map();
    throw error;
  }
}
