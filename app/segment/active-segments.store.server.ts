import type { Rule } from "../contract/rule.ts";
import type { ShopId } from "../contract/shop.ts";
import { int, join, raw, sql } from "../platform/dialect/sql.ts";
import type { Sql } from "../platform/dialect/sql.ts";
import { sqlite } from "../platform/dialect/sqlite.ts";
import type { Tx } from "../platform/db.server.ts";
import { compile, guard } from "./compile.ts";
import { Facts } from "./facts.ts";
import { nextChange } from "./next-change.ts";
import { parseRule } from "./rule.ts";

/** Segments that one statement evaluates: SQLite bounds the columns, parameters and depth of a statement. */
const PER_STATEMENT = 250;
/** Verdicts that one column holds, as a string of 0 and 1. */
const PER_COLUMN = 50;

interface ActiveSegment {
  id: number;
  slug: string;
  rule: Rule;
}

/** A shop's segments, compiled: one statement (few for very many) says for a profile which of them it matches. */
export interface ActiveSegments {
  revision: number;
  segments: ActiveSegment[];
  statements: CompiledSegments[];
}

interface CompiledSegments {
  /** In the order of the verdicts. */
  segmentIds: number[];
  /** Makes the statement for some profiles, by their ids: `(?), (?)`. */
  of: (profileIds: Sql) => Sql;
}

/** Compiled segments by shop, kept while the shop's segment revision stays. */
export class ActiveSegmentsCache {
  readonly #byShop = new Map<ShopId, ActiveSegments>();

  async get(tx: Tx, shop: ShopId): Promise<ActiveSegments> {
    return this.#byShop.get(shop) ?? this.renew(tx, shop);
  }

  async renew(tx: Tx, shop: ShopId): Promise<ActiveSegments> {
    const active = await loadActiveSegments(tx, shop);
    this.#byShop.set(shop, active);
    return active;
  }
}

async function loadActiveSegments(tx: Tx, shop: ShopId): Promise<ActiveSegments> {
  // The revision first: read with older segments it would look newer than they are, and stay.
  const { segmentRevision } = await tx.shop.findUniqueOrThrow({
    where: { id: shop },
    select: { segmentRevision: true },
  });
  const rows = await tx.segment.findMany({
    where: { shopId: shop, deletedAt: null },
    select: { id: true, slug: true, rule: true },
    orderBy: { id: "asc" },
  });
  const segments = rows.map((row) => ({ ...row, rule: parseRule(row.rule) }));
  return { revision: segmentRevision, segments, statements: compileStatements(shop, segments) };
}

function compileStatements(shop: ShopId, segments: ActiveSegment[]): ActiveSegments["statements"] {
  const statements: ActiveSegments["statements"] = [];
  for (let start = 0; start === 0 || start < segments.length; start += PER_STATEMENT) {
    const page = segments.slice(start, start + PER_STATEMENT);
    statements.push({ segmentIds: page.map(({ id }) => id), of: compileStatement(shop, page) });
  }
  return statements;
}

function compileStatement(shop: ShopId, segments: ActiveSegment[]): (profileIds: Sql) => Sql {
  const facts = new Facts(shop, sqlite);
  const bits = verdicts(shop, segments, facts);
  const next = nextChange(
    segments.map(({ rule }) => rule),
    { shop, dialect: sqlite, facts },
  );
  const members = sqlite.list(raw(`m."segmentId"`));
  const pushed = sqlite.list(raw(`g."tag"`));
  const statement = sql`SELECT p."id", p."customerId", p."consent", r."at" AS "recheckAt", s."segmentRevision" AS "revision", s."tagPrefix" AS "prefix", s."tagsOffAt",
    CASE WHEN ${guard(shop)} THEN ${bits} END AS "verdicts",
    CASE WHEN ${guard(shop)} THEN ${next} END AS "next",
    (SELECT ${members} FROM "Membership" AS m WHERE m."profileId" = p."id" AND m."until" IS NULL) AS "members",
    (SELECT ${pushed} FROM "PushedTag" AS g WHERE g."shopId" = ${int(shop)} AND g."customerId" = p."customerId") AS "pushed"
    FROM "facts" AS p JOIN "Shop" AS s ON s."id" = p."shopId" LEFT JOIN "Recheck" AS r ON r."profileId" = p."id"`;
  return (profileIds) => facts.withFacts(statement, profileIds);
}

function verdicts(shop: ShopId, segments: ActiveSegment[], facts: Facts): Sql {
  if (segments.length === 0) return raw("''");
  const bits = segments.map(({ rule }) => sql`(${compile(rule, { shop, dialect: sqlite, reach: "each", facts })})`);
  const groups: Sql[] = [];
  for (let start = 0; start < bits.length; start += PER_COLUMN) {
    groups.push(sql`(${join(bits.slice(start, start + PER_COLUMN), " || ")} || '')`);
  }
  return sql`(${join(groups, " || ")})`;
}
