import type { PrismaBetterSQLite3 } from "@prisma/adapter-better-sqlite3";
import type Sqlite from "better-sqlite3";

/** Statements kept per connection; the least lately used goes first. */
const KEPT = 300;
/** Longer texts have lists in them that hardly come again. */
const LONGEST_KEPT = 100_000;

type Statement = Sqlite.Statement<unknown[]>;

/** A statement with its values, as Prisma's adapter uses it. It would bind for good: ours binds for one run. */
class BoundStatement {
  readonly #statement: Statement;
  readonly #values: unknown[];
  readonly #columns: () => Sqlite.ColumnDefinition[];

  constructor(statement: Statement, values: unknown[], columns: () => Sqlite.ColumnDefinition[]) {
    this.#statement = statement;
    this.#values = values;
    this.#columns = columns;
  }

  get reader(): boolean {
    return this.#statement.reader;
  }

  columns() {
    return this.#columns();
  }

  run() {
    return this.#statement.run(...this.#values);
  }

  raw() {
    return { all: () => this.#statement.raw().all(...this.#values) };
  }
}

class ReusableStatement {
  readonly #statement: Statement;
  #columns: Sqlite.ColumnDefinition[] | undefined;

  constructor(statement: Statement) {
    this.#statement = statement;
  }

  bind(values: unknown[]): BoundStatement {
    return new BoundStatement(this.#statement, values, () => (this.#columns ??= this.#statement.columns()));
  }

  run() {
    return this.#statement.run();
  }
}

function keepStatements(client: Sqlite.Database): void {
  const kept = new Map<string, ReusableStatement>();
  const prepare = client.prepare.bind(client);
  const reuse = (sql: string): ReusableStatement => {
    const statement = kept.get(sql) ?? new ReusableStatement(prepare(sql));
    if (sql.length > LONGEST_KEPT) return statement;
    // To the end of the line: the first one is the longest unused.
    kept.delete(sql);
    kept.set(sql, statement);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    return statement;
  };
  Object.assign(client, { prepare: reuse });
}

/** Prisma's adapter parses and plans each statement anew. The same text is the same plan: kept, a long one costs a tenth. */
export function withStatementCache(
  factory: PrismaBetterSQLite3,
  onConnected: (client: Sqlite.Database) => void,
): PrismaBetterSQLite3 {
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const { client } = adapter as unknown as { client: Sqlite.Database };
    keepStatements(client);
    onConnected(client);
    return adapter;
  };
  return factory;
}
