import type { GeneratedItem } from "./products.ts";
import { type Chance, WeightedDraw } from "./random.ts";
import { type GeneratedShopper, weighted } from "./shoppers.ts";
import { catalogue, seasons } from "./words.ts";

export interface GeneratedRow {
  invoice: string;
  stockCode: string;
  quantity: number;
  /** Minutes since the first day's midnight. */
  minute: number;
  price: number;
  customer: string;
  country: string;
}

const DAY_MINUTES = 1440;
/** Orders per weekday, Sunday first. */
const WEEKDAYS = [1.1, 1, 1.05, 1.05, 1.1, 0.95, 0.7];
/** Orders per month, January first: Mother's Day, then quiet, then Christmas. */
const MONTHS = [0.75, 0.85, 1.05, 0.9, 0.9, 0.85, 0.8, 0.8, 1, 1.25, 1.9, 1.75];

interface Visit {
  minute: number;
  shopper: GeneratedShopper | undefined;
}

/** The calendar of the two years: what month and weekday each day is, and how much is bought on it. */
export class Calendar {
  readonly days: number;
  readonly #first: number;

  constructor(lastDay: string, days: number) {
    const last = Date.parse(`${lastDay}T00:00:00Z`);
    if (Number.isNaN(last)) throw new Error(`not a day: ${lastDay}`);
    this.days = days;
    this.#first = last - (days - 1) * 86_400_000;
  }

  month(day: number): number {
    return new Date(this.#first + day * 86_400_000).getUTCMonth();
  }

  weight(day: number): number {
    const date = new Date(this.#first + day * 86_400_000);
    const closed = date.getUTCMonth() === 11 && date.getUTCDate() >= 23 ? 0.35 : 1;
    const growth = 0.8 + (0.4 * day) / this.days;
    return (MONTHS[date.getUTCMonth()] ?? 1) * (WEEKDAYS[date.getUTCDay()] ?? 1) * closed * growth;
  }

  /** 2026-11-20T09:31 */
  text(minute: number): string {
    return new Date(this.#first + minute * 60_000).toISOString().slice(0, 16);
  }
}

/** When people order: a bump before lunch and a bigger one in the evening. */
function minuteOfDay(chance: Chance): number {
  const minute = chance.yes(0.4) ? chance.normal(11.2 * 60, 95) : chance.normal(19.6 * 60, 120);
  return Math.round(Math.min(DAY_MINUTES - 2, Math.max(6 * 60, minute)));
}

function planVisits(
  chance: Chance,
  calendar: Calendar,
  shoppers: readonly GeneratedShopper[],
  guests: number,
): Visit[] {
  const days = new WeightedDraw(Array.from({ length: calendar.days }, (_, day) => calendar.weight(day)));
  const visits: Visit[] = [];
  for (const shopper of shoppers) {
    for (let order = 0; order < shopper.orders; order += 1) {
      const day = days.draw(chance, shopper.from, Math.max(shopper.from + 1, shopper.to + 1));
      visits.push({ minute: day * DAY_MINUTES + minuteOfDay(chance), shopper });
    }
  }
  for (let guest = 0; guest < guests; guest += 1) {
    visits.push({ minute: days.draw(chance) * DAY_MINUTES + minuteOfDay(chance), shopper: undefined });
  }
  // The last day always has an order, so that the file ends where it says.
  visits.push({ minute: (calendar.days - 1) * DAY_MINUTES + 20 * 60, shopper: undefined });
  return visits.sort((left, right) => left.minute - right.minute);
}

interface Shelf {
  items: readonly GeneratedItem[];
  draw: WeightedDraw;
}

function shelves(items: readonly GeneratedItem[]): Map<string, Shelf> {
  return new Map(
    Object.keys(catalogue).map((type) => {
      const own = items.filter((item) => item.type === type);
      return [type, { items: own, draw: new WeightedDraw(own.map((item) => item.appeal)) }];
    }),
  );
}

function chooseType(chance: Chance, month: number, shopper: GeneratedShopper | undefined): string {
  const liked = shopper?.tastes ?? [];
  return weighted(
    chance,
    Object.keys(catalogue).map((type) => {
      const season = seasons[type]?.[month] ?? 1;
      const taste = liked.includes(type) ? 9 / (1 + liked.indexOf(type)) : 1;
      return [type, season * taste] as const;
    }),
  );
}

/** Refunds come 2 to 24 days later, for one line mostly; numbers of credits start with C. */
function refundOf(chance: Chance, order: readonly GeneratedRow[], calendar: Calendar): GeneratedRow[] {
  const lines = chance.yes(0.75) ? [chance.pick(order)] : order;
  const minute = (lines[0]?.minute ?? 0) + chance.int(2, 24) * DAY_MINUTES + chance.int(-200, 200);
  if (minute >= calendar.days * DAY_MINUTES) return [];
  return lines.map((row) => ({
    ...row,
    minute,
    quantity: -(row.quantity > 1 && chance.yes(0.4) ? chance.int(1, row.quantity) : row.quantity),
  }));
}

function orderRows(chance: Chance, visit: Visit, month: number, stock: Map<string, Shelf>): GeneratedRow[] {
  const trade = visit.shopper?.trade ?? false;
  const size = Math.min(40, 1 + Math.floor(-Math.log(1 - chance.next()) * (trade ? 9 : 2.1)));
  const taken = new Map<string, GeneratedRow>();
  for (let line = 0; line < size; line += 1) {
    const shelf = stock.get(chooseType(chance, month, visit.shopper));
    const item = shelf?.items[shelf.draw.draw(chance)];
    if (!item) continue;
    const quantity = trade ? chance.pick([6, 6, 12, 12, 24]) : chance.pick([1, 1, 1, 1, 1, 1, 2, 2, 3, 4]);
    const price = trade ? Math.round(item.price * 85) / 100 : item.price;
    const country = visit.shopper?.country ?? "United Kingdom";
    const { minute } = visit;
    taken.set(item.stockCode, {
      invoice: "",
      stockCode: item.stockCode,
      quantity,
      minute,
      price,
      customer: visit.shopper?.id ?? "",
      country,
    });
  }
  return [...taken.values()];
}

export function generateRows(
  chance: Chance,
  calendar: Calendar,
  items: readonly GeneratedItem[],
  shoppers: readonly GeneratedShopper[],
  guests: number,
): GeneratedRow[] {
  const stock = shelves(items);
  const invoices: GeneratedRow[][] = [];
  for (const visit of planVisits(chance, calendar, shoppers, guests)) {
    const rows = orderRows(chance, visit, calendar.month(Math.floor(visit.minute / DAY_MINUTES)), stock);
    invoices.push(rows);
    if (rows.length > 0 && chance.yes(0.032)) {
      const refund = refundOf(chance, rows, calendar);
      if (refund.length > 0) invoices.push(refund);
    }
  }
  invoices.sort((left, right) => (left[0]?.minute ?? 0) - (right[0]?.minute ?? 0));
  return invoices.flatMap((rows, index) => {
    const credit = (rows[0]?.quantity ?? 0) < 0;
    return rows.map((row) => ({ ...row, invoice: `${credit ? "C" : ""}${500_001 + index}` }));
  });
}
