import type { AppConfig } from "./app-config.ts";
import type { State } from "./state.ts";

/** Everything the handlers on Shopify's side need: the tables, the app as registered, and where it is reached. */
export interface Platform {
  readonly state: State;
  readonly config: AppConfig;
  /** The app's client secret: signs id tokens, webhooks, proxy requests. */
  readonly secret: string;
  /** Where the app is reached (the tunnel): relative webhook URIs are resolved against it. */
  readonly appUrl: string;
  /** In place of Shopify's CDN, which a browser on this machine would ask in vain for pictures of made-up products. */
  readonly pictureOrigin?: string;
}
