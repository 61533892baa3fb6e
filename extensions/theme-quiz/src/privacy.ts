interface CustomerPrivacy {
  preferencesProcessingAllowed?(): boolean;
}

declare global {
  interface Window {
    Shopify?: {
      customerPrivacy?: CustomerPrivacy;
      loadFeatures?(features: { name: string; version: string }[], done: (error?: unknown) => void): void;
      designMode?: boolean;
    };
  }
}

/**
 * May we remember this person's preferences? Shopify's Customer Privacy API says so or it is no: missing, blocked, late and undecided are
 * all no. Asked only after the person agreed to our own question, so that a page view costs nothing. (Global Privacy Control refuses
 * sale and sharing: nothing here is sold or shared, whatever it says.)
 */
export const mayRemember = (): Promise<boolean> =>
  new Promise((resolve) => {
    const ask = () => resolve(window.Shopify?.customerPrivacy?.preferencesProcessingAllowed?.() === true);
    if (window.Shopify?.customerPrivacy?.preferencesProcessingAllowed || !window.Shopify?.loadFeatures) return ask();
    window.Shopify.loadFeatures([{ name: "consent-tracking-api", version: "0.1" }], ask);
    setTimeout(() => resolve(false), 2000);
  });
