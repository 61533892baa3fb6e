import type { Rule } from "../../app/contract/rule.ts";

/** A person's past, as a test tells it. The oracle below reads it in plain code: rules mean what it says. */
export interface History {
  kind: "shopper" | "test" | "demo";
  consent: "none" | "granted" | "withdrawn";
  merged: boolean;
  lifetimeOrders: number | null;
  /** In the shop's currency. */
  lifetimeSpent: number | null;
  orders: PastOrder[];
  told: Told[];
}
export interface PastOrder {
  at: number;
  total: number;
  refunded: number;
  state: "counts" | "cancelled" | "deleted";
  products: string[];
}
interface Told {
  quiz: string;
  key: string;
  value: string;
  ended: boolean;
}

export const DAY = 86_400_000;
/** Type of each product in the tests. */
export const TYPES: Record<string, string> = { "1": "Candle", "2": "Candle", "3": "Vase", "4": 'It\'s; a "type" --' };

const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
export const counted = (history: History) => history.orders.filter((order) => order.state === "counts");
export const net = (order: PastOrder) => order.total - order.refunded;

function compare(comparison: "atLeast" | "atMost" | "exactly", value: number, to: number): boolean {
  if (comparison === "atLeast") return value >= to;
  return comparison === "atMost" ? value <= to : value === to;
}

function isTold(history: History, matches: (told: Told) => boolean, is: string[]): boolean {
  const values = history.told.filter((told) => !told.ended && matches(told)).map((told) => told.value);
  return is.length === 0 ? values.length === 0 : values.some((value) => is.includes(value));
}

const numberIn = (text: string) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined);
const isDay = (text: string) => /^(\d{4}|-)-\d{2}-\d{2}$/.test(text);
const startOfDay = (at: number) => Math.floor(at / DAY) * DAY;

type DateNear = Extract<Rule, { kind: "dateNear" }>;

/** When the days of somebody begin, in the years round an instant; in a year without it, the 29th of February is the 1st of March. */
function daysNear({ key, yearly }: DateNear, history: History, now: number): number[] {
  const texts = history.told.filter((told) => !told.ended && told.key === key && isDay(told.value));
  return texts.flatMap(({ value }) => {
    const [month, day] = [Number(value.slice(-5, -3)), Number(value.slice(-2))];
    if (!yearly) return value.startsWith("-") ? [] : [Date.UTC(Number(value.slice(0, 4)), month - 1, day)];
    const year = new Date(now).getUTCFullYear();
    return [-1, 0, 1, 2].map((more) => Date.UTC(year + more, month - 1, day));
  });
}

function isNear(rule: DateNear, history: History, now: number): boolean {
  const today = startOfDay(now);
  const near = (day: number) => {
    const away = (rule.direction === "next" ? day - today : today - day) / DAY;
    return away >= 0 && away <= rule.days;
  };
  return daysNear(rule, history, now).some(near);
}

function holds(rule: Rule, history: History, now: number): boolean {
  const orders = (within?: { days: number }) =>
    counted(history).filter((order) => within === undefined || order.at > now - within.days * DAY);
  switch (rule.kind) {
    case "all":
      return rule.rules.every((part) => holds(part, history, now));
    case "any":
      return rule.rules.some((part) => holds(part, history, now));
    case "not":
      return !holds(rule.rule, history, now);
    case "answer":
      return isTold(history, (told) => told.quiz === rule.quiz && told.key === rule.question, rule.is);
    case "trait":
      return isTold(history, (told) => told.key === rule.key, rule.is);
    case "number": {
      const { atLeast = -Infinity, atMost = Infinity } = rule;
      return history.told.some(({ key, value, ended }) => {
        const number = ended || key !== rule.key ? undefined : numberIn(value);
        return number !== undefined && number >= atLeast && number <= atMost;
      });
    }
    case "date": {
      const { from, to } = rule;
      return history.told.some(({ key, value, ended }) => {
        if (ended || key !== rule.key || !isDay(value)) return false;
        if (from === undefined && to === undefined) return true;
        return !value.startsWith("-") && value >= (from ?? value) && value <= (to ?? value);
      });
    }
    case "dateNear":
      return isNear(rule, history, now);
    case "orderCount": {
      const count = orders(rule.within).length;
      return compare(rule.comparison, rule.within ? count : (history.lifetimeOrders ?? count), rule.count);
    }
    case "amountSpent": {
      const spent = sum(orders(rule.within).map(net));
      return compare(rule.comparison, rule.within ? spent : (history.lifetimeSpent ?? spent), rule.amount);
    }
    case "bought":
      return orders(rule.within).some((order) => order.products.includes(rule.product));
    case "boughtType":
      return orders(rule.within).some((order) => order.products.some((id) => TYPES[id] === rule.type));
    case "firstOrder":
    case "lastOrder": {
      const times = orders().map((order) => order.at);
      if (times.length === 0) return false;
      const at = rule.kind === "firstOrder" ? Math.min(...times) : Math.max(...times);
      return at > now - rule.days * DAY === (rule.when === "within");
    }
  }
}

/** Whether somebody with this past is in a segment with this rule, at an instant. */
export function isMember(rule: Rule, history: History, now: number): boolean {
  const may = history.kind !== "test" && history.consent !== "withdrawn" && !history.merged;
  return may && holds(rule, history, now);
}

function windows(rule: Rule): number[] {
  switch (rule.kind) {
    case "all":
    case "any":
      return rule.rules.flatMap(windows);
    case "not":
      return windows(rule.rule);
    case "firstOrder":
    case "lastOrder":
      return [rule.days];
    default:
      return "within" in rule && rule.within ? [rule.within.days] : [];
  }
}

function dateNears(rule: Rule): DateNear[] {
  if (rule.kind === "not") return dateNears(rule.rule);
  if ("rules" in rule) return rule.rules.flatMap(dateNears);
  return rule.kind === "dateNear" ? [rule] : [];
}

/** Every later instant at which time alone could matter, in order. */
export function laterInstants(rule: Rule, history: History, now: number): number[] {
  const orders = windows(rule).flatMap((days) => history.orders.map((order) => order.at + days * DAY));
  const days = dateNears(rule).flatMap((near) => {
    const [first, last] = near.direction === "next" ? [-near.days, 0] : [0, near.days];
    return daysNear(near, history, now).flatMap((day) => [day + first * DAY, day + (last + 1) * DAY]);
  });
  return [...new Set([...orders, ...days])].filter((instant) => instant > now).sort((a, b) => a - b);
}
