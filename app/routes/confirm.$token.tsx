import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { clock, db, env, keys } from "../db.server.ts";
import { confirmAddress, viewConfirmation } from "../incentive/confirm-address.server.ts";
import { confirmPage, PAGE_HEADERS } from "../optin/confirm-page.ts";

const depsNow = () => ({
  db,
  masterKey: keys.master,
  linkKey: keys.downloadLink,
  appUrl: env.SHOPIFY_APP_URL,
  now: clock(),
});

/** Not of the admin: whoever holds a mailbox comes here, with the token of the mail and nothing else. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const preferred = /^[a-z]{2}/.exec(request.headers.get("accept-language") ?? "")?.[0] ?? "en";
  const { language, view } = await viewConfirmation(depsNow(), params.token ?? "", preferred);
  const status = view.state === "gone" ? 410 : 200;
  return new Response(confirmPage(language, view), { status, headers: PAGE_HEADERS });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const token = params.token ?? "";
  if (request.method === "POST") await confirmAddress(depsNow(), token);
  // Shown by a GET, so that a reload confirms nothing again.
  return redirect(`/confirm/${encodeURIComponent(token)}`, { status: 303, headers: { "Cache-Control": "no-store" } });
}
