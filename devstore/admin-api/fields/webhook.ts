import { nowIso } from "../../clock.ts";
import { API_VERSION, gid, idOfGid } from "../../state.ts";
import { countOf, listTable } from "../connection.ts";
import type { SqlListing } from "../connection.ts";
import { json, text, userError, withType } from "../context.ts";
import type { Args, Context, Registry, Row } from "../context.ts";
import { compileSearch, numberField, textField, timeField } from "../search.ts";
import { findRow, gidField, legacyId, pathOf } from "./shared.ts";

/** Topics whose name on the wire does not follow from the enum. */
const ODD_TOPICS: Readonly<Record<string, string>> = {
  CUSTOMER_TAGS_ADDED: "customer.tags_added",
  CUSTOMER_TAGS_REMOVED: "customer.tags_removed",
  CUSTOMERS_EMAIL_MARKETING_CONSENT_UPDATE: "customers_email_marketing_consent/update",
  CUSTOMERS_MARKETING_CONSENT_UPDATE: "customers_marketing_consent/update",
  BULK_OPERATIONS_FINISH: "bulk_operations/finish",
  CUSTOMERS_PURCHASING_SUMMARY: "customers/purchasing_summary",
  APP_SCOPES_UPDATE: "app/scopes_update",
};

/** ORDERS_CREATE ↔ orders/create. */
function topicOfEnum(name: string): string {
  const odd = ODD_TOPICS[name];
  if (odd !== undefined) return odd;
  const at = name.lastIndexOf("_");
  return `${name.slice(0, at).toLowerCase()}/${name.slice(at + 1).toLowerCase()}`;
}

function enumOfTopic(topic: string): string {
  const odd = Object.entries(ODD_TOPICS).find(([, wire]) => wire === topic);
  return odd ? odd[0] : topic.replace(/[/.]/, "_").toUpperCase();
}

interface Input {
  readonly uri?: string | null;
  readonly callbackUrl?: string | null;
  readonly filter?: string | null;
  readonly includeFields?: readonly string[] | null;
}

/** Texts recorded in webhooks/webhook-subscription-conformance. */
function inputProblems(input: Input): object[] {
  const at = ["webhookSubscription", "callbackUrl"];
  const uri = input.uri ?? input.callbackUrl ?? "";
  if (uri === "") return [userError(at, "Address can't be blank")];
  const protocol = /^(\w+):\/\//.exec(uri)?.[1];
  if (protocol === "pubsub" && !/^pubsub:\/\/[\w-]+:[\w-]+$/.test(uri)) {
    return [
      userError(at, "Address protocol pubsub:// is not supported"),
      userError(at, "Address is not a valid GCP pub/sub format. Format should be pubsub://project:topic"),
    ];
  }
  if (protocol !== undefined && !["https", "pubsub"].includes(protocol)) {
    return [userError(at, `Address protocol ${protocol}:// is not supported`)];
  }
  if (input.filter && !/[\w.]+:\S/.test(input.filter)) {
    const message = "The specified filter is invalid, please ensure you specify the field(s) you wish to filter on.";
    return [userError(["webhookSubscription"], message)];
  }
  return [];
}

function create(args: Args, context: Context): object {
  const input = args["webhookSubscription"] as Input;
  const errors = inputProblems(input);
  if (errors.length > 0) return { webhookSubscription: null, userErrors: errors };
  const now = nowIso();
  const row = context.state
    .sql(
      `INSERT INTO webhook_subscriptions (topic, uri, source, filter, include_fields_json, created_at, updated_at)
       VALUES (?, ?, 'api', ?, ?, ?, ?) RETURNING *`,
    )
    .get(
      topicOfEnum(String(args["topic"])),
      input.uri ?? input.callbackUrl,
      input.filter ?? null,
      JSON.stringify(input.includeFields ?? []),
      now,
      now,
    );
  return { webhookSubscription: withType("WebhookSubscription", row), userErrors: [] };
}

function findOwn(context: Context, id: unknown): Row | null {
  const row = findRow(
    context,
    "WebhookSubscription",
    "webhook_subscriptions",
    idOfGid("WebhookSubscription", String(id)),
  );
  return row?.["source"] === "api" ? row : null;
}

const missing = () => [userError(["id"], "Webhook subscription does not exist")];

function update(args: Args, context: Context): object {
  const existing = findOwn(context, args["id"]);
  if (existing === null) return { webhookSubscription: null, userErrors: missing() };
  const input = args["webhookSubscription"] as Input;
  const given = input.uri ?? input.callbackUrl;
  const errors = inputProblems({
    ...input,
    uri: given === undefined || given === null ? text(existing, "uri") : given,
  });
  if (errors.length > 0) return { webhookSubscription: null, userErrors: errors };
  const row = context.state
    .sql(
      "UPDATE webhook_subscriptions SET uri = ?, filter = ?, include_fields_json = ?, updated_at = ? WHERE id = ? RETURNING *",
    )
    .get(
      given ?? existing["uri"],
      input.filter === undefined ? existing["filter"] : input.filter,
      input.includeFields ? JSON.stringify(input.includeFields) : existing["include_fields_json"],
      nowIso(),
      existing["id"],
    );
  return { webhookSubscription: withType("WebhookSubscription", row), userErrors: [] };
}

/** Only what was made over the API is listed; the toml's own are not (recorded: webhook-subscription-conformance, notes). */
function list(context: Context, args: Args, path: (string | number)[]): SqlListing {
  const fields = {
    id: numberField("webhook_subscriptions.id"),
    topic: textField("webhook_subscriptions.topic"),
    created_at: timeField("webhook_subscriptions.created_at", "created_at"),
    updated_at: timeField("webhook_subscriptions.updated_at", "updated_at"),
  };
  const search = compileSearch(context, args["query"], fields, path);
  const where = ["webhook_subscriptions.source = 'api'"];
  const params: unknown[] = [];
  if (Array.isArray(args["topics"])) {
    const topics = (args["topics"] as string[]).map(topicOfEnum);
    where.push(`webhook_subscriptions.topic IN (${topics.map(() => "?").join(", ")})`);
    params.push(...topics);
  }
  const uri = args["uri"] ?? args["callbackUrl"];
  if (typeof uri === "string") {
    where.push("webhook_subscriptions.uri = ?");
    params.push(uri);
  }
  return listTable("WebhookSubscription", "webhook_subscriptions", {
    where: search ? [...where, search.sql] : where,
    params: search ? [...params, ...search.params] : params,
    reverse: args["reverse"] === true,
  });
}

export const webhookFields: Registry = {
  WebhookSubscription: {
    id: gidField("WebhookSubscription"),
    legacyResourceId: legacyId,
    topic: (row) => enumOfTopic(text(row, "topic")),
    callbackUrl: (row) => row["uri"],
    endpoint: (row) => ({ __typename: "WebhookHttpEndpoint", callbackUrl: row["uri"] }),
    format: () => "JSON",
    includeFields: (row) => json(row, "include_fields_json"),
    metafieldNamespaces: () => [],
    metafields: () => [],
    name: () => null,
    apiVersion: () => ({ __typename: "ApiVersion", handle: API_VERSION, displayName: API_VERSION, supported: true }),
  },
  QueryRoot: {
    webhookSubscription: (_row, args, context) => findOwn(context, args["id"]),
    webhookSubscriptions: (_row, args, context, info) => list(context, args, pathOf(info)),
    webhookSubscriptionsCount: (_row, args, context, info) => ({
      __typename: "Count",
      count: countOf(context.state, list(context, args, pathOf(info))),
      precision: "EXACT",
    }),
  },
  Mutation: {
    webhookSubscriptionCreate: (_row, args, context) => create(args, context),
    webhookSubscriptionUpdate: (_row, args, context) => update(args, context),
    webhookSubscriptionDelete: (_row, args, context) => {
      const existing = findOwn(context, args["id"]);
      if (existing === null) return { deletedWebhookSubscriptionId: null, userErrors: missing() };
      context.state.sql("DELETE FROM webhook_subscriptions WHERE id = ?").run(existing["id"]);
      return { deletedWebhookSubscriptionId: gid("WebhookSubscription", text(existing, "id")), userErrors: [] };
    },
  },
};
