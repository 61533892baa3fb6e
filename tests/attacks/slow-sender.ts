import { connect } from "node:net";

/** Announces a body and sends it byte by byte, each too soon for an idle connection to be closed. Resolves with the first line heard, when the server has hung up. */
export function sendSlowly(address: string): Promise<string> {
  const { hostname, port, pathname, search } = new URL(address);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let heard = "";
    socket.write(
      `POST ${pathname}${search} HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n{`,
    );
    const dripping = setInterval(() => socket.write(" "), 500);
    socket.on("data", (chunk: Buffer) => void (heard += chunk.toString()));
    // Bytes that cross the server's last word.
    socket.on("error", (error: NodeJS.ErrnoException) =>
      ["EPIPE", "ECONNRESET"].includes(error.code ?? "") ? undefined : reject(error),
    );
    socket.on("close", () => {
      clearInterval(dripping);
      resolve(heard.split("\r\n")[0] ?? "");
    });
  });
}
