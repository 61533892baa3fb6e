import type { ShopId } from "../contract/shop.ts";
import type { Dialect } from "../platform/dialect/dialect.ts";
import { int, join, raw, sql, text } from "../platform/dialect/sql.ts";
import type { Slot, Sql } from "../platform/dialect/sql.ts";

/** Begins and ends each value in a text of many. No id, and no product type that anybody writes, has it. */
const MARK = "\u001f";

const windowStart = (days: number): Slot => ({ slot: "now", minusDays: days });
const COUNTS = raw(`o."cancelledAt" IS NULL AND o."deletedAt" IS NULL`);

/**
 * What many rules ask about one person, read once: all they told as one text, their orders counted and summed in each window,
 * what they bought as texts. With 200 segments a condition then costs a look into a text or at a number, not into a table.
 * Asking for a fact registers its column; `withFacts` puts them under the statement that asked.
 */
export class Facts {
  readonly #shop: ShopId;
  readonly #dialect: Dialect;
  readonly #windows = new Set<number>();
  readonly #bought = new Map<string, Sql>();
  readonly #once = new Map<string, { column: string; value: Sql }>();

  constructor(shop: ShopId, dialect: Dialect) {
    this.#shop = shop;
    this.#dialect = dialect;
  }

  /** Told now, by whichever quiz (undefined) and with whichever value (undefined). */
  told(quiz: string | undefined, key: string, value: string | undefined): Sql {
    const from = quiz === undefined ? "" : MARK + quiz;
    const to = value === undefined ? "" : value + MARK;
    return this.#dialect.contains(raw(`p."told"`), text(`${from}/${key}=${to}`));
  }

  /** Orders that count and lie in the window: how many, and their sum less refunds. */
  orders(days: number): { count: Sql; net: Sql } {
    this.#windows.add(days);
    return { count: raw(`p."count${int(days).sql}"`), net: raw(`p."net${int(days).sql}"`) };
  }

  /** Bought a product, or something of a type, ever or in the window. */
  bought(what: "product" | "type", value: string, days: number | undefined): Sql {
    const column = `${what}s${days === undefined ? "" : int(days).sql}`;
    const name = what === "product" ? raw(`b."productId"`) : raw(`coalesce(d."type", '')`);
    const when = days === undefined ? raw("") : sql` FILTER (WHERE b."lastAt" > ${windowStart(days)})`;
    const all = this.#dialect.textOf(name, text(MARK));
    this.#bought.set(column, sql`${text(MARK)} || ${all}${when} || ${text(MARK)} AS ${raw(`"${column}"`)}`);
    return this.#dialect.contains(raw(`p."${column}"`), text(MARK + value + MARK));
  }

  /** A value of row `p` of "Profile" that several rules may ask for. */
  once(value: Sql): Sql {
    const key = JSON.stringify(value);
    const known = this.#once.get(key) ?? { column: `"once${this.#once.size}"`, value };
    this.#once.set(key, known);
    return raw(`p.${known.column}`);
  }

  /** `statement` selects FROM "facts" AS p: the profiles' columns and all that was asked for above. */
  withFacts(statement: Sql, profileIds: Sql): Sql {
    const shop = int(this.#shop);
    const mine = (key: string) => raw(`${key} = who."id"`);
    const mark = text(MARK);
    const toldText = this.#dialect.textOf(raw(`coalesce(q."handle", '') || '/' || t."key" || '=' || t."value"`), mark);
    const shopOf = this.#dialect.unindexed(raw(`t."shopId"`));
    const parts = [
      sql`"who" ("id") AS (VALUES ${profileIds})`,
      sql`"told" AS MATERIALIZED (SELECT t."profileId", ${mark} || ${toldText} || ${mark} AS "all" FROM "who" CROSS JOIN "Trait" AS t LEFT JOIN "Quiz" AS q ON q."id" = t."quizId" WHERE ${mine(`t."profileId"`)} AND ${shopOf} = ${shop} AND t."until" IS NULL GROUP BY t."profileId")`,
    ];
    const columns = [raw("p.*"), raw(`coalesce(told."all", '') AS "told"`)];
    const joins = [raw(`"who" CROSS JOIN "Profile" AS p LEFT JOIN "told" ON told."profileId" = p."id"`)];
    if (this.#windows.size > 0) {
      const aggregates = [...this.#windows].map((days) => {
        const inside = sql`FILTER (WHERE o."processedAt" > ${windowStart(days)})`;
        return sql`count(*) ${inside} AS ${raw(`"count${days}"`)}, sum(o."totalMicros" - o."refundedMicros") ${inside} AS ${raw(`"net${days}"`)}`;
      });
      const first = windowStart(Math.max(...this.#windows));
      parts.push(
        sql`"ordered" AS MATERIALIZED (SELECT o."profileId", ${join(aggregates, ", ")} FROM "who" CROSS JOIN "Order" AS o WHERE o."shopId" = ${shop} AND ${mine(`o."profileId"`)} AND o."processedAt" > ${first} AND ${COUNTS} GROUP BY o."profileId")`,
      );
      columns.push(
        ...[...this.#windows].map((days) =>
          raw(
            `coalesce(ordered."count${days}", 0) AS "count${days}", coalesce(ordered."net${days}", 0) AS "net${days}"`,
          ),
        ),
      );
      joins.push(raw(`LEFT JOIN "ordered" ON ordered."profileId" = p."id"`));
    }
    if (this.#bought.size > 0) {
      const product = sql`LEFT JOIN "Product" AS d ON d."shopId" = ${shop} AND d."id" = b."productId"`;
      parts.push(
        sql`"bought" AS MATERIALIZED (SELECT b."profileId", ${join([...this.#bought.values()], ", ")} FROM "who" CROSS JOIN "Purchase" AS b ${product} WHERE ${mine(`b."profileId"`)} AND b."shopId" = ${shop} GROUP BY b."profileId")`,
      );
      columns.push(...[...this.#bought.keys()].map((column) => raw(`coalesce(bought."${column}", '') AS "${column}"`)));
      joins.push(raw(`LEFT JOIN "bought" ON bought."profileId" = p."id"`));
    }
    columns.push(...[...this.#once.values()].map(({ column, value }) => sql`${value} AS ${raw(column)}`));
    parts.push(
      sql`"facts" AS MATERIALIZED (SELECT ${join(columns, ", ")} FROM ${join(joins, " ")} WHERE ${mine(`p."id"`)} AND p."shopId" = ${shop})`,
    );
    return sql`WITH ${join(parts, ", ")} ${statement}`;
  }
}
