// Loaded into the app's process with `node --import`: requests to Shopify's hosts go to the local development store
// instead, as a hosts file would do it. The original host travels in x-forwarded-host. Nothing else is touched.
import { Agent, setGlobalDispatcher } from "undici";

const origin = process.env.DEVSTORE_ORIGIN;
if (!origin) throw new Error("DEVSTORE_ORIGIN is not set: the app would speak to Shopify itself");
const HOSTS = [/\.myshopify\.com$/, /(^|\.)shopify\.com$/, /(^|\.)storage\.googleapis\.com$/];

const isShopify = (url) => url.protocol === "https:" && HOSTS.some((host) => host.test(url.hostname));

/** Undici's headers may be a flat list, a record, or an iterable of pairs. */
function withHeader(headers, name, value) {
  if (Array.isArray(headers)) return [...headers.flat(), name, value];
  if (headers && typeof headers[Symbol.iterator] === "function") return [...[...headers].flat(), name, value];
  return { ...headers, [name]: value };
}

setGlobalDispatcher(
  new Agent({ keepAliveTimeout: 10_000 }).compose((dispatch) => (options, handler) => {
    if (!options.origin) return dispatch(options, handler);
    const url = new URL(String(options.origin));
    if (!isShopify(url)) return dispatch(options, handler);
    return dispatch(
      { ...options, origin, headers: withHeader(options.headers, "x-forwarded-host", url.host) },
      handler,
    );
  }),
);
