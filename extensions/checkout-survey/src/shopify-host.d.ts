/// <reference types="@shopify/ui-extensions/purchase.thank-you.block.render" />

/** Both pages that the survey stands on hand their API in as a global. */
declare const shopify:
  | import("@shopify/ui-extensions/purchase.thank-you.block.render").Api
  | import("@shopify/ui-extensions/customer-account.order-status.block.render").Api;

/** Written into the bundle by the Shopify CLI, which takes every EXTENSION_… of its environment. */
declare const process: { env: { EXTENSION_APP_URL: string } };
