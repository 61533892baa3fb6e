/** A day of the calendar as "2026-12-24"; without its year, as "--12-24", where `yearless` allows it. A day that does not exist is none. */
export function isDateText(text: string, yearless: boolean): boolean {
  const [, year, month, day] = /^(\d{4}|-)-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined || (year === "-" && !yearless)) return false;
  // Without a year the 29th of February is somebody's birthday.
  const date = new Date(`${year === "-" ? "2000" : year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day) && date.getUTCFullYear() >= 1000;
}
