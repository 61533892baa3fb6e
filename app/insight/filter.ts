/** Which walks are looked at. */
export interface ResultsFilter {
  from: Date;
  to: Date | undefined;
  placement?: string | undefined;
  language?: string | undefined;
  device?: string | undefined;
  source?: string | undefined;
  /** Shoppers' own, without tests and what was flagged; or one of these two alone. */
  kind: WalkKind;
}

const WALK_KINDS = ["shoppers", "tests", "flagged"] as const;
export type WalkKind = (typeof WALK_KINDS)[number];

/** What can be chosen besides the period, as it stands in the address. */
export const DIMENSIONS = ["placement", "language", "device", "source"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Of walks that say nothing of a dimension, such as those without a share link. */
export const NOTHING_SAID = "-";

const PERIODS = [7, 30, 90, 0] as const;
const DAY = 86_400_000;
const DAY_TEXT = /^\d{4}-\d{2}-\d{2}$/;

/** How far the zone's clock is ahead of UTC at an instant, in milliseconds. */
export function zoneOffset(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(at);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const local = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return local - Math.floor(at.getTime() / 1000) * 1000;
}

/** The first instant of a day of the shop's calendar; undefined when it is no day. */
export function dayStart(day: string | null, timeZone: string): Date | undefined {
  if (day === null || !DAY_TEXT.test(day)) return undefined;
  const utc = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(utc)) return undefined;
  // The offset at the guess; once more, since a clock change may lie between.
  const guess = utc - zoneOffset(new Date(utc), timeZone);
  return new Date(utc - zoneOffset(new Date(guess), timeZone));
}

const word = (text: string | null): string | undefined =>
  text !== null && /^[\w.-]{1,60}$/.test(text) ? text : undefined;

/** The filter in an address; what makes no sense there is left out. */
export function filterFrom(search: URLSearchParams, now: Date, timeZone: string): ResultsFilter {
  const kind = WALK_KINDS.find((one) => one === search.get("kind")) ?? "shoppers";
  const chosen = Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, word(search.get(dimension))]));
  return { ...periodFrom(search, now, timeZone), ...chosen, kind };
}

/** What of an address makes its filter: the same text, the same choice. */
export const filterText = (search: URLSearchParams): string =>
  JSON.stringify(["from", "to", "days", "kind", ...DIMENSIONS].map((name) => search.get(name)));

function periodFrom(search: URLSearchParams, now: Date, timeZone: string): Pick<ResultsFilter, "from" | "to"> {
  const from = dayStart(search.get("from"), timeZone);
  const last = dayStart(search.get("to"), timeZone);
  if (from ?? last) {
    // To the end of the last day, which is not 24 hours later where the clock changes.
    const next = last && new Date(last.getTime() + 36 * 3_600_000).toLocaleDateString("sv-SE", { timeZone });
    return { from: from ?? new Date(0), to: next ? dayStart(next, timeZone) : undefined };
  }
  const days = PERIODS.find((one) => String(one) === search.get("days")) ?? 30;
  return { from: days === 0 ? new Date(0) : new Date(now.getTime() - days * DAY), to: undefined };
}
