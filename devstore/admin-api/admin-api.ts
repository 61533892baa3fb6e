import express from "express";
import { bulkFilesRouter } from "../bulk/files.ts";
import { startBulkWorker } from "../bulk/run.ts";
import { oauthRouter } from "../oauth/router.ts";
import type { Platform } from "../platform.ts";
import { startDeliveries } from "../webhooks/deliver.ts";
import type { Worker } from "../webhooks/deliver.ts";
import { registry } from "./registry.ts";
import { graphqlRouter } from "./router.ts";

/**
 * Shopify's side of the server-to-server wire: token endpoint, Admin GraphQL, bulk files. Mount it at the root of the admin
 * port, ahead of any body parser: it reads bodies itself and leaves every other path alone.
 */
export function adminApiRouter(platform: Platform): express.Router {
  const router = express.Router();
  router.use(oauthRouter(platform));
  router.use(graphqlRouter(platform, registry));
  router.use(bulkFilesRouter(platform));
  return router;
}

/** Webhook deliveries and bulk operations, until stopped. */
export function startBackground(platform: Platform): Worker {
  const workers = [startDeliveries(platform), startBulkWorker(platform, registry)];
  return {
    async stop() {
      await Promise.all(workers.map((worker) => worker.stop()));
    },
  };
}
