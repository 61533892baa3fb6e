import { markCart } from "./cart.ts";
import { knownVisitor, VISITOR, write } from "./keep.ts";
import { mayRemember } from "./privacy.ts";
import type { Keeper } from "./late.ts";
import { tell } from "./walk.ts";

let visitor: string | null = null;

/** Only ever called after consent. */
export function visitorId(): string {
  visitor ??= knownVisitor() ?? crypto.randomUUID();
  write("localStorage", VISITOR, visitor);
  return visitor;
}

/** What the person agreed to and Shopify's privacy settings allow is kept beyond this visit; nothing else is. Returns the visitor's id. */
export async function consider(
  session: Pick<Keeper, "walk">,
  root: string,
  customer?: string,
): Promise<string | undefined> {
  const allowed = !!session.walk.agreed && (await mayRemember());
  const { walk } = session;
  if (allowed && walk.agreed) {
    if (!walk.cart) markCart(root, walk.responseId);
    walk.cart = true;
    // Somebody logged in since: a signed request with nothing new in it tells the app who.
    if (customer && !walk.customer && walk.tokens[walk.responseId] && !walk.outbox.length) tell(walk, []);
    return visitorId();
  }
  if (walk.cart) {
    visitor = null;
    write("localStorage", VISITOR, null);
    markCart(root, "");
    walk.cart = false;
  }
  return undefined;
}
