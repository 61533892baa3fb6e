import { randomUUID } from "node:crypto";
import express from "express";
import type { Request, Response } from "express";
import { recordCall } from "../faults/calls.ts";
import { faultOption, strikes } from "../faults/faults.ts";
import { holdOpen, injectHttpFault } from "../faults/inject.ts";
import { findValidToken } from "../oauth/tokens.ts";
import type { TokenRow } from "../oauth/tokens.ts";
import type { Platform } from "../platform.ts";
import { API_VERSION } from "../state.ts";
import { effectiveScopes } from "./access.ts";
import { openBucket } from "./bucket.ts";
import type { Bucket } from "./bucket.ts";
import type { Context, Registry } from "./context.ts";
import { prepare, run } from "./execute.ts";
import type { GraphqlRequest, Prepared } from "./execute.ts";

const MOST_PER_QUERY = 1000;
const DOCS = "https://shopify.dev/api/usage/rate-limits";

interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly requested?: number;
  readonly actual?: number;
}

/** POST /admin/api/2026-07/graphql.json: token, faults, static checks, price, then execution over Shopify's schema. */
export function graphqlRouter(platform: Platform, registry: Registry): express.Router {
  const router = express.Router();
  const bucket = openBucket(platform.state);
  const json = express.json({ limit: "20mb", type: ["application/json", "text/json"] });
  router.post("/admin/api/:version/graphql.json", json, async (request: Request, response: Response) => {
    const started = performance.now();
    const body = readBody(request);
    const call = {
      kind: "graphql" as const,
      operation: body?.operationName ?? nameIn(body?.query),
      rootFields: rootsIn(body?.query),
      started,
    };
    if (
      await injectHttpFault(platform.state, { name: "the Admin API", operation: call.operation, request, response })
    ) {
      recordCall(platform.state, { ...call, status: 0, code: "fault" });
      return;
    }
    const reply = answer(platform, registry, bucket, request, body);
    const code = codeOf(reply.body);
    recordCall(platform.state, {
      ...call,
      status: reply.status,
      code,
      requestedCost: reply.requested ?? null,
      actualCost: reply.actual ?? null,
    });
    const isMutation = /^\s*(#[^\n]*\n\s*)*mutation/.test(body?.query ?? "");
    if (isMutation && reply.status === 200 && strikes(platform.state, "reset-after-apply", call.operation)) {
      request.socket.resetAndDestroy();
      return;
    }
    const held =
      isMutation && reply.status === 200 ? strikes(platform.state, "hang-after-apply", call.operation) : undefined;
    if (held) return holdOpen(faultOption(held, "ms", 60_000), request, response);
    response
      .status(reply.status)
      .set({ "X-Shopify-API-Version": API_VERSION, "X-Request-Id": randomUUID() })
      .json(reply.body);
  });
  return router;
}

const nameIn = (query: string | undefined) => /(?:query|mutation)\s+(\w+)/.exec(query ?? "")?.[1] ?? null;
const rootsIn = (query: string | undefined) =>
  (/(?:query|mutation)[^{]*\{\s*(?:\w+\s*:\s*)?(\w+)/.exec(query ?? "") ?? /^\s*\{\s*(\w+)/.exec(query ?? ""))?.[1] ??
  null;

function codeOf(body: Readonly<Record<string, unknown>>): string | null {
  const errors = body["errors"];
  if (typeof errors === "string") return "HTTP";
  if (!Array.isArray(errors) || errors.length === 0) return null;
  const extensions = (errors[0] as { extensions?: { code?: string } }).extensions;
  return extensions?.code ?? "ERROR";
}

function readBody(request: Request): GraphqlRequest | undefined {
  const body = request.body as { query?: unknown; variables?: unknown; operationName?: unknown } | undefined;
  if (typeof body?.query !== "string") return undefined;
  const variables = typeof body.variables === "object" && body.variables !== null ? body.variables : {};
  return {
    query: body.query,
    variables: variables as Record<string, unknown>,
    operationName: typeof body.operationName === "string" ? body.operationName : undefined,
  };
}

function answer(
  platform: Platform,
  registry: Registry,
  bucket: Bucket,
  request: Request,
  body: GraphqlRequest | undefined,
): Reply {
  if (request.params["version"] !== API_VERSION) {
    const message = `The development store speaks API version ${API_VERSION} only, not ${String(request.params["version"])}`;
    process.stderr.write(`devstore: ${message}\n`);
    return { status: 404, body: { errors: message } };
  }
  const token = authenticate(platform, request);
  if (token === undefined) {
    return {
      status: 401,
      body: { errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" },
    };
  }
  if (body === undefined) return { status: 400, body: { errors: { query: "Required parameter missing or invalid" } } };
  const prepared = prepare(body);
  if ("errors" in prepared) return { status: 200, body: { errors: prepared.errors } };
  return charge(platform, registry, bucket, token, body, prepared);
}

function authenticate(platform: Platform, request: Request): TokenRow | undefined {
  const token = request.header("x-shopify-access-token");
  const row = token === undefined ? undefined : findValidToken(platform.state, token);
  if (row !== undefined && strikes(platform.state, "expire-tokens")) {
    platform.state.sql("UPDATE access_tokens SET expires_ms = 0 WHERE token = ?").run(row.token);
    return undefined;
  }
  return row;
}

function charge(
  platform: Platform,
  registry: Registry,
  bucket: Bucket,
  token: TokenRow,
  body: GraphqlRequest,
  prepared: Prepared,
): Reply {
  const { requested } = prepared;
  if (requested > MOST_PER_QUERY) return { status: 200, body: tooExpensive(requested), requested };
  const cost = (actual: number | null) => ({
    cost: { requestedQueryCost: requested, actualQueryCost: actual, throttleStatus: bucket.status() },
  });
  if (strikes(platform.state, "throttle", body.operationName ?? nameIn(body.query)) || !bucket.take(requested)) {
    const error = { message: "Throttled", extensions: { code: "THROTTLED", documentation: DOCS } };
    return { status: 200, body: { errors: [error], extensions: cost(null) }, requested };
  }
  const context: Context = {
    platform,
    state: platform.state,
    scopes: effectiveScopes(JSON.parse(token.scopes_json) as string[]),
    installationId: token.installation_id,
    search: [],
    unknown: [],
    nulled: nulledField(platform, body),
  };
  const result = run(registry, prepared, body, context);
  const actual = prepared.actual(result.data);
  bucket.giveBack(Math.max(0, requested - actual));
  const search = context.search.length > 0 ? { search: context.search } : {};
  const reply = { ...result, extensions: { ...cost(actual), ...search } };
  return { status: context.unknown.length > 0 ? 501 : 200, body: reply, requested, actual };
}

/** `null-field` with options.field ("Customer.defaultEmailAddress"): that field comes back null, with an error beside it. */
function nulledField(platform: Platform, body: GraphqlRequest): string | undefined {
  const fault = strikes(platform.state, "null-field", body.operationName ?? nameIn(body.query));
  const field = fault && (JSON.parse(fault.options_json) as { field?: unknown }).field;
  return typeof field === "string" ? field : undefined;
}

function tooExpensive(cost: number) {
  const message = `Query cost is ${cost}, which exceeds the single query max cost limit (${MOST_PER_QUERY}).

See https://shopify.dev/concepts/about-apis/rate-limits for more information on how the
cost of a query is calculated.

To query larger amounts of data with fewer limits, bulk operations should be used instead.
See https://shopify.dev/tutorials/perform-bulk-operations-with-admin-api for usage details.
`;
  return {
    errors: [
      { message, extensions: { code: "MAX_COST_EXCEEDED", cost, maxCost: MOST_PER_QUERY, documentation: DOCS } },
    ],
  };
}
