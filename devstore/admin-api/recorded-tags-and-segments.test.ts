import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestStore } from "./testing/open-store.ts";
import type { TestStore } from "./testing/open-store.ts";
import { IdMap, readRecording, recordingsPresent } from "./testing/recorded.ts";
import type { Json } from "./testing/recorded.ts";
import { sameReply, sayWhenAbsent } from "./testing/replay.ts";

sayWhenAbsent(recordingsPresent);

const SCOPES = ["write_products", "write_customers", "write_orders", "read_themes"];

describe.skipIf(!recordingsPresent)("replies recorded from Shopify: tags and segments", () => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openTestStore({ scopes: SCOPES });
  });
  afterAll(() => store.close());

  const productWith = async (title: string, tags: readonly string[]) => {
    const { body } = await store.graphql(
      "mutation ($product: ProductCreateInput!) { productCreate(product: $product) { product { id } userErrors { field message } } }",
      { product: { title, status: "DRAFT", tags } },
    );
    return (body as { data: { productCreate: { product: { id: string } } } }).data.productCreate.product.id;
  };

  test("a record that is not there", async () => {
    for (const node of Object.values(
      readRecording("2025-01_admin-platform_admin-platform-tags-not-found")["cases"] as Json,
    )) {
      await sameReply(store, node);
    }
  });

  test("tags are split at commas, compared without case, sorted", async () => {
    const cases = readRecording("2025-01_products_tags-normalization-parity")["tagNormalization"] as Json;
    for (const one of Object.values(cases) as {
      seedProduct: { id: string; title: string; tags: string[] };
      mutation: Json;
    }[]) {
      const ids = new IdMap();
      ids.learn(one.seedProduct.id, await productWith(one.seedProduct.title, one.seedProduct.tags));
      await sameReply(store, one.mutation, ids);
    }
  });

  test("tags that are added are read back", async () => {
    const recording = readRecording("2025-01_products_tags-add-parity") as Json & {
      seedProduct: { id: string; title: string; tags: string[] };
      mutation: Json;
      delayedDownstreamRead: Json;
    };
    const ids = new IdMap();
    ids.learn(recording.seedProduct.id, await productWith(recording.seedProduct.title, recording.seedProduct.tags));
    const add = `mutation ($id: ID!, $tags: [String!]!) {
      tagsAdd(id: $id, tags: $tags) { node { ... on Product { id tags } } userErrors { field message } } }`;
    await sameReply(store, recording.mutation, ids, add);
    const read = `query ($id: ID!, $query: String!) { product(id: $id) { id tags }
      products(first: 10, query: $query) { edges { cursor node { id tags } } nodes { id tags }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }
      productsCount(query: $query) { count precision } }`;
    await sameReply(store, recording.delayedDownstreamRead, ids, read);
  });

  test.each([
    "2025-01_segments_segments-user-errors-shape",
    "2025-01_segments_segment-lifecycle-validation",
    "2025-01_segments_segment-create-update-query-grammar",
    "2025-01_segments_customer-segment-members-query-lifecycle",
  ])("%s", async (name) => {
    const ids = new IdMap();
    for (const node of readRecording(name)["cases"] as unknown[]) {
      await sameReply(store, node, ids);
    }
  });

  test("a segment that is not there is NOT_FOUND", async () => {
    const [call] = readRecording("2025-01_segments_segments-baseline")["upstreamCalls"] as {
      response: { body: Json };
    }[];
    const recorded = (call?.response.body["errors"] as Json[])[0];
    const { body } = await store.graphql(
      '{ missingSegment: segment(id: "gid://shopify/Segment/999999999999") { id } }',
    );
    expect((body["errors"] as Json[])[0]).toMatchObject({
      message: recorded?.["message"],
      extensions: recorded?.["extensions"],
      path: recorded?.["path"],
    });
    expect(body["data"]).toEqual({ missingSegment: null });
  });
});
