import type { Request, Response } from "express";
import type { State } from "../state.ts";
import { faultOption, strikes } from "./faults.ts";

export interface FaultyCall {
  readonly name: string;
  readonly operation: string | null;
  readonly request: Request;
  readonly response: Response;
}

/** Holds the request open until the caller gives up, then cuts it. */
export async function holdOpen(ms: number, request: Request, response: Response): Promise<void> {
  await Promise.race([delay(ms), new Promise((resolve) => request.once("close", resolve))]);
  response.destroy();
}

/**
 * Troubles that strike before anything is done: answers the request itself and says true. `throttle` and
 * `reset-after-apply` belong to GraphQL and are handled there.
 */
export async function injectHttpFault(state: State, call: FaultyCall): Promise<boolean> {
  const { request, response, operation } = call;
  const hang = strikes(state, "hang", operation);
  if (hang) {
    await holdOpen(faultOption(hang, "ms", 60_000), request, response);
    return true;
  }
  if (strikes(state, "reset-before-apply", operation)) {
    request.socket.resetAndDestroy();
    return true;
  }
  const limited = strikes(state, "429", operation);
  if (limited) {
    response.status(429).set("Retry-After", String(faultOption(limited, "retry_after", 2).toFixed(1)));
    response.json({
      errors: "Exceeded 2 calls per second for api client. Reduce request rates to resume uninterrupted service.",
    });
    return true;
  }
  const broken = strikes(state, "5xx", operation);
  if (broken) {
    response.status(faultOption(broken, "status", 502)).json({ errors: "Internal Server Error" });
    return true;
  }
  if (strikes(state, "html", operation)) {
    response
      .status(503)
      .type("html")
      .send(`<!doctype html><title>Something went wrong</title><p>${call.name} is unavailable</p>`);
    return true;
  }
  return false;
}

const delay = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms).unref());
