import type { IncomingMessage, ServerResponse } from "node:http";
import { clock, counting, db, env, keys, log } from "./db.server.ts";
import type { Answer } from "./platform/http-body.server.ts";
import { parseJson, readBody, replyJson, replyPage, requireJson } from "./platform/http-body.server.ts";
import { mintUuid } from "./platform/id.ts";
import { openInbox } from "./platform/inbox.server.ts";
import type { InboxNews } from "./platform/inbox.server.ts";
import { Refusal } from "./platform/refusal.ts";
import { answerIncentive } from "./response/answer-incentive.server.ts";
import type { AnswerIncentiveDeps } from "./response/answer-incentive.server.ts";
import { receiveResponse } from "./response/receive-response.server.ts";
import type { ReceiveDeps } from "./response/receive-response.server.ts";
import { clientAddress, networkHash } from "./platform/client-address.server.ts";
import { deviceOf } from "./response/device.ts";
import { receiveSurvey } from "./response/receive-survey.server.ts";
import { createDoorCache } from "./response/door-cache.server.ts";
import { createStorefront } from "./storefront.server.ts";
import { verifyProxy } from "./shopify/proxy.server.ts";
import { verifySessionToken } from "./shopify/session-token.server.ts";
import { verifyWebhook, webhookJson } from "./shopify/webhook.server.ts";

type Door = (request: IncomingMessage, query: string) => Promise<{ status: number; body: object }>;

const ANSWER_BYTES = 64 * 1024;
const WEBHOOK_BYTES = 8 * 1024 * 1024;
/** Thank-you pages are served from Shopify's hosts and carry a token of their own: any origin may ask, without cookies. */
const SURVEY_CORS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Headers": "Authorization, Content-Type",
  "Access-Control-Allow-Methods": "POST, OPTIONS",
  "Access-Control-Max-Age": "86400",
};

/** The doors that must be fast and must not lose anything: ahead of Remix in the same HTTP server. `news`: what wakes the worker. */
export function startHotDoor(news: InboxNews) {
  const inbox = openInbox(env.inboxFile, news);
  const cache = createDoorCache({ db, counting, clock });
  const storefront = createStorefront(cache, inbox);
  const deps = {
    inbox,
    tokenKey: keys.responseToken,
    clock,
    ...cache,
    ...storefront,
    sendsMail: env.SMTP_URL !== undefined,
  };

  const doors: Record<string, Door> = {
    ...proxyDoors(deps),
    "/webhooks": async (request) => {
      const raw = await readBody(request, WEBHOOK_BYTES);
      const webhook = verifyWebhook(request.headers, raw, keys.shopify);
      const { shop, webhookId } = webhook;
      const verdict = await inbox.append({ kind: "webhook", shop, webhookId, body: webhookJson(webhook) });
      if (verdict === "unavailable") throw new Refusal(503, "try_again", "The webhook could not be saved just now.");
      return { status: 200, body: {} };
    },
    "/checkout/answers": async (request) => {
      const token = verifySessionToken(bearerOf(request), env.SHOPIFY_API_KEY, env.SHOPIFY_API_SECRET, clock());
      const body = parseJson(requireJson(request, await readBody(request, ANSWER_BYTES)));
      return { status: 200, body: await receiveSurvey(deps, token.shop, body) };
    },
  };

  return {
    /** True when the request was one of ours. */
    handle(request: IncomingMessage, response: ServerResponse): boolean {
      const [, path = "", query = ""] = /^([^?]*)\??(.*)$/.exec(request.url ?? "") ?? [];
      if (path === "/healthz") return reply(response, 200, { ok: true });
      const door = Object.hasOwn(doors, path) ? doors[path] : undefined;
      if (door === undefined) {
        const page = storefront.open(request, path, query);
        return page !== undefined && replyWhenReady(response, page);
      }
      const cors = path === "/checkout/answers" ? SURVEY_CORS : {};
      if (request.method === "OPTIONS" && path === "/checkout/answers") return reply(response, 200, {}, cors);
      if (request.method !== "POST") {
        request.resume();
        return reply(response, 405, { error: "method", message: "Use POST." }, { ...cors, Allow: "POST" });
      }
      door(request, query).then(
        (answer) => replyJson(response, answer.status, answer.body, cors),
        (error: unknown) => replyRefusal(response, error, cors),
      );
      return true;
    },
    recorded: inbox.recorded,
    close: inbox.close,
  };
}

/** What a shopper's browser posts through the shop's own address. */
function proxyDoors(deps: ReceiveDeps & Pick<AnswerIncentiveDeps, "shopOf">): Record<string, Door> {
  const places = { masterKey: keys.master, linkKey: keys.downloadLink, appUrl: env.SHOPIFY_APP_URL, read: db.read };
  const open = async (request: IncomingMessage, query: string) => ({
    signed: verifyProxy(query, keys.shopify, clock()),
    body: parseJson(requireJson(request, await readBody(request, ANSWER_BYTES))),
  });
  return {
    "/proxy/responses": async (request, query) => {
      const { signed, body } = await open(request, query);
      const device = deviceOf(request.headers["user-agent"]);
      const address = clientAddress(request, env.FORWARDED_HOPS);
      const client = () => networkHash(keys.client, address, clock());
      return { status: 200, body: await receiveResponse(deps, { ...signed, device, address, client }, body) };
    },
    "/proxy/incentive": async (request, query) => {
      const { signed, body } = await open(request, query);
      return { status: 200, body: await answerIncentive({ ...deps, ...places }, signed.shop, body) };
    },
  };
}

function reply(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): true {
  replyJson(response, status, body, headers);
  return true;
}

function replyWhenReady(response: ServerResponse, page: Promise<Answer>): true {
  page.then(
    (answer) => replyPage(response, answer),
    (error: unknown) => replyRefusal(response, error, {}),
  );
  return true;
}

/** The one mapper from refusals to HTTP at these doors; anything else is a fault: logged once, told without details. */
function replyRefusal(response: ServerResponse, error: unknown, headers: Record<string, string>): void {
  if (error instanceof Refusal) {
    const { code, message, field, status } = error;
    return replyJson(response, status, { error: code, message, ...(field === undefined ? {} : { field }) }, headers);
  }
  const requestId = mintUuid();
  log.error({ err: error, requestId }, "request failed");
  replyJson(response, 500, { error: "fault", message: "Something went wrong on our side.", requestId }, headers);
}

function bearerOf(request: IncomingMessage): string {
  const [, token] = /^Bearer ([\w.-]{1,8000})$/.exec(request.headers.authorization ?? "") ?? [];
  if (token === undefined) throw new Refusal(401, "no_token", "A session token is needed.");
  return token;
}
