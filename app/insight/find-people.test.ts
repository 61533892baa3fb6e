import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import type { ShopId } from "../contract/shop.ts";
import { addressHashOf } from "../optin/opt-in.store.server.ts";
import type { Database } from "../platform/db.server.ts";
import type { Tx } from "../platform/db.server.ts";
import { mintKey } from "../platform/secret.server.ts";
import { contactHashOf, profilesSpelling } from "../response/contact.store.server.ts";
import type { AdminClient } from "../shopify/admin.ts";
import { Unreachable } from "../shopify/admin.ts";
import { findPeople } from "./find-people.server.ts";
import { findPeopleByNumber } from "./people.store.server.ts";

const NOW = new Date("2026-05-01T12:00:00Z");
const key = mintKey();

/** Shopify behind its port: finds these customers, whatever is asked, and keeps what that was. */
function shopifyThatFinds(ids: string[] | undefined, hasNextPage = false) {
  const asked: unknown[] = [];
  const request = (_document: unknown, variables: unknown) => {
    asked.push(variables);
    if (ids === undefined) return Promise.reject(new Unreachable(1000, "connection refused", true));
    const nodes = ids.map((id) => ({ id: `gid://shopify/Customer/${id}` }));
    return Promise.resolve({ data: { customers: { nodes, pageInfo: { hasNextPage } } }, partialErrors: [] });
  };
  return { asked, admin: { request } as unknown as AdminClient };
}

async function givenPeople() {
  const db = await givenDatabase();
  const [shop, other] = [await givenShop(db, NOW), await givenShop(db, NOW)];
  const person = async (of: ShopId, customerId: string | null, told?: { type: "email" | "phone"; words: string }) => {
    const { id } = await db.transaction((tx) =>
      tx.profile.create({ data: { shopId: of, customerId, consent: "granted", createdAt: NOW } }),
    );
    if (told) await typed(db, of, id, told);
    return id;
  };
  const people = {
    ada: await person(shop, "8012345"),
    bob: await person(shop, "8012346", { type: "phone", words: "07700 900123" }),
    visitor: await person(shop, null, { type: "email", words: "Ada@Example.com" }),
  };
  await person(other, "8012345", { type: "email", words: "ada@example.com" });
  const find = async (words: string, admin?: AdminClient) => {
    const found = await findPeople({ tx: db.read, shop, key, admin }, words);
    return { ...found, people: found.people.map(({ profileId }) => profileId) };
  };
  return { db, shop, find, ...people };
}

async function typed(
  db: Database,
  shopId: ShopId,
  profileId: number,
  { type, words }: { type: "email" | "phone"; words: string },
) {
  const id = randomUUID();
  const walk = { shopId, id, quizId: 1, versionId: "v1", profileId, startedAt: NOW, updatedAt: NOW };
  const contactHash = contactHashOf(key, type, words);
  const answer = { shopId, responseId: id, questionId: "q", options: "null", sequence: 1, at: NOW, contactHash };
  await db.transaction(async (tx) => {
    await tx.quizResponse.create({ data: walk });
    await tx.answer.create({ data: { ...answer, id: randomUUID() } });
  });
}

test("GIVEN names stay in Shopify WHEN a merchant looks for somebody THEN numbers and whole addresses find them, in this shop alone", async () => {
  const { find, ada, bob, visitor } = await givenPeople();
  expect(await find(" 8012345 ")).toEqual({ people: [ada], isMore: false, names: "off" });
  expect((await find("Customer 8012346")).people).toEqual([bob]);
  expect((await find(`visitor ${visitor}`)).people).toEqual([visitor]);
  expect((await find("ada@example.COM")).people).toEqual([visitor]);
  expect((await find("+44 7700 900123")).people).toEqual([bob]);
  for (const nobody of ["801234", "ada@example", "Ada", "bob@example.com", "0"]) {
    expect((await find(nobody)).people, nobody).toEqual([]);
  }
});

test("GIVEN an address was confirmed without any walk kept WHEN it is looked for THEN its owner is found; an unconfirmed one names nobody", async () => {
  const { db, shop, find, ada } = await givenPeople();
  const optIn = { shopId: shop, quizId: 1, addressSealed: "x", language: "en", wordingHash: "h", createdAt: NOW };
  await db.transaction(async (tx) => {
    for (const [address, profileId] of [
      ["eve@example.com", ada],
      ["mal@example.com", null],
    ] as const) {
      const addressHash = addressHashOf(key, address);
      await tx.optIn.create({ data: { ...optIn, responseId: address, mailId: address, addressHash, profileId } });
    }
  });
  expect((await find("eve@example.com")).people).toEqual([ada]);
  expect((await find("mal@example.com")).people).toEqual([]);
});

test("GIVEN the shop shows names WHEN part of one is looked for THEN Shopify is asked, and whom Candor knows is shown", async () => {
  const { find, ada, bob, visitor } = await givenPeople();
  const shopify = shopifyThatFinds(["8012346", "8012345", "99"], true);
  expect(await find("Ad", shopify.admin)).toEqual({ people: [bob, ada], isMore: true, names: "searched" });
  expect(shopify.asked).toEqual([{ query: "ad*", first: 50 }]);
  expect((await find("ada@example.com", shopifyThatFinds([]).admin)).people).toEqual([visitor]);
  const silent = shopifyThatFinds([]);
  expect((await find("()", silent.admin)).people).toEqual([]);
  expect(silent.asked).toEqual([]);
});

test("GIVEN Shopify does not answer WHEN somebody is looked for THEN numbers are found all the same, and it is said", async () => {
  const { find, ada } = await givenPeople();
  const { admin } = shopifyThatFinds(undefined);
  expect(await find("8012345", admin)).toEqual({ people: [ada], isMore: false, names: "unreachable" });
});

test("GIVEN a shop of any size WHEN somebody is looked for THEN each statement seeks in an index and goes through no table", async () => {
  const { db, shop } = await givenPeople();
  const asked: [string, ...unknown[]][] = [];
  const listening = new Proxy(db.read, {
    get: (tx, name) =>
      name === "$queryRawUnsafe"
        ? (...sent: [string]) => {
            asked.push(sent);
            return db.read.$queryRawUnsafe(...sent);
          }
        : (tx as unknown as Record<string | symbol, unknown>)[name],
  }) as unknown as Tx;
  await findPeopleByNumber(listening, shop, { customerIds: ["8012345"], profileIds: [1] });
  await profilesSpelling(listening, shop, ["a"], 50);
  expect(asked.length).toBe(2);
  for (const [text, ...values] of asked) {
    const plan = await db.read.$queryRawUnsafe<{ detail: string }[]>(`EXPLAIN QUERY PLAN ${text}`, ...values);
    const steps = plan.map(({ detail }) => detail);
    expect(steps.filter((step) => step.startsWith("SEARCH")).length).toBeGreaterThan(1);
    // What the caller names, one value after the other, is all that is gone through.
    expect(steps.filter((step) => step.startsWith("SCAN") && !/json_each|SUBQUERY/.test(step))).toEqual([]);
  }
});
