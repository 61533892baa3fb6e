import { post } from "./wire.ts";

export type Added = "added" | "sold_out" | "not_added";

export async function addToCart(root: string, variantId: string): Promise<Added> {
  try {
    const { ok, status } = await post(`${root}cart/add.js`, { items: [{ id: Number(variantId), quantity: 1 }] });
    // Themes that listen for it show the new count.
    if (ok) document.dispatchEvent(new CustomEvent("cart:updated"));
    return ok ? "added" : status === 422 ? "sold_out" : "not_added";
  } catch {
    return "not_added";
  }
}

/** Lets an order be joined to the answers: only after consent; empty takes it out. */
export function markCart(root: string, responseId: string): void {
  post(`${root}cart/update.js`, { attributes: { _candor: responseId } }).catch(() => {});
}
