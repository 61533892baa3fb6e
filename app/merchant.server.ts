import { data, redirect } from "@remix-run/node";
import { clock, db, env } from "./db.server.ts";
import { notFound, Refusal } from "./platform/refusal.ts";
import { findShop } from "./shop/shop.store.server.ts";
import type { Shop } from "./shop/shop.store.server.ts";
import { verifySessionToken } from "./shopify/session-token.server.ts";
import { authenticate } from "./shopify.server.ts";

/** Who looks at the admin: a staff member of a shop, both proven by Shopify's session token. */
export interface Merchant {
  shop: Shop;
  /** Shopify's number of the staff member. */
  staff: string;
}

/** The first call of every admin route. The shop comes from the verified token only, never from the address. */
export async function requireMerchant(request: Request): Promise<Merchant> {
  requireStrictToken(request);
  const { session, sessionToken } = await authenticate.admin(request);
  const shop = await findShop(db.read, session.shop);
  if (!shop) throw refusalReply(notFound("This shop"));
  return { shop, staff: sessionToken.sub ?? "unknown" };
}

/**
 * Shopify's library lets tokens pass that never end or were issued by another shop (A10). Ones that are not as they should be
 * are answered as it answers its own: App Bridge asks again with a fresh one; a page goes without and is sent for one.
 */
function requireStrictToken(request: Request): void {
  const header = request.headers.get("authorization")?.replace("Bearer ", "");
  const address = new URL(request.url);
  const token = header ?? address.searchParams.get("id_token");
  if (token === null || isStrictToken(token)) return;
  if (header !== undefined) {
    throw new Response(undefined, { status: 401, headers: { "X-Shopify-Retry-Invalid-Session-Request": "1" } });
  }
  address.searchParams.delete("id_token");
  throw redirect(`${address.pathname}${address.search}`);
}

function isStrictToken(token: string): boolean {
  try {
    return verifySessionToken(token, env.SHOPIFY_API_KEY, env.SHOPIFY_API_SECRET, clock()).hasIssuer;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

export const refusalReply = ({ status, code, message, field }: Refusal) =>
  data({ refused: { error: code, message, field: field ?? null } }, { status });

/** For loaders: a refusal becomes the error page with its status. */
export async function orRefuse<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof Refusal ? refusalReply(error) : error;
  }
}

/** For actions: a refusal is an answer that the form shows. */
export async function orTell<T>(work: Promise<T>) {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Refusal) return refusalReply(error);
    throw error;
  }
}

/** For doors that speak plain JSON: the work's value, or the refusal with its status. A body that is no JSON is refused too. */
export async function tellJson(work: Promise<unknown>): Promise<Response> {
  try {
    return Response.json(await work);
  } catch (error) {
    const refusal = error instanceof SyntaxError ? new Refusal(400, "not_json", "This is not JSON.") : error;
    if (!(refusal instanceof Refusal)) throw error;
    const { status, code, message, field } = refusal;
    return Response.json({ refused: { error: code, message, field: field ?? null } }, { status });
  }
}

/** A number out of an address; anything else is as unknown as another shop's number. */
export function idFrom(text: string | undefined, what: string): number {
  if (text === undefined || !/^[1-9]\d{0,14}$/.test(text)) throw refusalReply(notFound(what));
  return Number(text);
}
