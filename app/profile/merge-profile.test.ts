import { expect, test } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import { mergeProfile, profileOfCustomer } from "./profile.store.server.ts";

test("GIVEN two customers on one device WHEN one is to take the other over THEN they stay two people", async () => {
  const db = await givenDatabase();
  const shop = await givenShop(db);
  const merged = await db.transaction(async (tx) => {
    const former = await profileOfCustomer(tx, shop, "42", new Date(0));
    const latter = await profileOfCustomer(tx, shop, "77", new Date(0));
    return mergeProfile(tx, shop, former, latter);
  });
  expect(merged).toBeUndefined();
  expect(await db.read.profile.count({ where: { mergedIntoId: null } })).toBe(2);
});
