import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestStore } from "./testing/open-store.ts";
import type { TestStore } from "./testing/open-store.ts";
import { IdMap, readRecording, recordingsPresent } from "./testing/recorded.ts";
import type { Json } from "./testing/recorded.ts";
import { sameReply, sayWhenAbsent } from "./testing/replay.ts";

sayWhenAbsent(recordingsPresent);

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore({ scopes: ["write_discounts"] });
});
afterAll(() => store.close());

const LATER = { by_ms: 1_000 };

test.skipIf(!recordingsPresent)("codes added in bulk, as recorded", async () => {
  const recording = readRecording("2026-04_discounts_discount-redeem-code-bulk") as Json & {
    variables: Json;
    requests: Record<string, Json>;
  };
  const ids = new IdMap();
  // Actual costs of codes are not stood in for: data only.
  const replay = (request: string, reply: string, variables?: object) => {
    const { data } = (recording[reply] as { payload: Json }).payload;
    const node = { ...recording.requests[request], ...(variables ? { variables } : {}), response: { data } };
    return sameReply(store, node, ids);
  };
  await replay("create", "create");
  const { discountId, addedCode, lowerAddedCode, seedCode } = recording.variables;
  const read = { id: discountId, exactAddedCode: addedCode, lowerAddedCode, removedCode: seedCode };
  await replay("read", "initialRead", read);
  await replay("add", "add");
  await store.control("POST", "/clock", LATER);
  await replay("read", "readAfterAdd", read);
  await replay("delete", "deleteCodes");
  await replay("read", "readAfterDelete", read);
});

describe("discounts", () => {
  const CREATE = `mutation ($input: DiscountCodeBasicInput!) {
    discountCodeBasicCreate(basicCodeDiscount: $input) { codeDiscountNode { id } userErrors { field message code } } }`;
  const ADD = `mutation ($id: ID!, $codes: [DiscountRedeemCodeInput!]!) {
    discountRedeemCodeBulkAdd(discountId: $id, codes: $codes) { bulkCreation { id done } userErrors { field message code } } }`;
  const READ = `query ($id: ID!) { discountRedeemCodeBulkCreation(id: $id) {
    done codesCount importedCount failedCount codes(first: 250) { nodes { code discountRedeemCode { id } errors { code message } } } } }`;
  const input = {
    title: "Welcome",
    code: "WELCOME",
    startsAt: "2020-01-01T00:00:00Z",
    context: { all: "ALL" },
    customerGets: { value: { percentage: 0.1 }, items: { all: true } },
  };
  type Node = { discountCodeBasicCreate: { codeDiscountNode: { id: string } | null; userErrors: Json[] } };
  type Added = {
    discountRedeemCodeBulkAdd: { bulkCreation: { id: string; done: boolean } | null; userErrors: Json[] };
  };
  const create = async (changes: object) =>
    ((await store.graphql(CREATE, { input: { ...input, ...changes } })).body["data"] as Node).discountCodeBasicCreate;

  test("a code is there once its creation is done; one that is taken says so and the others come", async () => {
    const made = await create({});
    const codes = [{ code: "A-1" }, { code: "welcome" }, { code: "A-2" }];
    const { body } = await store.graphql(ADD, { id: made.codeDiscountNode?.id, codes });
    const { bulkCreation } = (body["data"] as Added).discountRedeemCodeBulkAdd;
    expect(bulkCreation?.done).toBe(false);
    await store.control("POST", "/clock", LATER);
    const read = (await store.graphql(READ, { id: bulkCreation?.id })).body;
    expect(read).toMatchObject({
      data: {
        discountRedeemCodeBulkCreation: {
          done: true,
          codesCount: 3,
          importedCount: 2,
          failedCount: 1,
          codes: {
            nodes: [
              { code: "A-1", errors: [] },
              { code: "welcome", discountRedeemCode: null, errors: [{ code: "TAKEN" }] },
              { code: "A-2", errors: [] },
            ],
          },
        },
      },
    });
  });

  test("what Shopify refuses", async () => {
    expect((await create({})).userErrors).toEqual([
      {
        field: ["basicCodeDiscount", "code"],
        message: "Code must be unique. Please try a different code.",
        code: "TAKEN",
      },
    ]);
    const outside = { customerGets: { value: { percentage: 2 }, items: { all: true } }, code: "TWO" };
    expect((await create(outside)).userErrors).toMatchObject([{ code: "VALUE_OUTSIDE_RANGE" }]);
    const codes = Array.from({ length: 251 }, (_, index) => ({ code: `X${index}` }));
    const many = await store.graphql(ADD, { id: "gid://shopify/DiscountCodeNode/1", codes });
    expect(many.body["errors"]).toMatchObject([{ extensions: { code: "MAX_INPUT_SIZE_EXCEEDED" } }]);
    const nowhere = await store.graphql(ADD, { id: "gid://shopify/DiscountCodeNode/999", codes: [{ code: "Y" }] });
    expect((nowhere.body["data"] as Added).discountRedeemCodeBulkAdd.userErrors).toMatchObject([
      { field: ["discountId"], code: "INVALID" },
    ]);
  });
});
