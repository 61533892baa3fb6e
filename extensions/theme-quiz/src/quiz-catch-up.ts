import { loadWalk, saveWalk } from "./keep.ts";
import { consider } from "./remember.ts";
import { heed } from "./walk.ts";
import { sendTo } from "./wire.ts";

/** On a page without the quiz: sends what a walk has not got acknowledged before its page was left, and tells the app who logged in since. */
export async function catchUp(
  handle: string,
  { customer, root = "/", proxy = "apps/candor" }: DOMStringMap,
): Promise<void> {
  const walk = loadWalk(handle);
  if (!walk) return;
  const visitor = await consider({ walk }, root, customer);
  for (const message of walk.outbox) {
    const token = walk.tokens[message.body.responseId];
    const send = sendTo(root, proxy);
    const body = { ...message.body, token, visitorId: visitor ?? message.body.visitorId };
    const reply = await send(body).catch(() => undefined);
    // What is lost is sent from the next page. Whoever needs a new response needs the quiz: its own page makes one.
    if (!reply || reply.status === 401) return;
    heed(walk, message, reply.body, customer);
    // Another tab may have gone on meanwhile, or have taken the walk away.
    const kept = loadWalk(handle);
    if (!kept) return;
    kept.cart = walk.cart;
    heed(kept, message, reply.body, customer);
    saveWalk(handle, kept, !!visitor);
  }
}
