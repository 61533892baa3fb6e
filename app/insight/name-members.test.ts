import { expect, test } from "vitest";
import type { AdminClient } from "../shopify/admin.ts";
import { Unreachable } from "../shopify/admin.ts";
import { nameMembers } from "./name-members.server.ts";

const members = [
  { profileId: 1, customerId: "41" },
  { profileId: 2, customerId: null },
  { profileId: 3, customerId: "42" },
];

/** Shopify behind its port. */
const answering = (reply: () => Promise<unknown>) => ({ request: reply }) as unknown as AdminClient;

test("people have the names that Shopify has for them; whom it does not know, and visitors, have none", async () => {
  const ada = { id: "gid://shopify/Customer/41", displayName: "Ada Love", defaultEmailAddress: null };
  const named = await nameMembers(
    answering(() => Promise.resolve({ data: { nodes: [ada, null] } })),
    members,
  );
  expect(named.map(({ profileId, name }) => [profileId, name])).toEqual([
    [1, "Ada Love"],
    [2, undefined],
    [3, undefined],
  ]);
});

test("GIVEN Shopify does not answer THEN the people are shown by their numbers", async () => {
  const silent = answering(() => Promise.reject(new Unreachable(1000, "connection refused", true)));
  expect((await nameMembers(silent, members)).map(({ name }) => name)).toEqual([undefined, undefined, undefined]);
});
