import { setTimeout as sleepFor } from "node:timers/promises";
import { ClientError, GraphQLClient } from "graphql-request";
import type { Clock } from "../platform/clock.ts";
import type { Random } from "../platform/id.ts";
import type { AccessTokens } from "./access-token.server.ts";
import { DocumentRefused, ShopParked, Unreachable } from "./admin.ts";
import type { AdminClient, AdminReply, TypedDocument } from "./admin.ts";
import { backOff, judge, judgeFailure } from "./reply.ts";
import type { Cost, Verdict } from "./reply.ts";
import { heard, spend, unknownBucket, waitFor } from "./throttle.ts";

const API_VERSION = "2026-07";

export interface AdminSetup {
  tokens: AccessTokens;
  clock: Clock;
  random: Random;
  sleep?: (ms: number, signal?: AbortSignal) => Promise<unknown>;
  timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;
const RETRIES = 3;
/** Longer waits are the queue's: the job runs again later and others go first. */
const LONGEST_WAIT_MS = 20_000;
const LATER_MS = 15_000;

/** Clients by shop domain, each with a throttle of its own: one shop's waiting never holds up another's (F11). */
export function adminClients(setup: AdminSetup): (domain: string) => AdminClient {
  const clients = new Map<string, AdminClient>();
  return (domain) => {
    const known = clients.get(domain);
    if (known) return known;
    const client = createClient(setup, domain);
    clients.set(domain, client);
    return client;
  };
}

type Sleep = NonNullable<AdminSetup["sleep"]>;
const defaultSleep: Sleep = (ms, signal) => sleepFor(ms, undefined, { signal });

function createClient(setup: AdminSetup, domain: string): AdminClient {
  const gate = createGate(setup.clock, setup.sleep ?? defaultSleep);
  return {
    request: <T, V>(document: TypedDocument<T, V>, variables: V, { signal }: { signal?: AbortSignal } = {}) =>
      sendUntilAnswered<T>({ setup, domain, gate, document, variables, signal }),
  };
}

interface Call {
  setup: AdminSetup;
  domain: string;
  gate: Gate;
  document: Omit<TypedDocument<unknown, unknown>, "types">;
  variables: unknown;
  signal: AbortSignal | undefined;
}

async function sendUntilAnswered<T>(call: Call): Promise<AdminReply<T>> {
  const { setup, domain, document, signal } = call;
  const sleep = setup.sleep ?? defaultSleep;
  let refused: string | undefined;
  let waited = 0;
  for (let retry = 1; ;) {
    let token: string | undefined;
    const verdict = await call.gate.pass(document.name, signal, async () => {
      // Only now: while the call waited for its turn, the shop may have left.
      token = await setup.tokens.accessToken(domain, refused);
      return send(call, token);
    });
    switch (verdict.kind) {
      case "data":
        return { data: verdict.data as T, partialErrors: verdict.partialErrors };
      case "throttled":
        waited += verdict.waitMs;
        if (waited > LONGEST_WAIT_MS) throw new Unreachable(verdict.waitMs, "Shopify throttles this shop", true);
        await sleep(verdict.waitMs, signal);
        break;
      case "trouble": {
        const mayRepeat = document.idempotent || verdict.applied === "no";
        const wait = Math.max(verdict.waitMs, backOff(retry, setup.random()));
        if (!mayRepeat || retry > RETRIES || wait > LONGEST_WAIT_MS) {
          throw new Unreachable(Math.max(verdict.waitMs, LATER_MS), verdict.why, verdict.applied === "no");
        }
        retry += 1;
        await sleep(wait, signal);
        break;
      }
      case "unauthorized":
        if (refused !== undefined)
          throw new ShopParked("token-refused", "Shopify refuses a token that it has just given.");
        refused = token;
        break;
      case "forbidden":
        throw new ShopParked("scope-lost", "Shopify no longer lets Candor read or write in this shop.");
      case "unavailable":
        throw new ShopParked("shop-unavailable", verdict.why);
      case "refused":
        throw new DocumentRefused(document.name, verdict.errors);
    }
  }
}

/** One HTTP exchange, never longer than the time-out (F14). */
async function send({ setup, domain, document, variables, signal }: Call, token: string): Promise<Verdict> {
  const timeout = AbortSignal.timeout(setup.timeoutMs ?? TIMEOUT_MS);
  const client = new GraphQLClient(`https://${domain}/admin/api/${API_VERSION}/graphql.json`, {
    errorPolicy: "all",
    headers: { "X-Shopify-Access-Token": token, "Content-Type": "application/json", Accept: "application/json" },
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  });
  const now = () => setup.clock().getTime();
  try {
    const reply = await client.rawRequest(document.source, variables as Record<string, unknown>);
    const { status, data, errors, extensions } = reply;
    return judge({ status, retryAfter: null, data, errors, extensions }, now());
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof ClientError)) return judgeFailure(error);
    // Its message quotes request and reply: read the parts and let it go.
    const { status, data, errors, extensions, headers } = error.response;
    const retryAfter = headers instanceof Headers ? headers.get("retry-after") : null;
    return judge({ status, retryAfter, data, errors, extensions }, now());
  }
}

interface Gate {
  /** Waits for its turn and for enough of the bucket, then sends and learns from the reply. */
  pass(name: string, signal: AbortSignal | undefined, send: () => Promise<Verdict>): Promise<Verdict>;
}

const FIRST_GUESS = 30;

function createGate(clock: Clock, sleep: Sleep): Gate {
  const now = () => clock().getTime();
  let bucket = unknownBucket(now());
  let inFlight = 0;
  let closedUntil = 0;
  const costs = new Map<string, number>();
  let turn: Promise<unknown> = Promise.resolve();

  async function take(cost: number, signal: AbortSignal | undefined): Promise<void> {
    const wait = () => Math.max(closedUntil - now(), waitFor(bucket, cost, now()));
    for (let ms = wait(); ms > 0; ms = wait()) await sleep(ms, signal);
    bucket = spend(bucket, cost, now());
    inFlight += cost;
  }
  function learn(name: string, cost: Cost | undefined): void {
    if (cost === undefined) return;
    bucket = heard(cost.status, inFlight, now());
    if (cost.requested > 0) costs.set(name, cost.requested);
  }
  return {
    async pass(name, signal, send) {
      const cost = costs.get(name) ?? FIRST_GUESS;
      const mine = turn.then(() => take(cost, signal));
      turn = mine.catch(() => undefined);
      await mine;
      let verdict: Verdict;
      try {
        verdict = await send();
      } finally {
        inFlight -= cost;
      }
      if (verdict.kind === "data" || verdict.kind === "throttled") learn(name, verdict.cost);
      // Told to wait, everybody at this gate waits.
      if (verdict.kind === "throttled") closedUntil = now() + verdict.waitMs;
      return verdict;
    },
  };
}
