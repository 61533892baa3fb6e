/** No fault of what was to be written: the disk, or somebody who holds the lock, says no. In SQLite's words, which come through Prisma in several wrappings. */
export const isDiskTrouble = (error: unknown): boolean =>
  /disk is full|disk I\/O error|database is locked|readonly database|unable to open database|SQLITE_(FULL|IOERR|BUSY|READONLY|CANTOPEN)/i.test(
    String(error),
  );
