import { createServer } from "node:http";
import path from "node:path";
import { createRequestHandler } from "@remix-run/express";
import { installGlobals } from "@remix-run/node";
import compression from "compression";
import express from "express";
import type { ErrorRequestHandler } from "express";
import { isForeignWrite } from "./platform/foreign-origin.ts";
import { mintUuid } from "./platform/id.ts";
import { keepWorker } from "./platform/keep-worker.server.ts";
import { withRequestIds } from "./with-request-ids.ts";

/** The web process: the hot door, then static files, then Remix. It also keeps one worker process running beside it. */

installGlobals({ nativeFetch: true });

// One bundle holds everything that touches the database, so that this process opens it once.
const build = await import(path.resolve("build/server/index.js"));
const { startHotDoor, env, db, log } = build.entry.module;

const STOP_WITHIN_MS = 20_000;
let stopping = false;

const door = startHotDoor({
  stored: () => worker.wake(),
  died(err: unknown) {
    // Without it every answer would be turned away: whoever keeps this process starts it anew.
    log.fatal({ err }, "the inbox has ended");
    void stop("inbox").finally(() => process.exit(1));
  },
});
const worker = keepWorker("app/worker.server.ts", log, door.recorded);

const app = express();
app.disable("x-powered-by");
app.set("trust proxy", true);
app.get("/readyz", (_request, response) => {
  const tell = (ready: boolean) => response.status(ready ? 200 : 503).json({ ready });
  db.ping().then(
    () => tell(worker.isReady() && !stopping),
    () => tell(false),
  );
});
app.use(compression());
app.use("/assets", express.static("build/client/assets", { immutable: true, maxAge: "1y", fallthrough: false }));
app.use(express.static("build/client", { maxAge: "1h" }));
app.use((request, response, next) => {
  if (!isForeignWrite(request.method, request.headers)) return next();
  response
    .status(403)
    .type("text/plain")
    .send("This was sent by a page of another site. Open Candor in your Shopify admin.");
});
app.all("*", createRequestHandler({ build: withRequestIds(build, log, mintUuid), mode: env.NODE_ENV }));
// Express tells faults to whoever asks and prints them; a file that is not there is neither.
app.use(((error: { status?: number }, _request, response, next) => {
  if (response.headersSent) return next(error);
  const status = error.status ?? 500;
  response.status(status).type("text/plain");
  if (status < 500) return response.send("Not found");
  const requestId = mintUuid();
  log.error({ err: error, requestId }, "request failed");
  response.send(`Something went wrong on our side. Number ${requestId}`);
}) satisfies ErrorRequestHandler);

const server = createServer({ connectionsCheckingInterval: 5_000 }, (request, response) => {
  if (!door.handle(request, response)) app(request, response);
});
server.requestTimeout = 30_000;
server.headersTimeout = 15_000;
server.keepAliveTimeout = 65_000;
server.listen(env.PORT, () => {
  log.info({ port: env.PORT }, "listening");
  // For whoever started us: a line whatever the log level.
  process.stdout.write("candor listening\n");
});

/** What is in flight ends, what was acknowledged is on disk, the worker's page is finished; then the process goes. */
async function stop(signal: string) {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, "stopping");
  const overdue = setTimeout(() => process.exit(1), STOP_WITHIN_MS);
  const workerGone = worker.stop();
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeIdleConnections();
  });
  await workerGone;
  await door.close();
  await db.close();
  clearTimeout(overdue);
  process.exit(0);
}
process.on("SIGTERM", () => void stop("SIGTERM"));
process.on("SIGINT", () => void stop("SIGINT"));
