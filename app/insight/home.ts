import { countText } from "./figures.ts";

export type SyncKind = "products" | "customers" | "orders";

export interface SyncView {
  kind: SyncKind;
  state: "waiting" | "exporting" | "loading" | "done" | "failed";
  /** 0 to 1; undefined while nobody knows how much there is. */
  share: number | undefined;
  counted: string;
  /** Bytes read and to be read, while both are known: the page works out the time from how they grow. */
  bytes: { done: number; total: number } | undefined;
  error: string | undefined;
}

export interface SyncRow {
  kind: string;
  state: string;
  objectCount: number;
  loadedLines: number;
  loadedBytes: number;
  totalBytes: number | null;
  error: string | null;
}

const kinds: readonly SyncKind[] = ["products", "customers", "orders"];
const states = ["waiting", "exporting", "loading", "done", "failed"] as const;

function counted(row: SyncRow, state: SyncView["state"]): string {
  switch (state) {
    case "waiting":
      return "Waiting to start";
    case "exporting":
      return row.objectCount > 0
        ? `Shopify has gathered ${countText(row.objectCount)} records`
        : "Shopify is gathering them";
    case "loading":
      return row.objectCount > 0
        ? `${countText(Math.min(row.loadedLines, row.objectCount))} of ${countText(row.objectCount)} records read`
        : `${countText(row.loadedLines)} records read`;
    case "done":
      return `${countText(row.loadedLines)} records read`;
    case "failed":
      return `Stopped after ${countText(row.loadedLines)} records`;
  }
}

function viewOf(kind: SyncKind, row: SyncRow | undefined): SyncView {
  if (!row) {
    return {
      kind,
      state: "waiting",
      share: undefined,
      counted: "Waiting to start",
      bytes: undefined,
      error: undefined,
    };
  }
  const state = states.find((one) => one === row.state) ?? "waiting";
  const total = row.totalBytes ?? 0;
  const loading = state === "loading" && total > 0;
  const share = state === "done" ? 1 : loading ? Math.min(1, row.loadedBytes / total) : undefined;
  const bytes = loading ? { done: row.loadedBytes, total } : undefined;
  return { kind, state, share, counted: counted(row, state), bytes, error: row.error ?? undefined };
}

/** Products, customers and orders, in this order, whether their reading has begun or not. */
export const syncViews = (rows: readonly SyncRow[]): SyncView[] =>
  kinds.map((kind) =>
    viewOf(
      kind,
      rows.find((row) => row.kind === kind),
    ),
  );

export interface HomeFigures {
  /** Last 30 days, without tests and what was flagged. */
  started: number;
  finished: number;
  /** Profiles that agreed to be remembered. */
  remembered: number;
  segments: number;
}

export interface HistoryView {
  orders: string;
  customers: string;
  from: string | undefined;
  to: string | undefined;
  all: boolean;
}

export interface HomeView {
  shop: string;
  syncs: SyncView[];
  syncing: boolean;
  /** None while it is being read. */
  history: HistoryView | undefined;
  figures: HomeFigures;
  publishedQuiz: { id: number; handle: string; title: string } | undefined;
  anyQuiz: { id: number } | undefined;
  parked: string | undefined;
  clientId: string;
  domain: string;
  /** The server's time of this view, in milliseconds. */
  at: number;
}
