/** The admin's own toast; quiet where there is no admin around the page. */
export function toast(message: string, isError = false): void {
  if (typeof window === "undefined" || !("shopify" in window)) return;
  window.shopify.toast.show(message, { isError, duration: isError ? 8000 : 4000 });
}
