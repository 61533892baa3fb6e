import path from "node:path";

/** Migrated once per run of the tests (tests/global-setup.ts), copied by each test that needs one. */
export const EMPTY_DATABASE = path.resolve("node_modules/.cache/candor-test/template.db");
