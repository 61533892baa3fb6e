import { nowMs } from "../clock.ts";
import type { State } from "../state.ts";

export interface Call {
  kind: "graphql" | "token" | "download" | "upload";
  operation?: string | null;
  rootFields?: string | null;
  status: number;
  code?: string | null;
  requestedCost?: number | null;
  actualCost?: number | null;
  started: number;
}

/** Keeps one line per call that reached Shopify's side: tests ask the control server for them. */
export function recordCall(state: State, call: Call): void {
  state
    .sql(
      `INSERT INTO api_calls (at_ms, kind, operation, root_fields, status, error_code, requested_cost, actual_cost, duration_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      nowMs(),
      call.kind,
      call.operation ?? null,
      call.rootFields ?? null,
      call.status,
      call.code ?? null,
      call.requestedCost ?? null,
      call.actualCost ?? null,
      performance.now() - call.started,
    );
}
