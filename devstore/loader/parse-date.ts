const CLOCK = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?`;
const ISO = new RegExp(String.raw`^(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[T ]${CLOCK} ?(Z|[+-]\d{2}:?\d{2})?)?$`, "i");
const AMERICAN = new RegExp(String.raw`^(\d{1,2})/(\d{1,2})/(\d{4})(?: ${CLOCK}(?: ?([AP])M)?)?$`, "i");

/** Offsets from UTC reach from -12:00 to +14:00. */
function offsetMs(zone: string): number | undefined {
  if (zone === "" || zone.toUpperCase() === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  if (minutes > 14 * 60 || Number(zone.slice(-2)) > 59) return undefined;
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}

/** 12 AM is midnight, 12 PM is noon. */
function hourOf(hour: number, half: string): number {
  if (half === "") return hour;
  if (hour < 1 || hour > 12) return Number.NaN;
  return (hour % 12) + (half.toUpperCase() === "P" ? 12 : 0);
}

interface Parts {
  date: (string | undefined)[];
  clock: (string | undefined)[];
  half: string;
  zone: string;
}

function partsOf(text: string): Parts | undefined {
  const iso = ISO.exec(text);
  if (iso) return { date: [iso[1], iso[3], iso[4]], clock: iso.slice(5, 8), half: "", zone: iso[8] ?? "" };
  const american = AMERICAN.exec(text);
  if (!american) return undefined;
  const [, month, day, year] = american;
  return { date: [year, month, day], clock: american.slice(4, 7), half: american[7] ?? "", zone: "" };
}

/**
 * Milliseconds since 1970; without an offset (`+09:00`) read as UTC, so that no hour of a clock change is missing or double.
 * `12/1/2010 8:26` is month first, as in the published Online Retail file.
 */
export function parseDate(text: string): number | undefined {
  const parts = partsOf(text);
  const offset = parts && offsetMs(parts.zone);
  if (parts === undefined || offset === undefined) return undefined;
  const [y = 0, mo = 0, d = 0] = parts.date.map(Number);
  const [hour = 0, mi = 0, s = 0] = parts.clock.map((part) => Number(part ?? 0));
  const h = hourOf(hour, parts.half);
  const made = new Date(Date.UTC(y, mo - 1, d, h, mi, s));
  // Date.UTC rolls over: 31 April would become 1 May.
  const same = made.getUTCMonth() === mo - 1 && made.getUTCDate() === d && h < 24 && mi < 60 && s < 60;
  return same && y >= 1970 && y <= 2100 ? made.getTime() - offset : undefined;
}
