import type { AdminClient } from "../shopify/admin.ts";
import { ShopParked, Unreachable } from "../shopify/admin.ts";
import { fromGid } from "../shopify/gid.ts";
import { SearchCustomers } from "./contact.documents.ts";
import { customerQuery } from "./customer-query.ts";

export interface FoundCustomers {
  ids: string[];
  isMore: boolean;
}

/** The customers whom Shopify finds by name, e-mail address or phone number; undefined when it could not be asked just now. */
export async function searchCustomers(
  admin: AdminClient,
  words: string,
  most: number,
): Promise<FoundCustomers | undefined> {
  const query = customerQuery(words);
  if (query === undefined) return { ids: [], isMore: false };
  try {
    const { data } = await admin.request(SearchCustomers, { query, first: most });
    const { nodes, pageInfo } = data.customers;
    return { ids: nodes.flatMap(({ id }) => fromGid("Customer", id) ?? []), isMore: pageInfo.hasNextPage };
  } catch (error) {
    if (error instanceof ShopParked || error instanceof Unreachable) return undefined;
    throw error;
  }
}
