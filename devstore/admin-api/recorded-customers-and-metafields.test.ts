import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestStore } from "./testing/open-store.ts";
import type { TestStore } from "./testing/open-store.ts";
import { IdMap, readRecording, recordedCase, recordingsPresent } from "./testing/recorded.ts";
import type { Json } from "./testing/recorded.ts";
import { sameReply, sayWhenAbsent } from "./testing/replay.ts";

sayWhenAbsent(recordingsPresent);

const CUSTOMER = "customer { id email note tags } userErrors { field message }";
const CONSENT = `customer { id firstName lastName displayName email
  defaultEmailAddress { emailAddress marketingState marketingOptInLevel marketingUpdatedAt }
  defaultPhoneNumber { phoneNumber marketingState marketingOptInLevel marketingUpdatedAt marketingCollectedFrom } }`;

describe.skipIf(!recordingsPresent)("replies recorded from Shopify: customers and metafields", () => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openTestStore({ scopes: ["write_products", "write_customers"] });
  });
  afterAll(() => store.close());

  test("limits of tags and notes", async () => {
    const recording = readRecording("2025-01_customers_customer-tag-note-limits-parity");
    const create = `mutation ($input: CustomerInput!) { customerCreate(input: $input) { ${CUSTOMER} } }`;
    const update = `mutation ($input: CustomerInput!) { customerUpdate(input: $input) { ${CUSTOMER} } }`;
    const ids = new IdMap();
    for (const name of ["commaSplit", "caseDedupe", "tooManyTags", "tooLongNoteCreate"])
      await sameReply(store, recording[name], ids, create);
    await sameReply(store, recording["tooLongNoteUpdate"], ids, update);
    const read = (recording["commaSplit"] as Json)["downstreamRead"];
    await sameReply(store, read, ids, "query ($id: ID!) { customer(id: $id) { id email note tags } }");
  });

  test("marketing consent", async () => {
    const recording = readRecording("2026-04_customers_customer-email-marketing-consent-update-parity") as Json & {
      precondition: Json;
      validation: { unknownCustomer: Json; matrix: Json[]; matrixPreconditions: Record<string, Json> };
    };
    const ids = new IdMap();
    const { transitionCustomer, phoneOnlyCustomer, missingLevelCustomer } = recording.validation.matrixPreconditions;
    const before = [
      recordedCase(recording.precondition).reply,
      transitionCustomer,
      phoneOnlyCustomer,
      missingLevelCustomer,
    ];
    for (const recorded of before) {
      const known = (
        recorded as { data: { customerCreate: { customer: Record<string, string | null> & { id: string } } } }
      ).data.customerCreate.customer;
      const phone = (known["defaultPhoneNumber"] as unknown as { phoneNumber: string } | null)?.phoneNumber;
      const input = { firstName: known["firstName"], lastName: known["lastName"], email: known["email"], phone };
      const { body } = await store.graphql(
        "mutation ($input: CustomerInput!) { customerCreate(input: $input) { customer { id } } }",
        { input },
      );
      ids.learn(
        known.id,
        (body as { data: { customerCreate: { customer: { id: string } } } }).data.customerCreate.customer.id,
      );
    }
    const update = `mutation Consent(
  $input: CustomerEmailMarketingConsentUpdateInput!) {
  customerEmailMarketingConsentUpdate(input: $input) { ${CONSENT} userErrors { field message code } }
}`;
    await sameReply(store, recording["mutation"], ids, update);
    await sameReply(store, recording.validation.unknownCustomer, ids, update);
    for (const node of recording.validation.matrix.filter((one) => "data" in recordedCase(one).reply)) {
      const { query: _none, ...rest } = recordedCase(node);
      const { body } = await store.graphql(update, ids.translate(rest.variables));
      const expected = withoutPhone(ids.translate(rest.reply));
      expect({ name: node["name"], data: withoutPhone(body)["data"], words: messages(body) }).toEqual({
        name: node["name"],
        data: expected["data"],
        words: messages(expected),
      });
    }
    for (const node of recording.validation.matrix.filter((one) => !("data" in recordedCase(one).reply))) {
      const { variables, reply } = recordedCase(node);
      const { body } = await store.graphql(update, ids.translate(variables));
      expect(messages(body)).toEqual(messages(reply));
    }
  });

  test("consent given with a new customer", async () => {
    const validation = readRecording("2026-07_customers_customer-input-inline-consent-parity")["validation"] as Json;
    for (const name of [
      "createEmailConsentMissingEmail",
      "createSmsConsentMissingPhone",
      "createWhatsAppConsentMissingPhone",
    ]) {
      const { variables, reply } = recordedCase(validation[name]);
      const { body } = await store.graphql(
        `mutation ($input: CustomerInput!) { customerCreate(input: $input) { customer { id } userErrors { field message } } }`,
        variables,
      );
      expect(body["data"]).toEqual(reply["data"]);
    }
  });

  test("metafield values: what is stored, and what is refused", async () => {
    const recording = readRecording("2025-01_metafields_metafieldsSet-value-type-fidelity") as Json & {
      setup: { createProduct: Json };
      acceptedSet: Json;
      downstreamRead: Json;
      invalidCases: Json;
    };
    const set = `mutation ($metafields: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $metafields) {
      metafields { namespace key type value jsonValue } userErrors { field message code elementIndex } } }`;
    const ids = new IdMap();
    await sameReply(
      store,
      recording.setup.createProduct,
      ids,
      "mutation ($product: ProductCreateInput!) { productCreate(product: $product) { product { id title } userErrors { field message } } }",
    );
    await sameReply(store, recording.acceptedSet, ids, set);
    for (const node of Object.values(recording.invalidCases)) await sameReply(store, node, ids, set);
    const { variables, reply } = recordedCase(recording.downstreamRead);
    const read = `query ($id: ID!, $namespace: String!) { product(id: $id) {
      metafields(first: 20, namespace: $namespace) { nodes { namespace key type value jsonValue } } } }`;
    expect((await store.graphql(read, ids.translate(variables))).body["data"]).toEqual(reply["data"]);
  });

  test("more than 25 metafields at once", async () => {
    const { mutation } = readRecording("2025-01_products_metafields-set-over-limit-parity") as { mutation: Json };
    const set =
      "mutation ($metafields: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $metafields) { metafields { id } userErrors { field message code elementIndex } } }";
    await sameReply(store, mutation, new IdMap(), set);
  });
});

/** The published schema lists enum values by alphabet, the server in its own order: the lists are compared sorted. */
const sorted = (text: string): string =>
  text.replaceAll(
    /(one of: )([A-Z_, ]+)/g,
    (_all, lead: string, list: string) => lead + list.split(", ").sort().join(", "),
  );

const messages = (body: Json): unknown =>
  JSON.parse(
    JSON.stringify(body["errors"] ?? [], (key, value: unknown) => {
      if (key === "locations" || key === "path" || key === "value") return undefined;
      return typeof value === "string" ? sorted(value) : value;
    }),
  );

/** Between two recorded replies the phone's consent changed by a mutation that the store does not have. */
const withoutPhone = (body: Json): Json =>
  JSON.parse(JSON.stringify(body, (key, value: unknown) => (key === "defaultPhoneNumber" ? undefined : value))) as Json;
