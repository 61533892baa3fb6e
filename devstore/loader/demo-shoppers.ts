import { isoOf } from "../clock.ts";
import { readSetting, type State, writeSetting } from "../state.ts";
import { DEMO_PASSWORD } from "./write-customers.ts";

export interface DemoShopper {
  id: number;
  name: string;
  email: string;
  password: string;
  orders: number;
  ordersLastYear: number;
  /** In words, for the person who plays the story. */
  why: string;
}

interface Candidate {
  id: number;
  name: string;
  email: string;
  orders: number;
  recent: number;
}

const SETTING = "demo_shoppers";

/** Picks three people with true history: a regular, the most loyal one, and somebody who ordered once. */
export function chooseDemoShoppers(state: State, nowMs: number): void {
  const candidates = state
    .sql(
      `SELECT customers.id, first_name || ' ' || last_name AS name, customers.email AS email, count(*) AS orders,
         sum(processed_at >= ?) AS recent, sum(CAST(total_price AS REAL) > 0) AS paid
       FROM customers JOIN orders ON orders.customer_id = customers.id
       GROUP BY customers.id HAVING paid = count(*) ORDER BY customers.id`,
    )
    .all(isoOf(nowMs - 365 * 86_400_000)) as Candidate[];
  const taken = new Set<number>();
  const choose = (why: string, better: (one: Candidate) => number): DemoShopper[] => {
    const best = candidates
      .filter((one) => !taken.has(one.id) && better(one) > 0)
      .reduce<Candidate | undefined>((top, one) => (!top || better(one) > better(top) ? one : top), undefined);
    if (!best) return [];
    taken.add(best.id);
    const { id, name, email, orders, recent: ordersLastYear } = best;
    return [{ id, name, email, password: DEMO_PASSWORD, orders, ordersLastYear, why }];
  };
  const shoppers = [
    ...choose("a regular: several orders in the last 365 days", (one) =>
      one.recent >= 2 && one.recent <= 6 ? one.recent : 0,
    ),
    ...choose("the most loyal customer", (one) => one.recent),
    ...choose("ordered once only", (one) => (one.orders === 1 ? 1 + one.recent : 0)),
  ];
  writeSetting(state, SETTING, JSON.stringify(shoppers));
}

export function readDemoShoppers(state: State): DemoShopper[] {
  return JSON.parse(readSetting(state, SETTING) ?? "[]") as DemoShopper[];
}
