/**
 * Whether the pop-up may show itself now. The merchant's rules that only a browser can tell; those that the shop's server knows (published,
 * page, product, collection, language, cart, segment) are decided in blocks/candor-popup.liquid, which then renders nothing at all.
 */
export interface PopupRules {
  /** Each of the three opens it; 0 and false: not by this. Seconds, percent of the page, leaving. */
  delay: number;
  scroll: number;
  exit: boolean;
  /** true: only on phones; false: only on others; null: on all. */
  phone: boolean | null;
  /** The first and the last visit on which it may come; 0 = no last one; null = on all. */
  visits: [first: number, last: number] | null;
  /** "utm_source=newsletter": one of them must be in the address; none = whoever comes. */
  utm: string[];
  /** Seconds since 1970; 0 = open-ended. The page may come from a cache, the tab may be old. */
  dates: [from: number, until: number];
  /** Days of rest after it came. */
  again: number;
  /** Only where there is something that was not answered on this browser. */
  fresh: boolean;
}

export interface Moment {
  now: number;
  phone: boolean;
  visit: number;
  /** The query of the address by which this visit began. */
  came: string;
  /** Seconds on this page. */
  waited: number;
  /** Percent of what can be scrolled. */
  scrolled: number;
  leaving: boolean;
  /** The shopper types, or something else has come before the page: a cookie banner, the cart's drawer. */
  busy: boolean;
  /** When it last came by itself, or was closed; 0 = never. */
  last: number;
  /** Something is left to ask. */
  left: boolean;
}

/** absent: not for this shopper · quiet: only when they press the button · wait: not yet · open: now. */
export type Decision = "absent" | "quiet" | "wait" | "open";

export function decide(
  { delay, scroll, exit, phone, visits, utm, dates: [from, until], again, fresh }: PopupRules,
  { now, visit, came, waited, scrolled, leaving, busy, last, left, ...moment }: Moment,
): Decision {
  const query = `&${came.slice(1)}&`;
  const isMeant =
    (phone ?? moment.phone) === moment.phone &&
    (!visits || (visit >= visits[0] && visit <= (visits[1] || visit))) &&
    now >= from * 1000 &&
    now < (until * 1000 || Infinity) &&
    (!utm.length || utm.some((one) => query.includes(`&${one}&`)));
  if (!isMeant) return "absent";
  const rests = now < last + again * 86_400_000;
  if (rests || (fresh && !left) || !(delay || scroll || exit)) return "quiet";
  const due = (delay && waited >= delay) || (scroll && scrolled >= scroll) || (exit && leaving);
  return due && !busy ? "open" : "wait";
}
