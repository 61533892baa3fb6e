import { parentPort, workerData } from "node:worker_threads";
import type { MessagePort } from "node:worker_threads";
import { keyFrom } from "../platform/secret.server.ts";
import { tombstoneOf } from "../profile/tombstone.store.server.ts";
import { CatalogueInHand, customersChunk, ordersChunk } from "./history-chunk.ts";
import type { ChunkOptions } from "./history-chunk.ts";
import { FileGone, parseSegment, readSegments } from "./history-file.server.ts";
import type { Delivery, Position, ReadEnd, ReaderData, Receipt } from "./load-threads.ts";

/** A thread: downloads, parses and shapes, while another writes. Few chunks are on the way at any time. */
const ON_THE_WAY = 3;
const TARGET_MS = 12;
const SMALLEST = 32 * 1024;
const LARGEST = 2 * 1024 * 1024;
const PRODUCTS_AT_ONCE = 200;

class Sender {
  #onTheWay = 0;
  #bytes = 256 * 1024;
  #wake: (() => void) | undefined;
  readonly #port: MessagePort;

  constructor(port: MessagePort) {
    this.#port = port;
    port.on("message", ({ ms }: Receipt) => {
      this.#onTheWay -= 1;
      // Sized so that a transaction stays far below 20 ms, whatever the machine.
      const fitting = this.#bytes * Math.min(1.5, Math.max(0.5, TARGET_MS / Math.max(1, ms)));
      this.#bytes = Math.round(Math.min(LARGEST, Math.max(SMALLEST, fitting)));
      this.#wake?.();
    });
  }

  sizeWanted = (): number => this.#bytes;

  async send(delivery: Delivery): Promise<void> {
    while (this.#onTheWay >= ON_THE_WAY) await new Promise<void>((resolve) => (this.#wake = resolve));
    this.#onTheWay += 1;
    this.#port.postMessage(delivery);
  }
}

function erasedBy({ tombstones, tombstoneKey, shop }: ReaderData): ChunkOptions["isErased"] {
  if (tombstones.length === 0) return () => false;
  const known = new Set(tombstones);
  const key = keyFrom(Buffer.from(tombstoneKey));
  return (customerId) => known.has(tombstoneOf(key, shop, customerId));
}

async function readAll(data: ReaderData, sender: Sender, signal: AbortSignal): Promise<ReadEnd> {
  const options: ChunkOptions = { nowMs: data.nowMs, isErased: erasedBy(data) };
  const catalogue = new CatalogueInHand();
  let at: Position = data.from;
  const segments = readSegments(data.url, at.bytes, sender.sizeWanted, signal);
  for (;;) {
    const next = await segments.next();
    if (next.done) {
      if (data.kind === "products" && next.value === "complete") await sendCatalogue(catalogue, data.from, at, sender);
      return next.value;
    }
    const parsed = parseSegment(next.value);
    const to = { bytes: at.bytes + next.value.bytes, lines: at.lines + parsed.length };
    if (data.kind === "products") catalogue.add(parsed);
    else {
      const chunk = data.kind === "orders" ? ordersChunk(parsed, options) : customersChunk(parsed, options);
      await sender.send({ chunk, from: at, to });
    }
    at = to;
  }
}

/** The position moves with the last chunk only: a catalogue that was interrupted is read from the start again. */
async function sendCatalogue(catalogue: CatalogueInHand, from: Position, to: Position, sender: Sender): Promise<void> {
  for (const chunk of catalogue.chunks(PRODUCTS_AT_ONCE)) await sender.send({ chunk, from, to: from });
  await sender.send({ chunk: { kind: "products", products: [] }, from, to });
}

function endOf(error: unknown, signal: AbortSignal): ReadEnd {
  if (signal.aborted) return "stopped";
  if (error instanceof FileGone) return "gone";
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
  const end = await readAll(data, sender, stop.signal).catch((error: unknown) => endOf(error, stop.signal));
  await sender.send({ end });
}

void main(workerData as ReaderData);
