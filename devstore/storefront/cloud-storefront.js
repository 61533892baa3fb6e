// Stands where Shopify's own storefront scripts stand: Shopify.loadFeatures and the Customer Privacy API.
// Shapes after https://shopify.dev/docs/api/customer-privacy (setTrackingConsent, *ProcessingAllowed, visitorConsentCollected).
(() => {
  const Shopify = (window.Shopify = window.Shopify || {});
  const facts = JSON.parse(document.getElementById("shopify-features")?.textContent ?? "{}");
  const COOKIE = "_tracking_consent";
  const KEYS = { analytics: "a", marketing: "m", preferences: "p", sale_of_data: "s" };

  const readConsent = () => {
    const found = document.cookie.split("; ").find((part) => part.startsWith(`${COOKIE}=`));
    const fallback = { analytics: "", marketing: "", preferences: "", sale_of_data: "" };
    if (!found) return fallback;
    try {
      const { con } = JSON.parse(decodeURIComponent(found.slice(COOKIE.length + 1)));
      const word = { 1: "yes", 0: "no" };
      return Object.fromEntries(Object.entries(KEYS).map(([name, key]) => [name, word[con.CMP[key]] ?? ""]));
    } catch {
      return fallback;
    }
  };
  const writeConsent = (consent) => {
    const digit = { yes: "1", no: "0" };
    const CMP = Object.fromEntries(Object.entries(KEYS).map(([name, key]) => [key, digit[consent[name]] ?? ""]));
    const value = JSON.stringify({ con: { CMP }, v: "2.1", region: facts.region });
    document.cookie = `${COOKIE}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax`;
  };

  const gpc = () => navigator.globalPrivacyControl === true;
  // Where consent must be asked for (GB, EU …), silence is no; elsewhere silence is yes, except for sale with GPC.
  const allowed = (name) => {
    const said = readConsent()[name];
    if (said !== "") return said === "yes";
    return !facts.consentRequired;
  };
  const saleAllowed = () => !gpc() && allowed("sale_of_data");

  const privacy = {
    analyticsProcessingAllowed: () => allowed("analytics"),
    marketingAllowed: () => allowed("marketing"),
    preferencesProcessingAllowed: () => allowed("preferences"),
    saleOfDataAllowed: saleAllowed,
    userCanBeTracked: () => allowed("analytics") && allowed("marketing"),
    userDataCanBeSold: saleAllowed,
    thirdPartyMarketingAllowed: () => allowed("marketing") && saleAllowed(),
    firstPartyMarketingAllowed: () => allowed("marketing"),
    currentVisitorConsent: () => ({ ...readConsent(), gpc: gpc() ? "on" : "" }),
    getTrackingConsent: () => readConsent().analytics,
    getRegion: () => facts.region,
    getShopPrefs: () => ({ limit: [] }),
    shouldShowBanner: () => facts.consentRequired && readConsent().analytics === "",
    shouldShowGDPRBanner: () => privacy.shouldShowBanner(),
    shouldShowCCPABanner: () => false,
    saleOfDataRegion: () => !facts.consentRequired,
    isRegulationEnforced: () => facts.consentRequired,
    setTrackingConsent(choice, callback) {
      const kept = readConsent();
      for (const name of Object.keys(KEYS)) {
        if (choice[name] === true) kept[name] = "yes";
        if (choice[name] === false) kept[name] = "no";
      }
      writeConsent(kept);
      queueMicrotask(() => {
        callback?.();
        const detail = {
          marketingAllowed: privacy.marketingAllowed(),
          analyticsAllowed: privacy.analyticsProcessingAllowed(),
          preferencesAllowed: privacy.preferencesProcessingAllowed(),
          saleOfDataAllowed: saleAllowed(),
          firstPartyMarketingAllowed: privacy.firstPartyMarketingAllowed(),
          thirdPartyMarketingAllowed: privacy.thirdPartyMarketingAllowed(),
        };
        document.dispatchEvent(new CustomEvent("visitorConsentCollected", { detail }));
      });
    },
  };

  // Features come later than the page in real life: a task later here.
  Shopify.loadFeatures = (features, callback) => {
    const unknown = features.find(({ name }) => name !== "consent-tracking-api");
    setTimeout(() => {
      if (!unknown) Shopify.customerPrivacy = privacy;
      callback?.(unknown ? new Error(`Unknown feature: ${unknown.name}`) : undefined);
    }, 0);
  };
})();
