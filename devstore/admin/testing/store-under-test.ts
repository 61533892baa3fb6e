import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { RequestListener, Server } from "node:http";
import { createServer as createSocket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { portsFrom, startStore } from "../../start.ts";
import type { Ports, RunningStore } from "../../start.ts";

export const SECRET = "secret-of-the-test";

export type StoreUnderTest = RunningStore & {
  ports: Ports;
  admin: string;
  tunnel: string;
  stopAll: () => Promise<void>;
  serveApp: (handler: RequestListener) => Promise<void>;
};

/** A development store on free ports, with an empty data folder and, when asked, an app behind its tunnel. */
export async function openStore(root = process.cwd()): Promise<StoreUnderTest> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "devstore-"));
  const base = await freeBase();
  const ports = portsFrom(base);
  const running = await startStore({ dataDir, portBase: base, secret: SECRET, root });
  let app: Server | undefined;
  return {
    ...running,
    ports,
    admin: running.desk.places.adminOrigin,
    tunnel: running.desk.appUrl,
    serveApp: (handler) =>
      new Promise((resolve) => {
        app = createServer(handler).listen(ports.app, "localhost", resolve);
      }),
    stopAll: async () => {
      app?.closeAllConnections();
      app?.close();
      await running.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export async function freeBase(): Promise<number> {
  for (let tries = 0; tries < 50; tries += 1) {
    // Below the ports that the system gives out by itself, above those that other tests name.
    const base = 26_000 + Math.floor(Math.random() * 55) * 120;
    const free = await Promise.all(Object.values(portsFrom(base)).map(isFree));
    if (free.every(Boolean)) return base;
  }
  throw new Error("no free ports");
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket();
    socket.once("error", () => resolve(false));
    socket.listen(port, "localhost", () => socket.close(() => resolve(true)));
  });
}
