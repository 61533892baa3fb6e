import { isEnumType } from "graphql";
import type { GraphQLSchema } from "graphql";

/** Any one of these lets an app listen to a topic; empty: none is needed. Only the topic's description in Shopify's schema says so. */
export function scopesOfTopic(schema: GraphQLSchema, topic: string): string[] {
  const topics = schema.getType("WebhookSubscriptionTopic");
  if (!isEnumType(topics)) throw new Error("the schema has no webhook topics");
  const name = topic.replace(/[/.]/g, "_").toUpperCase();
  const value = topics.getValue(name);
  if (!value) throw new Error(`shopify.app.toml: there is no webhook topic ${topic}`);
  const [, required = ""] =
    /Requires (?:the|at least one of the following scopes:)([^.]*)/.exec(value.description ?? "") ?? [];
  return required.match(/\b(?:read|write)_\w+/g) ?? [];
}

/** Shopify refuses an app that listens to what it may not know. */
export function faultsOfTopics(schema: GraphQLSchema, topics: readonly string[], asked: readonly string[]): string[] {
  return topics.flatMap((topic) => {
    const needed = scopesOfTopic(schema, topic);
    if (needed.length === 0 || needed.some((scope) => asked.includes(scope))) return [];
    return [`shopify.app.toml lacks a scope: ${needed.join(" or ")}, for the webhook ${topic}`];
  });
}
