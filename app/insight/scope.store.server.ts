import type { ShopId } from "../contract/shop.ts";
import { NOTHING_SAID } from "./filter.ts";
import type { Dimension, ResultsFilter } from "./filter.ts";

export const COLUMNS: Record<Dimension, string> = {
  placement: "placement",
  language: "language",
  device: "device",
  source: "utmSource",
};

/** Part of a WHERE over "QuizResponse" r, with its parameters in order. */
export interface Scope {
  sql: string;
  params: (string | number | Date)[];
}

const KINDS: Record<ResultsFilter["kind"], string> = {
  shoppers: `r."test" = FALSE AND r."flag" IS NULL`,
  tests: `r."test" = TRUE`,
  flagged: `r."test" = FALSE AND r."flag" IS NOT NULL`,
};

/** One quiz's walks that a filter lets through; the shop is always said. */
export function scopeOf(shop: ShopId, quizId: number, filter: ResultsFilter): Scope {
  const parts = [`r."shopId" = ? AND r."quizId" = ? AND r."startedAt" >= ?`];
  const params: Scope["params"] = [shop, quizId, filter.from];
  if (filter.to) {
    parts.push(`r."startedAt" < ?`);
    params.push(filter.to);
  }
  parts.push(KINDS[filter.kind]);
  for (const [dimension, column] of Object.entries(COLUMNS)) {
    const value = filter[dimension as Dimension];
    if (value === undefined) continue;
    parts.push(value === NOTHING_SAID ? `r."${column}" IS NULL` : `r."${column}" = ?`);
    if (value !== NOTHING_SAID) params.push(value);
  }
  return { sql: parts.join(" AND "), params };
}
