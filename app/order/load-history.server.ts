import { MessageChannel, Worker } from "node:worker_threads";
import type { MessagePort } from "node:worker_threads";
import { SIGNAL } from "./load-threads.server.ts";
import type { LoadTarget, ReaderData, WriterData, WriterNews } from "./load-threads.server.ts";

export interface LoadOrder extends Omit<ReaderData, "writer" | "shop" | "nowMs"> {
  target: LoadTarget;
  signal: AbortSignal;
}

export type LoadOutcome = Extract<WriterNews, { outcome: unknown }>;

const PULSE_MS = 4;
/** Several times what the threads need; without it their heaps grow far beyond before anything is collected. */
const LIMITS = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 24 };

/** Runs the two threads of a load until the file is written, ends early, or we are told to stop. */
export async function loadHistory({ target, signal, ...order }: LoadOrder): Promise<LoadOutcome> {
  const shared = new Int32Array(new SharedArrayBuffer(4 * SIGNAL.LENGTH));
  const channel = new MessageChannel();
  const writerData: WriterData = { target, from: order.from, reader: channel.port1, shared };
  const readerData: ReaderData = { ...order, shop: target.shop, nowMs: target.nowMs, writer: channel.port2 };
  const writer = startThread("./load-writer.server.ts", writerData, channel.port1);
  const reader = startThread("./load-reader.server.ts", readerData, channel.port2);
  const pulse = setInterval(() => Atomics.add(shared, SIGNAL.PULSE, 1), PULSE_MS);
  const stop = () => {
    Atomics.store(shared, SIGNAL.STOP, 1);
    reader.postMessage("stop");
  };
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await new Promise<LoadOutcome>((resolve, reject) => {
      writer.on("message", (news: WriterNews) => "outcome" in news && resolve(news));
      writer.once("error", reject);
      reader.once("error", reject);
      writer.once("exit", () => reject(new Error("the thread that writes ended early")));
    });
  } finally {
    signal.removeEventListener("abort", stop);
    clearInterval(pulse);
    await Promise.all([reader.terminate(), writer.terminate()]);
  }
}

const startThread = (file: string, workerData: ReaderData | WriterData, port: MessagePort): Worker =>
  new Worker(new URL(file, import.meta.url), { workerData, transferList: [port], resourceLimits: LIMITS });
