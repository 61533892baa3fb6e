import { findContacts } from "../customer/find-contacts.server.ts";
import type { AdminClient } from "../shopify/admin.ts";

/** The same people with the names that Shopify has for them. */
export async function nameMembers<T extends { customerId: string | null }>(
  admin: AdminClient,
  members: readonly T[],
): Promise<(T & { name: string | undefined })[]> {
  const contacts = await findContacts(
    admin,
    members.flatMap(({ customerId }) => customerId ?? []),
  );
  return members.map((member) => ({ ...member, name: contacts.get(member.customerId ?? "")?.name }));
}
