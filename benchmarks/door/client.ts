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

/** Connections that stay open; each sends its next request when the reply to its last one is there. */
export interface Client {
  /** Sends each request (whole, as bytes) once. */
  sendAll(requests: readonly Buffer[]): Promise<Load>;
  close(): void;
}

interface Connection {
  send(request: Buffer): void;
  end(): void;
}

/** What a connection tells: each reply's status (undefined: more came than that one reply), and that it broke. */
interface Heard {
  onReply(status: number | undefined): void;
  onBroken(error: Error): void;
}

function connect(port: number, { onReply, onBroken }: Heard): Promise<Connection> {
  const kept = Buffer.allocUnsafe(REPLY_BYTES);
  let filled = 0;
  const take = (size: number, chunk: Uint8Array): boolean => {
    kept.set(chunk.subarray(0, size), filled);
    filled += size;
    const reply = measure(kept.subarray(0, filled));
    if (reply === undefined || filled < reply.length) return true;
    const isWhole = filled === reply.length;
    filled = 0;
    onReply(isWhole ? reply.status : undefined);
    return true;
  };
  return new Promise((resolve) => {
    const socket = net.connect({
      port,
      host: "127.0.0.1",
      noDelay: true,
      onread: { buffer: Buffer.allocUnsafe(REPLY_BYTES), callback: take },
    });
    const broken = () => onBroken(new Error("the app closed a connection"));
    socket.on("connect", () =>
      resolve({
        send: (request) => void socket.write(request),
        end: () => void socket.off("close", broken).end(),
      }),
    );
    socket.on("error", onBroken);
    socket.on("close", broken);
  });
}

/** Bare sockets: on a small machine a client that costs as much as the server would measure itself. */
export async function openClient(port: number, connections: number): Promise<Client> {
  let onReply: (connection: number, status: number | undefined) => void = () => undefined;
  let onBroken: (error: Error) => void = () => undefined;
  const broken = new Promise<never>((_, reject) => (onBroken = reject));
  const open = await Promise.race([
    broken,
    Promise.all(
      Array.from({ length: connections }, (_, index) =>
        connect(port, { onReply: (status) => onReply(index, status), onBroken }),
      ),
    ),
  ]);

  function sendAll(requests: readonly Buffer[]): Promise<Load> {
    const latencies = new Float64Array(requests.length);
    const current: number[] = [];
    const sentAt: number[] = [];
    const start = performance.now();
    let [next, ok, failed] = [0, 0, 0];
    const sendNext = (connection: number) => {
      const request = requests[next];
      if (request === undefined) return;
      current[connection] = next++;
      sentAt[connection] = performance.now();
      open[connection]?.send(request);
    };
    const all = new Promise<Load>((resolve) => {
      onReply = (connection, status) => {
        latencies[current[connection] ?? NaN] = performance.now() - (sentAt[connection] ?? NaN);
        if (status === 200) ok += 1;
        else failed += 1;
        sendNext(connection);
        if (ok + failed < requests.length) return;
        resolve({ ok, failed, seconds: (performance.now() - start) / 1000, latencies });
      };
    });
    open.forEach((_, connection) => sendNext(connection));
    return Promise.race([broken, all]);
  }

  return { sendAll, close: () => open.forEach((connection) => connection.end()) };
}
