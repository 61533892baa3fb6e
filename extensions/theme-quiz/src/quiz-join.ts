import { loadWalk, saveWalk } from "./keep.ts";
import { mayRemember } from "./privacy.ts";
import { visitorId } from "./remember.ts";
import { sendTo } from "./wire.ts";

/** Somebody logged in since an agreed walk: a signed request with nothing new in it tells the app who. */
export async function join(
  handle: string,
  { customer, root = "/", proxy = "apps/candor" }: DOMStringMap,
): Promise<void> {
  const walk = loadWalk(handle);
  const token = walk?.tokens[walk.responseId];
  if (!walk?.agreed || !token || walk.customer || walk.outbox.length || !(await mayRemember())) return;
  const { responseId, versionId, finished } = walk;
  const body = { responseId, versionId, answers: [], finished, token, visitorId: visitorId() };
  const reply = await sendTo(root, proxy)(body).catch(() => undefined);
  if (reply?.status === 200) saveWalk(handle, { ...walk, customer }, true);
}
