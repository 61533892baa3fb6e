import type { BridgeEvent, BridgeReply, BridgeRequest } from "./protocol.ts";
import type { Places } from "../../tunnel/rewrite.ts";

/** Put in front of the bundle by the server that serves it. */
declare const __PLACES__: Places & { appHandle: string };

export const places = __PLACES__;

/** The app's page may itself hold a page of the app (`<ui-modal src>`): the admin is always the topmost window. */
export const embedded = window.top !== null && window.top !== window;
export const nested = embedded && window.parent !== window.top;

const waiting = new Map<string, { resolve: (value: never) => void; reject: (reason: Error) => void }>();
const listeners = new Map<string, ((data: never) => void)[]>();

/** Asks the admin; settles with its answer. Outside the admin nobody answers, as with the real App Bridge. */
export function ask<T>(method: string, params: unknown = {}): Promise<T> {
  return new Promise((resolve, reject) => {
    const id = crypto.randomUUID();
    waiting.set(id, { resolve, reject });
    const message: BridgeRequest = { bridge: "app", id, method, params };
    if (embedded) window.top?.postMessage(message, places.adminOrigin);
  });
}

/** Tells the admin something that needs no answer. */
export function tell(method: string, params: unknown = {}): void {
  void ask(method, params).catch(() => {});
}

/** What happens in the admin and concerns the app's page. */
export function on<T>(event: string, listener: (data: T) => void): void {
  listeners.set(event, [...(listeners.get(event) ?? []), listener as (data: never) => void]);
}

export function listen(): void {
  window.addEventListener("message", (message: MessageEvent<BridgeReply | BridgeEvent>) => {
    if (message.origin !== places.adminOrigin || message.source !== window.top) return;
    const data = message.data;
    if (data?.bridge !== "admin") return;
    if ("event" in data) {
      for (const listener of listeners.get(data.event) ?? []) listener(data.data as never);
      return;
    }
    const asked = waiting.get(data.reply);
    waiting.delete(data.reply);
    if (data.ok) asked?.resolve(data.value as never);
    else asked?.reject(new Error(data.error));
  });
}
