import type { PrismaBetterSQLite3 } from "@prisma/adapter-better-sqlite3";

/** SQLite's own limit. */
const MOST_VALUES = 32_766;

/** Prisma refuses a statement of more than 999 values, as old versions of SQLite did: whoever has bought a thousand times could not be erased. */
export function withManyValues(factory: PrismaBetterSQLite3): PrismaBetterSQLite3 {
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const getConnectionInfo = () => ({ maxBindValues: MOST_VALUES, supportsRelationJoins: false });
    return Object.assign(adapter, { getConnectionInfo });
  };
  return factory;
}
