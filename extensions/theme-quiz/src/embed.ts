// On every page, for shops that switch the embed on: tells the app who logged in after a walk that they agreed to have remembered. A
// signed request with nothing new in it; on the quiz's own page the block does the same.
import { write } from "./keep.ts";
import { mayRemember } from "./privacy.ts";
import type { Walk } from "./walk.ts";

async function join(key: string, { customer, root = "/", proxy = "apps/candor" }: DOMStringMap): Promise<void> {
  const walk = JSON.parse(localStorage.getItem(key) ?? "") as Walk;
  const { responseId, versionId, finished } = walk;
  const token = walk.tokens[responseId];
  if (!walk.agreed || walk.customer || !token || walk.outbox.length || !(await mayRemember())) return;
  const visitorId = localStorage.getItem("candor:visitor") ?? undefined;
  const body = JSON.stringify({ responseId, versionId, answers: [], finished, token, visitorId });
  const headers = { "content-type": "application/json" };
  const { ok } = await fetch(`${root}${proxy}/responses`, { method: "POST", headers, body, keepalive: true });
  if (ok) write("localStorage", key, JSON.stringify({ ...walk, customer }));
}

const data = document.getElementById("candor-embed")?.dataset;
if (data?.["customer"]) {
  try {
    for (const key of Object.keys(localStorage)) {
      const handle = /^candor:(?!visitor$)(.*)/.exec(key)?.[1];
      if (handle && !document.querySelector(`candor-quiz[handle="${handle}"]`)) join(key, data).catch(() => {});
    }
  } catch {
    // Storage is blocked: there is nothing to join.
  }
}
