export type Device = "phone" | "tablet" | "desktop";

/** The coarse class alone is kept of what a browser says of itself. */
export function deviceOf(userAgent: string | undefined): Device | undefined {
  if (!userAgent) return undefined;
  const text = userAgent.slice(0, 500);
  if (/iPad|Tablet|PlayBook|Silk|Kindle/i.test(text) || (/Android/i.test(text) && !/Mobile/i.test(text)))
    return "tablet";
  return /Mobi|iPhone|iPod|Android|Windows Phone/i.test(text) ? "phone" : "desktop";
}
