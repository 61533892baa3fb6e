import type { LoaderFunctionArgs } from "@remix-run/node";
import { clock, db, keys } from "../db.server.ts";
import { findDownload } from "../incentive/find-download.server.ts";
import { confirmPage, PAGE_HEADERS } from "../optin/confirm-page.ts";

/** A signed link of a finished walk: leads to the address that the merchant stored, and nowhere else (A23). */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const url = await findDownload(db.read, keys.downloadLink, params.token ?? "", clock());
  const headers = { "Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex" };
  if (url !== undefined) return new Response(null, { status: 302, headers: { ...headers, Location: url } });
  const preferred = /^[a-z]{2}/.exec(request.headers.get("accept-language") ?? "")?.[0] ?? "en";
  return new Response(confirmPage(preferred, { state: "expired" }), { status: 410, headers: PAGE_HEADERS });
}
