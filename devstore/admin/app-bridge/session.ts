import { ask } from "./channel.ts";
import { openUrl } from "./navigation.ts";

const nativeFetch = window.fetch.bind(window);
const REAUTHORIZE_URL = "X-Shopify-API-Request-Failure-Reauthorize-Url";
const RETRY = "X-Shopify-Retry-Invalid-Session-Request";

let asking: Promise<string> | undefined;

/** A fresh session token from the admin; calls at the same moment share one. */
export function idToken(): Promise<string> {
  asking ??= ask<string>("idToken").finally(() => {
    asking = undefined;
  });
  return asking;
}

/** Requests to the app's own server carry the session token, unless they bring an Authorization of their own. */
export function patchFetch(locale: string, appOrigins: string[]): void {
  window.fetch = async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    if (address.startsWith("shopify:")) {
      throw new TypeError("Direct API access is not enabled in shopify.app.toml ([access.admin] direct_api_mode).");
    }
    const request = new Request(input, init);
    const origin = new URL(request.url).origin;
    const ours = origin === location.origin || appOrigins.includes(origin);
    if (!ours || request.headers.has("Authorization")) return nativeFetch(request);
    const attempt = async () => {
      const copy = request.clone();
      copy.headers.set("Authorization", `Bearer ${await idToken()}`);
      if (!copy.headers.has("Accept-Language") && locale) copy.headers.set("Accept-Language", locale);
      return nativeFetch(copy);
    };
    const first = await attempt();
    const response = first.headers.get(RETRY) ? await attempt() : first;
    return followReauthorization(response);
  };
}

function followReauthorization(response: Response): Response | Promise<Response> {
  const url = response.headers.get(REAUTHORIZE_URL);
  if (url === null) return response;
  openUrl(new URL(url, location.href).href, "_top");
  // The page is about to go: whoever awaits the response must not act on the empty 401.
  return new Promise(() => {});
}

/** The library's bounce page is nothing but this script: fetch a token and go back to where the request came from. */
export async function leaveBouncePage(): Promise<void> {
  const target = new URL(location.href).searchParams.get("shopify-reload");
  if (target === null) return;
  const url = new URL(target, location.href);
  if (url.origin !== location.origin) throw new Error("shopify-reload must lead back to the app.");
  url.searchParams.set("id_token", await idToken());
  location.replace(url);
}
