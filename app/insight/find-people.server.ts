import type { ShopId } from "../contract/shop.ts";
import { searchCustomers } from "../customer/search-customers.server.ts";
import { isMailable } from "../optin/opt-in.ts";
import { addressHashOf, profilesAt } from "../optin/opt-in.store.server.ts";
import type { Tx } from "../platform/db.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { phoneHashesOf, profilesSpelling } from "../response/contact.store.server.ts";
import type { AdminClient } from "../shopify/admin.ts";
import { findPeopleByNumber } from "./people.store.server.ts";
import type { PersonLine } from "./people.store.server.ts";

/** One screen of people; who is looked for among more is looked for more closely. */
const MOST = 50;

export interface PeopleFound {
  people: PersonLine[];
  isMore: boolean;
  /** Shopify searched its names, could not be asked just now, or may not be asked (the shop's setting). */
  names: "searched" | "unreachable" | "off";
}

/** As screens call people who have no name there: "Customer 8012345", "Visitor 12"; a bare number is Shopify's. */
function numbersIn(words: string): { customerIds: string[]; profileIds: number[] } {
  const [, customerId] = /^(?:customer\s+)?(\d{1,20})$/i.exec(words) ?? [];
  const [, visitor] = /^visitor\s+(\d{1,15})$/i.exec(words) ?? [];
  return { customerIds: customerId ? [customerId] : [], profileIds: visitor ? [Number(visitor)] : [] };
}

/**
 * People by what a merchant remembers of them. Names lie at Shopify, so Shopify is asked (`admin`, where the shop shows contacts);
 * here are numbers, and keyed hashes of addresses and phone numbers that somebody typed as a whole. Each step costs what it finds.
 */
export async function findPeople(
  { tx, shop, key, admin }: { tx: Tx; shop: ShopId; key: Key; admin: AdminClient | undefined },
  words: string,
): Promise<PeopleFound> {
  const said = words.trim();
  const { customerIds, profileIds } = numbersIn(said);
  const inShopify = admin && (await searchCustomers(admin, said, MOST));
  const typed = isMailable(said) ? [addressHashOf(key, said)] : phoneHashesOf(key, said);
  const people = await findPeopleByNumber(tx, shop, {
    customerIds: [...customerIds, ...(inShopify?.ids ?? [])],
    profileIds: [
      ...profileIds,
      ...(await profilesSpelling(tx, shop, typed, MOST)),
      ...(await profilesAt(tx, shop, typed, MOST)),
    ],
  });
  return {
    people: people.slice(0, MOST),
    isMore: inShopify?.isMore === true || people.length > MOST,
    names: admin === undefined ? "off" : inShopify === undefined ? "unreachable" : "searched",
  };
}
