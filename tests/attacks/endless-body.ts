import { request as httpRequest } from "node:http";

/** A chunked body that never ends: cut off when it is too large. */
export function sendWithoutEnd(address: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      address,
      { method: "POST", headers: { "Content-Type": "application/json" } },
      (response) => {
        response.resume();
        request.destroy();
        resolve(response.statusCode);
      },
    );
    request.on("error", (error: NodeJS.ErrnoException) => (error.code === "EPIPE" ? undefined : reject(error)));
    const chunk = "x".repeat(16_384);
    for (let sent = 0; sent < 8; sent += 1) request.write(chunk);
  });
}
