import type { LoaderFunctionArgs } from "@remix-run/node";
import { framing } from "../shopify/frame.ts";
import { authenticate } from "../shopify.server.ts";

/** The library's own doors: session-token bounce, exit from the frame, token exchange. */
export async function loader({ request }: LoaderFunctionArgs) {
  try {
    await authenticate.admin(request);
  } catch (answer) {
    if (answer instanceof Response) answer.headers.set("Content-Security-Policy", framing(request.url));
    throw answer;
  }
  return null;
}
