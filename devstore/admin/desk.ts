import type { Request } from "express";
import type { Platform } from "../platform.ts";
import { findInstallation, readShop } from "../state.ts";
import type { Places } from "../tunnel/rewrite.ts";
import type { Store } from "./shell.ts";

/** What every page of the merchant's admin works with. */
export type Desk = Platform & {
  readonly places: Places;
  /** Folder of the app's project: shopify.app.toml and extensions/ are read from there. */
  readonly root: string;
};

export function storeOf(desk: Desk): Store {
  return {
    name: readShop(desk.state).name,
    storefrontUrl: desk.places.storefrontOrigin,
    apps: findInstallation(desk.state) ? [{ name: desk.config.name, handle: desk.config.handle }] : [],
  };
}

/** One value of the address or of a posted form; repeated ones count once. */
export function field(from: Request["query"] | Request["body"], name: string): string {
  const value = (from as Record<string, unknown> | undefined)?.[name];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === "string" ? first : "";
}
