import type { Demo } from "../../tools/demo-processes.ts";
import type { openBrowser } from "./browser.ts";
import type { Store } from "./store.ts";

export interface Scene {
  demo: Demo;
  store: Store;
  browser: Awaited<ReturnType<typeof openBrowser>>;
  /** What one step leaves for the next. */
  kept: Map<string, unknown>;
  /** Pictures of each screen, when SCREENSHOTS names a folder. */
  picture(
    page: { screenshot(options: { path: string; fullPage?: boolean }): Promise<unknown> },
    name: string,
  ): Promise<void>;
}

export interface Step {
  name: string;
  play(scene: Scene): Promise<string | void>;
}
