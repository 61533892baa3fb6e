import type { LoaderFunctionArgs } from "@remix-run/node";
import { login } from "../shopify.server.ts";

/** Somebody opened the app outside the admin: the library sends them there, or says that the shop is missing. */
export async function loader({ request }: LoaderFunctionArgs) {
  return login(request);
}

export default function Login() {
  return <p>Open Candor from the Apps page of your Shopify admin.</p>;
}
