// The page around extensions: gives each frame its height and answers what the extension may ask.
(() => {
  const storageKey = (frame, key) => `extension:${frame.dataset.extension}:${key}`;
  const answers = {
    async sessionToken(frame) {
      const answer = await fetch(frame.dataset.token, { method: "POST" });
      if (!answer.ok) throw new Error("no session token");
      return (await answer.json()).token;
    },
    "storage.read": async (frame, key) => JSON.parse(localStorage.getItem(storageKey(frame, key)) ?? "null"),
    "storage.write": async (frame, key, value) => localStorage.setItem(storageKey(frame, key), JSON.stringify(value)),
    "storage.delete": async (frame, key) => localStorage.removeItem(storageKey(frame, key)),
  };

  const privacyFacts = () => {
    const privacy = window.Shopify.customerPrivacy;
    const { analytics, marketing, preferences, sale_of_data: sale } = privacy.currentVisitorConsent();
    const said = (word) => (word === "" ? undefined : word === "yes");
    return {
      allowedProcessing: {
        analytics: privacy.analyticsProcessingAllowed(),
        marketing: privacy.marketingAllowed(),
        preferences: privacy.preferencesProcessingAllowed(),
        saleOfData: privacy.saleOfDataAllowed(),
      },
      visitorConsent: {
        analytics: said(analytics),
        marketing: said(marketing),
        preferences: said(preferences),
        saleOfData: said(sale),
      },
      metafields: [],
      shouldShowBanner: privacy.shouldShowBanner(),
      saleOfDataRegion: privacy.saleOfDataRegion(),
    };
  };
  const tellPrivacy = (frame) => frame.contentWindow.postMessage({ customerPrivacy: privacyFacts() }, "*");
  const frames = () => [...document.querySelectorAll("iframe[data-extension]")];

  window.addEventListener("message", async ({ source, data }) => {
    const frame = frames().find(({ contentWindow }) => contentWindow === source);
    if (!frame || typeof data !== "object" || data === null) return;
    if (data.extensionReady)
      window.Shopify.loadFeatures([{ name: "consent-tracking-api", version: "0.1" }], () => tellPrivacy(frame));
    if (typeof data.extensionHeight === "number") frame.style.height = `${Math.min(3000, data.extensionHeight)}px`;
    if (typeof data.extensionCall !== "number") return;
    const reply = { extensionReply: data.extensionCall };
    try {
      const answer = answers[data.method];
      if (!answer) throw new Error(`unknown method ${data.method}`);
      reply.result = await answer(frame, ...data.args);
    } catch (error) {
      reply.error = String(error.message ?? error);
    }
    frame.contentWindow?.postMessage(reply, "*");
  });
  document.addEventListener("visitorConsentCollected", () => frames().forEach(tellPrivacy));
})();
