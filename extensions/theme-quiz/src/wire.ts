import type { ResponseReply, SubmittedResponse } from "../../../app/contract/response.ts";

export interface Reply {
  status: number;
  body: Partial<ResponseReply>;
}

/** Why a message has to wait: the app's own word, where it was the app that turned it away. */
export interface Trouble {
  error?: string;
}

/** Rejects with the trouble when there is no answer from the app: blocked, lost, or somebody else's error page. The preview has its own. */
export type Send = (body: SubmittedResponse) => Promise<Reply>;

/** Statuses after which sending the same again is of no use. */
const REFUSED = [401, 409, 410, 413, 422];

/** `keepalive`: what is on its way arrives although the page is left. */
export const post = (url: string, body: unknown): Promise<Response> =>
  fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    keepalive: true,
    signal: AbortSignal.timeout?.(10_000),
  });

/** `root` ends with a slash: "/" or "/fr/". */
export const sendTo =
  (root: string, proxy: string): Send =>
  async (message) => {
    const response = await post(`${root}${proxy}/responses`, message);
    const body = (await response.json()) as Partial<ResponseReply>;
    if (!body.token && !REFUSED.includes(response.status)) throw body;
    return { status: response.status, body };
  };
