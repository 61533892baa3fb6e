import type { ResponseReply, SubmittedResponse } from "../../../app/contract/response.ts";

export interface Reply {
  status: number;
  body: Partial<ResponseReply>;
}

export type Added = "added" | "sold_out" | "not_added";

/** What the widget needs of the shop; the preview has its own. */
export interface Wire {
  /** undefined = no answer from the app: blocked, lost, or somebody else's error page. */
  send(body: SubmittedResponse): Promise<Reply | undefined>;
  addToCart(variantId: string): Promise<Added>;
  /** Lets an order be joined to the answers: only after consent; empty takes it out. */
  markCart(responseId: string): void;
}

/** `keepalive`: what is on its way arrives although the page is left. */
const post = (url: string, body: unknown): Promise<Response> =>
  fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(body),
    keepalive: true,
    signal: AbortSignal.timeout?.(10_000),
  });

/** `root` ends with a slash: "/" or "/fr/". */
export const shopWire = (root: string, proxy: string): Wire => ({
  async send(body) {
    try {
      const response = await post(`${root}${proxy}/responses`, body);
      return { status: response.status, body: (await response.json()) as Partial<ResponseReply> };
    } catch {
      return undefined;
    }
  },
  async addToCart(variantId) {
    try {
      const { ok, status } = await post(`${root}cart/add.js`, { items: [{ id: Number(variantId), quantity: 1 }] });
      // Themes that listen for it show the new count.
      if (ok) document.dispatchEvent(new CustomEvent("cart:updated"));
      return ok ? "added" : status === 422 ? "sold_out" : "not_added";
    } catch {
      return "not_added";
    }
  },
  markCart(responseId) {
    post(`${root}cart/update.js`, { attributes: { _candor: responseId } }).catch(() => {});
  },
});
