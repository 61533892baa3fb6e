import net from "node:net";

/** What became of one load: each reply's status and how long it took. */
export interface Load {
  ok: number;
  failed: number;
  seconds: number;
  latencies: Float64Array;
}

const REPLY_BYTES = 64 * 1024;
const HEAD_ENDS = Buffer.from("\r\n\r\n");

/** Status and whole length of the reply at the start of `bytes`; undefined while its head is not complete. */
function measure(bytes: Buffer): { status: number; length: number } | undefined {
  const headEnds = bytes.indexOf(HEAD_ENDS);
  if (headEnds < 0) return undefined;
  const head = bytes.toString("latin1", 0, headEnds);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error(`a reply without length: ${head}`);
  return { status: Number(head.slice(9, 12)), length: headEnds + 4 + Number(length) };
}

/**
 * Sends each request (whole, as bytes) once over connections that stay open; each sends its next one when its reply is there.
 * Bare sockets: on a small machine a client that costs as much as the server would measure itself.
 */
export function sendAll(port: number, requests: readonly Buffer[], connections: number): Promise<Load> {
  const latencies = new Float64Array(requests.length);
  const start = performance.now();
  let [next, ok, failed, open] = [0, 0, 0, connections];
  return new Promise((resolve, reject) => {
    const connect = () => {
      const kept = Buffer.allocUnsafe(REPLY_BYTES);
      let [filled, current, sentAt] = [0, -1, 0];
      const sendNext = () => {
        if (next >= requests.length) return void socket.end();
        current = next++;
        sentAt = performance.now();
        socket.write(requests[current] as Buffer);
      };
      const take = (size: number, chunk: Uint8Array): boolean => {
        kept.set(chunk.subarray(0, size), filled);
        filled += size;
        const reply = measure(kept.subarray(0, filled));
        if (reply === undefined || filled < reply.length) return true;
        latencies[current] = performance.now() - sentAt;
        if (reply.status === 200 && filled === reply.length) ok += 1;
        else failed += 1;
        filled = 0;
        sendNext();
        return true;
      };
      const socket = net.connect({
        port,
        host: "127.0.0.1",
        noDelay: true,
        onread: { buffer: Buffer.allocUnsafe(REPLY_BYTES), callback: take },
      });
      socket.on("connect", sendNext);
      socket.on("error", reject);
      socket.on("close", () => {
        open -= 1;
        if (open === 0) resolve({ ok, failed, seconds: (performance.now() - start) / 1000, latencies });
      });
    };
    for (let count = 0; count < connections; count += 1) connect();
  });
}
