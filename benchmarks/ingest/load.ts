import autocannon from "autocannon";
import type { Request, Result } from "autocannon";
import type { SubmittedResponse } from "../../app/contract/response.ts";
import type { AppHome } from "../../tests/real-app/real-app.ts";
import { signedPath } from "../../tests/real-app/shopper.ts";

const CONNECTIONS = 100;

/** Every request has a shopper, a body and a signature of its own. Made beforehand: the load must not wait for itself. */
export function prepareRequests(home: AppHome, submissions: SubmittedResponse[], at: Date, first = 0): Request[] {
  return submissions.map((submitted, index) => ({
    method: "POST",
    path: signedPath(home.clientSecret, at, String(7_000_000_000 + first + index)),
    headers: { "content-type": "application/json" },
    body: JSON.stringify(submitted),
  }));
}

/** Sends each request once, over 100 connections that stay open. */
export async function sendAll(home: AppHome, requests: Request[]): Promise<Result> {
  const each = Math.floor(requests.length / CONNECTIONS);
  let connection = 0;
  return autocannon({
    url: home.url,
    connections: CONNECTIONS,
    amount: each * CONNECTIONS,
    setupClient: (client) => {
      client.setRequests(requests.slice(connection * each, (connection + 1) * each));
      connection += 1;
    },
  });
}
