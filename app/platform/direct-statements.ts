import type Sqlite from "better-sqlite3";
import type { Prisma } from "@prisma/client";

type Tx = Prisma.TransactionClient;
type Raw = Pick<Tx, "$queryRawUnsafe" | "$executeRawUnsafe">;
type Row = Record<string, unknown>;

const toSqlite = (value: unknown): unknown => {
  if (value instanceof Date) return value.getTime();
  if (typeof value === "boolean") return value ? 1 : 0;
  return value === undefined ? null : value;
};

const BY_DECLARATION = new Map<string | null, (value: bigint) => unknown>([
  ["INTEGER", Number],
  ["BOOLEAN", (value) => value !== 0n],
  ["DATETIME", (value) => new Date(Number(value))],
]);

/** As Prisma gives it: what a column was declared as decides; what is computed has no declaration and stays as SQLite has it. */
const fromSqlite = (value: unknown, declared: string | null): unknown =>
  typeof value === "bigint" ? (BY_DECLARATION.get(declared)?.(value) ?? value) : value;

function toRow(columns: readonly Sqlite.ColumnDefinition[], values: readonly unknown[]): Row {
  const row: Row = {};
  columns.forEach(({ name, type }, index) => (row[name] = fromSqlite(values[index], type)));
  return row;
}

/**
 * Statements that we wrote ourselves go straight to the connection: Prisma's engine translates and wraps each, which costs ten times what SQLite
 * takes for one. Models still go through Prisma, over the same connection and so in the same transaction. `mayRun` throws once that is over.
 */
export function withDirectStatements<T extends Tx>(tx: T, client: Sqlite.Database, mayRun: () => void): T {
  const prepare = (text: string, values: unknown[]) => {
    mayRun();
    // Its cache knows this form only (`statement-cache.ts`).
    return client.prepare<unknown[], unknown[]>(text).bind(values.map(toSqlite));
  };
  const query = (text: string, values: unknown[]): Row[] => {
    const statement = prepare(text, values);
    if (!statement.reader) {
      statement.run();
      return [];
    }
    const columns = statement.columns();
    return statement
      .raw()
      .all()
      .map((row) => toRow(columns, row as unknown[]));
  };
  // Rejects, never throws: whoever calls expects a promise, and Prisma's type of it which nobody needs.
  const direct = {
    $queryRawUnsafe: async (text: string, ...values: unknown[]) => query(text, values),
    $executeRawUnsafe: async (text: string, ...values: unknown[]) => prepare(text, values).run().changes,
  } as unknown as Raw;
  // Not around `tx` itself: each look would be checked against it, and Prisma's answer to that costs more than a statement.
  return new Proxy({} as T, {
    get: (_, name) => (name in direct ? direct[name as keyof Raw] : Reflect.get(tx, name)) as unknown,
  });
}
