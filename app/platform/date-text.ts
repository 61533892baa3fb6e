const day = { day: "numeric", month: "short", year: "numeric" } as const;

/** A day as a person writes it: 22 Nov 2026. The zone is the shop's. */
export const dayText = (at: Date, timeZone = "UTC"): string => at.toLocaleDateString("en-GB", { ...day, timeZone });

/** Day and minute: 22 Nov 2026, 14:05. */
export const minuteText = (at: Date, timeZone = "UTC"): string =>
  at.toLocaleString("en-GB", { ...day, hour: "2-digit", minute: "2-digit", timeZone });
