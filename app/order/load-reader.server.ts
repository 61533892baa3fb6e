import { parentPort, workerData } from "node:worker_threads";
import type { MessagePort } from "node:worker_threads";
import { tombstoneOf } from "../profile/tombstone.store.server.ts";
import { CatalogueInHand, CustomersInHand, EMPTY, ORDER } from "./history-chunk.ts";
import type { Chunk, ChunkOptions, InHand } from "./history-chunk.ts";
import { faultIn } from "./history-fault.ts";
import { FileGone, readSegments } from "./history-file.server.ts";
import type { Delivery, Position, ReadEnd, ReaderData, Receipt } from "./load-threads.server.ts";
import { OrdersInHand } from "./orders-in-hand.ts";

/** A thread: downloads, parses and shapes, while another writes. */
const SEGMENT_BYTES = 512 * 1024;
/** Rows that may wait for the writer: more than are sorted together, so that it has work while the next ones are read. */
const ON_THE_WAY = 24_000;
/** Half of what others may wait. Rows that are neighbours in one index are scattered in another: larger transactions share pages. */
const TARGET_MS = 25;
const SMALLEST = 50;
const LARGEST = 4000;

function rowsIn(chunk: Chunk): number {
  switch (chunk.kind) {
    case "orders":
      return chunk.orders.length / ORDER.WIDTH + chunk.far.length;
    case "customers":
      return chunk.customers.length / 3;
    case "products":
      return chunk.products.length;
  }
}

class Sender {
  #onTheWay = 0;
  #msPerRow = 0.03;
  #wake: (() => void) | undefined;
  readonly #port: MessagePort;

  constructor(port: MessagePort) {
    this.#port = port;
    port.on("message", ({ ms, rows }: Receipt) => {
      this.#onTheWay -= rows;
      if (rows > 0) this.#msPerRow += (ms / rows - this.#msPerRow) / 8;
      this.#wake?.();
    });
  }

  /** How many rows the next transaction should have: it takes about as long on any machine. */
  size = (): number => Math.round(Math.min(LARGEST, Math.max(SMALLEST, TARGET_MS / this.#msPerRow)));

  async #send(chunk: Chunk, from: Position, to: Position): Promise<void> {
    while (this.#onTheWay >= ON_THE_WAY) await new Promise<void>((resolve) => (this.#wake = resolve));
    const rows = rowsIn(chunk);
    this.#onTheWay += rows;
    const handedOver = chunk.kind === "orders" ? [chunk.orders.buffer, chunk.lines.buffer] : [];
    this.#port.postMessage({ chunk, rows, from, to } satisfies Delivery, handedOver as ArrayBuffer[]);
  }

  /** The position moves when all of them are written: what was interrupted before is merged with what it had written. */
  async sendAll(chunks: Iterable<Chunk>, from: Position, to: Position): Promise<void> {
    for (const chunk of chunks) await this.#send(chunk, from, from);
    await this.#send(EMPTY, from, to);
  }

  sendEnd = (end: ReadEnd, why?: string): void => this.#port.postMessage({ end, why } satisfies Delivery);
}

function erasedBy({ tombstones, tombstoneKey, shop }: ReaderData): ChunkOptions["isErased"] {
  if (tombstones.length === 0) return () => false;
  const known = new Set(tombstones);
  return (customerId) => known.has(tombstoneOf(tombstoneKey, shop, customerId));
}

function handFor({ kind }: ReaderData, options: ChunkOptions): InHand {
  switch (kind) {
    case "orders":
      return new OrdersInHand(options);
    case "customers":
      return new CustomersInHand(options);
    case "products":
      return new CatalogueInHand();
  }
}

async function readAll(data: ReaderData, sender: Sender, signal: AbortSignal): Promise<ReadEnd> {
  const options = { nowMs: data.nowMs, isErased: erasedBy(data) };
  const hand = handFor(data, options);
  let sent: Position = data.from;
  let read: Position = data.from;
  const flush = async () => {
    await sender.sendAll(hand.drain(sender.size), sent, read);
    sent = read;
  };
  const segments = readSegments(data.url, read.bytes, SEGMENT_BYTES, signal);
  for (;;) {
    const next = await segments.next();
    if (next.done) {
      if (next.value === "complete" || hand.takesParts) await flush();
      return next.value;
    }
    const lines = addAll(hand, next.value.text, data, options, read.lines);
    read = { bytes: read.bytes + next.value.bytes, lines: read.lines + lines };
    if (hand.isFull) await flush();
  }
}

/** A line that is not what was asked for. */
class BadLine extends Error {}

function addAll(hand: InHand, text: string, data: ReaderData, options: ChunkOptions, linesBefore: number): number {
  try {
    return hand.add(text);
  } catch (error) {
    // Once more, one by one: which it is need not be known while all is well.
    const alone = handFor(data, options);
    const lines = text.split("\n");
    const bad = lines.findIndex((line) => !takes(alone, line));
    if (bad === -1) throw error;
    throw new BadLine(`line ${linesBefore + bad + 1} of the file: ${faultIn(data.kind, lines[bad] ?? "")}`);
  }
}

function takes(hand: InHand, line: string): boolean {
  try {
    return hand.add(line) === 1;
  } catch {
    return false;
  }
}

function endOf(error: unknown, signal: AbortSignal): ReadEnd {
  if (signal.aborted) return "stopped";
  if (error instanceof FileGone) return "gone";
  if (error instanceof BadLine) return "corrupt";
  if (error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError) {
    // fetch's own failures are TypeErrors with a cause.
    return error instanceof TypeError && error.cause !== undefined ? "unreachable" : "corrupt";
  }
  return "unreachable";
}

async function main(data: ReaderData): Promise<void> {
  const stop = new AbortController();
  parentPort?.on("message", () => stop.abort());
  const sender = new Sender(data.writer);
  try {
    sender.sendEnd(await readAll(data, sender, stop.signal));
  } catch (error) {
    sender.sendEnd(endOf(error, stop.signal), error instanceof BadLine ? error.message : undefined);
  }
}

void main(workerData as ReaderData);
