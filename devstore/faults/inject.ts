import type { Request, Response } from "express";
import type { State } from "../state.ts";
import { faultOption, strikes } from "./faults.ts";

/**
 * Troubles that strike before anything is done: answers the request itself and says true. `throttle` and
 * `reset-after-apply` belong to GraphQL and are handled there.
 */
export async function injectHttpFault(
  state: State,
  on: string,
  request: Request,
  response: Response,
): Promise<boolean> {
  const hang = strikes(state, "hang");
  if (hang) {
    await Promise.race([
      delay(faultOption(hang, "ms", 60_000)),
      new Promise((resolve) => request.once("close", resolve)),
    ]);
    response.destroy();
    return true;
  }
  if (strikes(state, "reset-before-apply")) {
    request.socket.resetAndDestroy();
    return true;
  }
  const limited = strikes(state, "429");
  if (limited) {
    response.status(429).set("Retry-After", String(faultOption(limited, "retry_after", 2).toFixed(1)));
    response.json({
      errors: "Exceeded 2 calls per second for api client. Reduce request rates to resume uninterrupted service.",
    });
    return true;
  }
  const broken = strikes(state, "5xx");
  if (broken) {
    response.status(faultOption(broken, "status", 502)).json({ errors: "Internal Server Error" });
    return true;
  }
  if (strikes(state, "html")) {
    response
      .status(503)
      .type("html")
      .send(`<!doctype html><title>Something went wrong</title><p>${on} is unavailable</p>`);
    return true;
  }
  return false;
}

const delay = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms).unref());
