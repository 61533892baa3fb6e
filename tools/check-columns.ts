// P12 and P21: every column declares class, purpose and retention; docs/data-map.md says the same. `--write` brings it up to date.
import { readFileSync, writeFileSync } from "node:fs";
import { columnsOfSchema, columnsOfSql, renderDataMap } from "./columns.ts";

const MAP = "docs/data-map.md";
const faults: string[] = [];
const read = (file: string) => readFileSync(file, "utf8");

const columns = [
  ...columnsOfSchema(read("prisma/schema.prisma"), faults),
  ...columnsOfSql(read("app/platform/inbox-file.ts"), faults),
];
const map = renderDataMap(columns);
if (process.argv.includes("--write")) writeFileSync(MAP, map);
else if (read(MAP) !== map) faults.push(`${MAP} is stale: run \`npm run check -- --write\``);

for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
