import { expect, test } from "vitest";
import { loadAdminSchema } from "../admin-api/schema.ts";
import { readAppConfig } from "../app-config.ts";
import { faultsOfTopics } from "./topic-scopes.ts";

const { schema } = loadAdminSchema();

test("GIVEN a webhook that needs a scope WHEN the app does not ask for it THEN it is refused", () => {
  expect(faultsOfTopics(schema, ["customers/merge"], ["read_customers"])).toEqual([
    "shopify.app.toml lacks a scope: read_customer_merge, for the webhook customers/merge",
  ]);
  expect(faultsOfTopics(schema, ["orders/create"], [])).toHaveLength(1);
  expect(faultsOfTopics(schema, ["orders/create"], ["read_marketplace_orders"])).toEqual([]);
  expect(faultsOfTopics(schema, ["app/uninstalled", "customer.tags_added"], ["read_customers"])).toEqual([]);
  expect(() => faultsOfTopics(schema, ["customers/dance"], [])).toThrow("there is no webhook topic customers/dance");
});

test("the app asks for what its webhooks need", () => {
  const { subscriptions, scopes } = readAppConfig();
  const topics = subscriptions.filter(({ compliance }) => !compliance).map(({ topic }) => topic);
  expect(faultsOfTopics(schema, topics, scopes)).toEqual([]);
});
