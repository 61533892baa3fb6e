import type { MessagePort } from "node:worker_threads";
import type { ShopId } from "../contract/shop.ts";
import type { Key } from "../platform/secret.server.ts";
import type { HistoryKind } from "./history.ts";
import type { Chunk } from "./history-chunk.ts";

// What the three threads of a history load say to each other.

export interface Position {
  bytes: number;
  lines: number;
}

export interface LoadTarget {
  databaseFile: string;
  shop: ShopId;
  runId: number;
  nowMs: number;
  /** How many erased customers the reader knows of. */
  tombstones: number;
}

export type ReadEnd = "complete" | "cut" | "gone" | "corrupt" | "unreachable" | "stopped";

/** From reader to writer. */
export type Delivery =
  { chunk: Chunk; rows: number; from: Position; to: Position } | { end: ReadEnd; why: string | undefined };
/** From writer to reader: a chunk is written and took so long. */
export type Receipt = { ms: number; rows: number };

export interface ReaderData {
  kind: HistoryKind;
  url: string;
  from: Position;
  shop: ShopId;
  nowMs: number;
  /** Hashes of erased customers, and the key to compare with (F39). */
  tombstones: string[];
  tombstoneKey: Key;
  writer: MessagePort;
}

export interface WriterData {
  target: LoadTarget;
  from: Position;
  reader: MessagePort;
  /** Shared counters: see SIGNAL. */
  shared: Int32Array;
}

/** STOP: not 0 = end after this chunk. PULSE: the main thread counts up every few milliseconds while it is free. */
export const SIGNAL = { STOP: 0, PULSE: 1, NEVER: 2, LENGTH: 3 } as const;

/** From writer to the main thread: how far, and at last how it ended. */
export type WriterNews =
  { at: Position } | { outcome: ReadEnd | "lost" | "failed"; at: Position; why?: string | undefined };
