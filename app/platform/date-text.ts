const day = { day: "numeric", month: "short", year: "numeric" } as const;

/** A day as a person writes it: 22 Nov 2026. The zone is the shop's. */
export const dayText = (at: Date, timeZone = "UTC"): string => at.toLocaleDateString("en-GB", { ...day, timeZone });

/** Day and minute: 22 Nov 2026, 14:05. */
export const minuteText = (at: Date, timeZone = "UTC"): string =>
  at.toLocaleString("en-GB", { ...day, hour: "2-digit", minute: "2-digit", timeZone });

/** A day of the calendar as an answer keeps it, "2026-12-24" or each year's "--12-24", as a person writes it: 24 Dec 2026, 24 Dec. */
export function calendarText(kept: string): string {
  const [, year, month, date] = /^(\d{4}|-)-(\d{2})-(\d{2})$/.exec(kept) ?? [];
  if (year === undefined) return kept;
  // Without a year the 29th of February is a day too.
  const at = new Date(`${year === "-" ? "2000" : year}-${month}-${date}T00:00:00Z`);
  return year === "-" ? at.toLocaleDateString("en-GB", { ...day, year: undefined, timeZone: "UTC" }) : dayText(at);
}
