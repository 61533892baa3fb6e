import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestStore } from "./testing/open-store.ts";
import type { TestStore } from "./testing/open-store.ts";
import { IdMap, readRecording, recordedCase, recordingsPresent } from "./testing/recorded.ts";
import type { Json } from "./testing/recorded.ts";
import { sameReply, sayWhenAbsent } from "./testing/replay.ts";

sayWhenAbsent(recordingsPresent);

const SCOPES = ["write_products", "write_customers", "write_orders", "read_themes", "write_fulfillments"];

describe.skipIf(!recordingsPresent)("replies recorded from Shopify: bulk operations and static checks", () => {
  let store: TestStore;
  // Nothing runs in the background: operations stay as they were created, as in the first recorded replies.
  beforeAll(async () => {
    store = await openTestStore({ scopes: SCOPES });
  });
  afterAll(() => store.close());

  test.each([
    "2026-04_bulk-operations_bulk-operation-run-query-validators",
    "2026-04_bulk-operations_bulk-operation-run-query-user-error-codes",
  ])("%s", async (name) => {
    for (const node of Object.values(readRecording(name)["validations"] as Json)) await sameReply(store, node);
  });

  test("arguments of bulkOperations", async () => {
    const cases = readRecording("2026-04_bulk-operations_bulk-operations-read-arg-validation")["cases"] as Json;
    for (const node of Object.values(cases)) await sameReply(store, node);
  });

  test("five at once; the sixth is told which are in the way", async () => {
    const recording = readRecording("2026-04_bulk-operations_bulk-operation-run-query-concurrency-limit") as Json & {
      successfulRuns: Json[];
      sixthRun: Json;
    };
    const ids: string[] = [];
    for (const node of recording.successfulRuns) {
      const body = await sameReply(store, node);
      ids.push(
        (body as { data: { bulkOperationRunQuery: { bulkOperation: { id: string } } } }).data.bulkOperationRunQuery
          .bulkOperation.id,
      );
    }
    const { query, variables, reply } = recordedCase(recording.sixthRun);
    const { body } = await store.graphql(query ?? "", variables);
    const [recorded] = (reply as { data: { bulkOperationRunQuery: { userErrors: Json[] } } }).data.bulkOperationRunQuery
      .userErrors;
    const [error] = (body as { data: { bulkOperationRunQuery: { userErrors: Json[] } } }).data.bulkOperationRunQuery
      .userErrors;
    const words = (text: unknown) => String(text).replaceAll(/\d+/g, "n");
    expect({ ...error, message: words(error?.["message"]) }).toEqual({
      ...recorded,
      message: words(recorded?.["message"]),
    });
    for (const id of ids) expect(String(error?.["message"])).toContain(id);
    store.state.sql("DELETE FROM bulk_operations").run();
  });

  test("a mutation over a staged file: created, and refused when nothing was uploaded", async () => {
    const recording = readRecording("2026-04_bulk-operations_bulk-operation-run-mutation-created-status") as Json & {
      setup: { stagedUpload: Json; uploadContent: string };
      request: { query: string };
      success: { run: Json };
      missingUpload: { stagedUpload: Json; run: Json };
    };
    const stage = async (node: Json) => {
      const { query, variables } = recordedCase(node);
      const { body } = await store.graphql(query ?? "", variables);
      const [target] = (
        body as {
          data: { stagedUploadsCreate: { stagedTargets: { parameters: { name: string; value: string }[] }[] } };
        }
      ).data.stagedUploadsCreate.stagedTargets;
      return target?.parameters ?? [];
    };
    const recordedKeys = (
      recordedCase(recording.setup.stagedUpload).reply as {
        data: { stagedUploadsCreate: { stagedTargets: { parameters: { name: string }[] }[] } };
      }
    ).data;
    const parameters = await stage(recording.setup.stagedUpload);
    expect(parameters.map((one) => one.name)).toEqual(
      recordedKeys.stagedUploadsCreate.stagedTargets[0]?.parameters.map((one) => one.name),
    );
    const key = parameters.find((one) => one.name === "key")?.value ?? "";
    const form = new FormData();
    for (const { name, value } of parameters) form.append(name, value);
    form.append("file", new Blob([recording.setup.uploadContent]), "variables.jsonl");
    const headers = { "x-forwarded-host": "shopify-staged-uploads.storage.googleapis.com" };
    const uploaded = await fetch(`${store.origin}/`, { method: "POST", body: form, headers });
    expect(uploaded.status).toBe(201);
    const withPath = (node: Json, path: string): Json => ({
      ...node,
      variables: { ...(node["variables"] as Json), path },
    });
    await sameReply(store, withPath(recording.success.run, key));
    const missing = (await stage(recording.missingUpload.stagedUpload)).find((one) => one.name === "key")?.value ?? "";
    await sameReply(store, withPath(recording.missingUpload.run, missing));
  });

  test("static errors of a document", async () => {
    const cases = readRecording("2025-01_admin-platform_graphql-base-validation-unhappy-paths")["cases"] as Json;
    for (const node of Object.values(cases)) await sameReply(store, node);
  });

  test("topics that do not exist, given as literal and as variable", async () => {
    const create = (topic: string, name: string) => `mutation ${name} {
  webhookSubscriptionCreate(topic: ${topic}, webhookSubscription: { uri: "https://example.com/hooks" }) {
    webhookSubscription { id }
    userErrors { field message }
  }
}`;
    const cases = readRecording("2026-04_webhooks_webhook-subscription-topic-enum-validation")["validation"] as Json;
    await sameReply(
      store,
      cases["createBogusTopicRejected"],
      new IdMap(),
      create("NOT_A_REAL_TOPIC", "WebhookSubscriptionBogusTopic"),
    );
    await sameReply(
      store,
      cases["createHiddenTopicRejected"],
      new IdMap(),
      create("CUSTOMER_INTERACTIONS", "WebhookSubscriptionHiddenTopic"),
    );
  });

  test("webhook subscriptions over the API: refusals", async () => {
    const recording = readRecording("2026-04_webhooks_webhook-subscription-conformance") as Json & {
      updateValidation: Json;
    };
    const made = await store.graphql(
      'mutation { webhookSubscriptionCreate(topic: SHOP_UPDATE, webhookSubscription: { uri: "https://example.com/a" }) { webhookSubscription { id } } }',
    );
    const id = (made.body as { data: { webhookSubscriptionCreate: { webhookSubscription: { id: string } } } }).data
      .webhookSubscriptionCreate.webhookSubscription.id;
    const update = `mutation ($id: ID!, $webhookSubscription: WebhookSubscriptionInput!) {
      webhookSubscriptionUpdate(id: $id, webhookSubscription: $webhookSubscription) { webhookSubscription { id } userErrors { field message } } }`;
    for (const name of ["updateBlankUri", "updateHttpUri", "updateInvalidPubSub"]) {
      const node = recording.updateValidation[name] as Json;
      const ids = new IdMap();
      ids.learn((node["variables"] as { id: string }).id, id);
      await sameReply(store, node, ids, update);
    }
  });
});
