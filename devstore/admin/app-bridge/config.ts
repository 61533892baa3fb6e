const KEPT = "devstore-app-bridge-config";

type Kept = { shop?: string; host?: string; locale?: string };

/** From the script tag or the meta tag, and from the address that the admin opened (kept for later page loads). */
export function readConfig(script: HTMLScriptElement | null): Kept & { apiKey: string } {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="shopify-api-key"]')?.content;
  const apiKey = script?.dataset.apiKey ?? meta ?? "";
  if (apiKey === "") {
    throw new Error('App Bridge needs the API key: <meta name="shopify-api-key"> or data-api-key on its script tag.');
  }
  const params = new URL(location.href).searchParams;
  const kept: Kept = { ...recall() };
  for (const name of ["shop", "host", "locale"] as const) {
    const value = params.get(name) ?? script?.dataset[name];
    if (value) kept[name] = value;
  }
  remember(kept);
  return { ...kept, apiKey };
}

function recall(): Kept {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? "{}") as Kept;
  } catch {
    return {};
  }
}

function remember(kept: Kept): void {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(kept));
  } catch {
    // Storage may be blocked in a frame; then only this page knows.
  }
}
