import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { openTestStore } from "../admin-api/testing/open-store.ts";
import type { TestStore } from "../admin-api/testing/open-store.ts";
import { isoOf, nowMs } from "../clock.ts";

const ORDERS = `{ orders { edges { node { id name customer { id } lineItems { edges { node { id quantity product { id } } } } } } } }`;
const ORDER_COUNT = 60;

interface Operation {
  id: string;
  status: string;
  errorCode: string | null;
  objectCount: string;
  rootObjectCount: string;
  fileSize: string | null;
  url: string | null;
  partialDataUrl: string | null;
}

describe("bulk operations", () => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openTestStore({ background: true });
    const now = isoOf(nowMs());
    const order = store.state.sql(
      `INSERT INTO orders (id, name, subtotal_price, total_price, current_total_price, processed_at, created_at, updated_at)
       VALUES (?, ?, '2.00', '2.00', '2.00', ?, ?, ?)`,
    );
    const line = store.state.sql(
      "INSERT INTO order_lines (order_id, position, title, quantity, current_quantity, price) VALUES (?, ?, 'Mug', 1, 1, '1.00')",
    );
    for (let id = 1; id <= ORDER_COUNT; id += 1) {
      order.run(id, `#${id}`, now, now, now);
      for (const position of [1, 2]) line.run(id, position);
    }
    store.state.sql("INSERT INTO customers (id, created_at, updated_at) VALUES (5, ?, ?)").run(now, now);
  });
  afterAll(() => store.close());
  beforeEach(() => store.control("DELETE", "/faults").then(() => undefined));

  async function finished(query: string): Promise<Operation> {
    const run =
      "mutation ($query: String!) { bulkOperationRunQuery(query: $query, groupObjects: false) { bulkOperation { id } userErrors { message } } }";
    const { body } = await store.graphql(run, { query });
    const { id } = (body as { data: { bulkOperationRunQuery: { bulkOperation: { id: string } } } }).data
      .bulkOperationRunQuery.bulkOperation;
    return await ended(id);
  }

  async function ended(id: string): Promise<Operation> {
    return await vi.waitFor(
      async () => {
        const read =
          "query ($id: ID!) { bulkOperation(id: $id) { id status errorCode objectCount rootObjectCount fileSize url partialDataUrl } }";
        const { body } = await store.graphql(read, { id });
        const operation = (body as { data: { bulkOperation: Operation } }).data.bulkOperation;
        if (["CREATED", "RUNNING", "CANCELING"].includes(operation.status)) throw new Error("not yet");
        return operation;
      },
      { timeout: 50_000, interval: 50 },
    );
  }

  const fetchFile = (url: string | null, headers: Record<string, string> = {}) => {
    const { pathname, search, hostname } = new URL(url ?? "");
    expect(hostname).toBe("storage.googleapis.com");
    return fetch(store.origin + pathname + search, { headers });
  };

  const linesOf = (text: string) =>
    text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { id: string; __parentId?: string });

  test("every order and line is in the file, each line with its parent; counts are strings", async () => {
    const operation = await finished(ORDERS);
    expect(operation).toMatchObject({
      status: "COMPLETED",
      errorCode: null,
      objectCount: String(ORDER_COUNT * 3),
      rootObjectCount: String(ORDER_COUNT),
    });
    const text = await (await fetchFile(operation.url)).text();
    expect(operation.fileSize).toBe(String(Buffer.byteLength(text)));
    const lines = linesOf(text);
    const orders = new Set(lines.filter((line) => line.__parentId === undefined).map((line) => line.id));
    const children = lines.filter((line) => line.__parentId !== undefined);
    expect(orders.size).toBe(ORDER_COUNT);
    expect(children).toHaveLength(ORDER_COUNT * 2);
    expect(children.every((line) => orders.has(line.__parentId ?? ""))).toBe(true);
    const part = await fetchFile(operation.url, { range: "bytes=5-14" });
    expect(part.status).toBe(206);
    expect(await part.text()).toBe(text.slice(5, 15));
  });

  test("nothing found: completed, no file", async () => {
    expect(await finished('{ orders(query: "id:999999") { edges { node { id } } } }')).toMatchObject({
      status: "COMPLETED",
      objectCount: "0",
      url: null,
    });
  });

  test("ordered to fail: FAILED with the part that was written", async () => {
    await store.control("POST", "/faults", { kind: "bulk-failed", count: 1, options: { after: 30 } });
    const operation = await finished(ORDERS);
    expect(operation).toMatchObject({
      status: "FAILED",
      errorCode: "INTERNAL_SERVER_ERROR",
      objectCount: "30",
      url: null,
    });
    expect(linesOf(await (await fetchFile(operation.partialDataUrl)).text())).toHaveLength(30);
    expect(await finished(ORDERS)).toMatchObject({ status: "COMPLETED" });
  });

  test("lines twice, children first, a file cut in mid-line, a URL that expired", async () => {
    await store.control("POST", "/faults", { kind: "jsonl-duplicated", count: 1 });
    const twice = linesOf(await (await fetchFile((await finished(ORDERS)).url)).text());
    expect(twice.length).toBeGreaterThan(new Set(twice.map((line) => line.id)).size);
    await store.control("POST", "/faults", { kind: "jsonl-shuffled", count: 1 });
    const operation = await finished(ORDERS);
    const first = linesOf(await (await fetchFile(operation.url)).text())[0];
    expect(first?.__parentId).toBeDefined();
    await store.control("POST", "/faults", { kind: "jsonl-truncated", count: 1 });
    const cut = await fetchFile(operation.url);
    expect(cut.status).toBe(200);
    expect((await cut.text()).length).toBeLessThan(Number(operation.fileSize));
    expect((await (await fetchFile(operation.url)).text()).length).toBe(Number(operation.fileSize));
    await store.control("POST", "/faults", { kind: "bulk-url-expired", count: 1 });
    expect((await fetchFile(operation.url)).status).toBe(400);
  });

  test("a bulk mutation tags the customers of the staged file", async () => {
    const stage = await store.graphql(
      'mutation { stagedUploadsCreate(input: [{ resource: BULK_MUTATION_VARIABLES, filename: "v.jsonl", mimeType: "text/jsonl", httpMethod: POST }]) { stagedTargets { parameters { name value } } } }',
    );
    const [target] = (
      stage.body as {
        data: { stagedUploadsCreate: { stagedTargets: { parameters: { name: string; value: string }[] }[] } };
      }
    ).data.stagedUploadsCreate.stagedTargets;
    const form = new FormData();
    for (const { name, value } of target?.parameters ?? []) form.append(name, value);
    form.append(
      "file",
      new Blob([
        '{"id":"gid://shopify/Customer/5","tags":["one"]}\n{"id":"gid://shopify/Customer/6","tags":["one"]}\n',
      ]),
      "v.jsonl",
    );
    await fetch(`${store.origin}/`, {
      method: "POST",
      body: form,
      headers: { "x-forwarded-host": "shopify-staged-uploads.storage.googleapis.com" },
    });
    const path = target?.parameters.find((one) => one.name === "key")?.value;
    const mutation =
      "mutation ($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { node { id } userErrors { message } } }";
    const run = await store.graphql(
      "mutation ($mutation: String!, $path: String!) { bulkOperationRunMutation(mutation: $mutation, stagedUploadPath: $path) { bulkOperation { id } userErrors { message } } }",
      { mutation, path },
    );
    const { id } = (run.body as { data: { bulkOperationRunMutation: { bulkOperation: { id: string } } } }).data
      .bulkOperationRunMutation.bulkOperation;
    const text = await (await fetchFile((await ended(id)).url)).text();
    const results = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { __lineNumber: number; data: { tagsAdd: { userErrors: unknown[] } } });
    expect(results.map((result) => [result.__lineNumber, result.data.tagsAdd.userErrors.length])).toEqual([
      [0, 0],
      [1, 1],
    ]);
    expect((await store.control("GET", "/state/customers/5")).body).toMatchObject({ tags: ["one"] });
  });
});
