export type HistoryKind = "products" | "customers" | "orders";
export type HistoryState = "waiting" | "exporting" | "loading" | "done" | "failed";

/** How reading one kind of history stands; a row of SyncRun. */
export interface HistoryRun {
  id: number;
  kind: HistoryKind;
  state: HistoryState;
  operationId: string | null;
  /** What Shopify has counted for its export so far. */
  objectCount: number;
  loadedLines: number;
  loadedBytes: number;
  totalBytes: number | null;
  attempts: number;
  error: string | null;
  reachesFrom: Date | null;
  reachesAll: boolean;
  startedAt: Date;
  updatedAt: Date;
  finishedAt: Date | null;
}

/** Customers come before orders, so that nearly every order finds its profile. */
export const BEFORE: Readonly<Record<HistoryKind, HistoryKind | undefined>> = {
  products: undefined,
  customers: undefined,
  orders: "customers",
};

export const MAX_ATTEMPTS = 6;

/** Reading starts anew after a reinstall, and for orders when the merchant now lets us read all of them. */
export function mustStartAnew(run: HistoryRun, shop: { installedAt: Date; scopes: string }): boolean {
  if (run.state === "waiting") return false;
  return run.startedAt < shop.installedAt || (run.kind === "orders" && readsAll(shop.scopes) && !run.reachesAll);
}

export const readsAll = (scopes: string): boolean => scopes.split(",").includes("read_all_orders");

/** Small exports are ready within a second; long ones need no asking every second (and a webhook wakes us). */
export const pollDelay = (exportingForMs: number): number =>
  Math.min(10_000, Math.max(400, Math.round(exportingForMs / 8)));

/** Doubling from 5 seconds to 10 minutes. */
export const retryDelay = (attempts: number): number => Math.min(600_000, 5_000 * 2 ** Math.max(0, attempts - 1));

/** Part of the way in [0, 1]: exporting is the first half when Shopify does not say how much there is. */
function fractionOf(run: HistoryRun): number {
  switch (run.state) {
    case "waiting":
      return 0;
    case "exporting":
      return 0.1;
    case "loading":
      return 0.5 + (run.totalBytes ? Math.min(1, run.loadedBytes / run.totalBytes) / 2 : 0);
    case "done":
    case "failed":
      return 1;
  }
}

/** Milliseconds that loading will still take at the pace so far; undefined while nobody can know. */
export function remainingMs(run: HistoryRun): number | undefined {
  if (run.state !== "loading" || !run.totalBytes || run.loadedBytes === 0) return undefined;
  const spent = run.updatedAt.getTime() - run.startedAt.getTime();
  const pace = fractionOf(run) / Math.max(1, spent);
  return Math.round((1 - fractionOf(run)) / pace);
}
