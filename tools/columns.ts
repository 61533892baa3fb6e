/** What each column holds, why, and for how long: read from the comments beside it, so that it cannot be forgotten. */

const CLASSES = ["none", "pseudonymous", "personal", "secret"] as const;
export type ColumnClass = (typeof CLASSES)[number];

export interface Column {
  table: string;
  name: string;
  class: ColumnClass;
  purpose: string;
  retention: string;
}

const RETENTION = /^(shop|profile|response|for ever|until (done|uninstall|recorded)|\d+ d)$/;

/** Personal columns that are not encrypted, each with its reason. Everything else personal or secret is named `…sealed`. */
const IN_CLEAR: Record<string, string> = {
  "Trait.value": "segment rules run as SQL over it; holds option ids, numbers and days, never a shopper's own words",
  "Answer.options":
    "results and re-interpretation run as SQL over it; holds option ids, never own words (those are in textSealed)",
  "PollVote.options": "tallies move with it; holds option ids chosen by the merchant, never own words",
  "Shop.dataKey": "is itself wrapped by the master key",
  "inbox.body": "lives for seconds, in a file with secure_delete that is read by the worker alone",
};

function parseComment(table: string, name: string, comment: string | undefined, faults: string[]): Column | undefined {
  const place = `${table}.${name}`;
  const match = comment === undefined ? null : /^@(\w+) (.+), ([^,]+)$/.exec(comment.trim());
  if (match === null) {
    faults.push(`${place}: say \`@class purpose, retention\` beside it`);
    return undefined;
  }
  const [, kind = "", purpose = "", retention = ""] = match;
  const known = CLASSES.find((one) => one === kind);
  if (known === undefined) faults.push(`${place}: class "${kind}" is none of ${CLASSES.join(", ")}`);
  if (!RETENTION.test(retention))
    faults.push(`${place}: retention "${retention}" is not one that the schema's head explains`);
  const guarded = known === "personal" || known === "secret";
  if (guarded && !/sealed$/i.test(name) && IN_CLEAR[place] === undefined) {
    faults.push(`${place}: a ${known} column is encrypted and named …Sealed, or its reason stands in tools/columns.ts`);
  }
  return known === undefined ? undefined : { table, name, class: known, purpose, retention };
}

/** Columns of a Prisma schema; relations are none. */
export function columnsOfSchema(schema: string, faults: string[]): Column[] {
  const models = [...schema.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)];
  const names = new Set(models.map((model) => model[1]));
  return models.flatMap(([, table = "", body = ""]) =>
    body.split("\n").flatMap((line) => {
      const field = /^\s+(\w+)\s+(\w+)(\[\])?\??([^/]*)(?:\/\/\/(.*))?/.exec(line);
      if (field === null || names.has(field[2])) return [];
      return parseComment(table, field[1] ?? "", field[5], faults) ?? [];
    }),
  );
}

/** Columns of `CREATE TABLE` statements, one a line, with `-- @class purpose, retention` behind each. */
export function columnsOfSql(source: string, faults: string[]): Column[] {
  return [...source.matchAll(/CREATE TABLE IF NOT EXISTS (\w+) \(\n([\s\S]*?)\n\s*\)/g)].flatMap(
    ([, table = "", body = ""]) =>
      body.split("\n").flatMap((line) => {
        const field = /^\s*(\w+) [A-Z][^-]*(?:-- (.*))?$/.exec(line);
        return parseComment(table, field?.[1] ?? line.trim(), field?.[2], faults) ?? [];
      }),
  );
}

/** Days that are declared and that nothing carries out, and what is carried out without a word of it. `what`: a table, or a column of it. */
export function retentionFaults(
  columns: readonly Column[],
  kept: readonly { what: readonly string[]; days: number }[],
  withResponse: readonly string[],
): string[] {
  const fault = (name: string, what: string) => `${name}: ${what}`;
  const named = kept.flatMap(({ what, days }) => what.map((name) => ({ name, retention: `${days} d` })));
  const isOf = (column: Column, name: string) => name === column.table || name === `${column.table}.${column.name}`;
  const undone = columns
    .filter(({ retention }) => / d$/.test(retention))
    .filter((column) => !named.some(({ name, retention }) => retention === column.retention && isOf(column, name)))
    .map(({ table, name, retention }) => fault(`${table}.${name}`, `nothing takes it after ${retention}`));
  const undeclared = named
    .filter(({ name, retention }) => !columns.some((column) => column.retention === retention && isOf(column, name)))
    .map(({ name, retention }) => fault(name, `is taken after ${retention}, which no column says`));
  const tables = new Set(columns.filter(({ retention }) => retention === "response").map(({ table }) => table));
  const left = [...tables].filter((table) => !withResponse.includes(table));
  const more = withResponse.filter((table) => !tables.has(table));
  return [
    ...undone,
    ...undeclared,
    ...left.map((table) => fault(table, "does not go with its response")),
    ...more.map((table) => fault(table, "goes with its response, which no column says")),
  ];
}

export function renderDataMap(columns: Column[]): string {
  const tables = [...new Set(columns.map((column) => column.table))];
  const count = (kind: ColumnClass) => columns.filter((column) => column.class === kind).length;
  const cell = (text: string) => text.replaceAll("|", "\\|");
  const sections = tables.map((table) => {
    const rows = columns.filter((column) => column.table === table);
    const lines = rows.map(
      (row) =>
        `| ${row.name} | ${row.class} | ${cell(row.purpose)} | ${row.retention} | ${IN_CLEAR[`${table}.${row.name}`] ?? ""} |`,
    );
    return [
      `## ${table}`,
      "",
      "| column | class | purpose | kept | in clear, because |",
      "| --- | --- | --- | --- | --- |",
      ...lines,
      "",
    ].join("\n");
  });
  return `# Data map

Made by \`npm run check -- --write\` from the comments in \`prisma/schema.prisma\` and \`app/platform/inbox-file.ts\`; do not edit.

What Candor stores, column by column: ${columns.length} columns in ${tables.length} tables, of which ${count("personal")} personal, ${count("secret")} secret,
${count("pseudonymous")} pseudonymous (they point at a person only together with Shopify's own records) and ${count("none")} that say nothing about anybody.
The first tables are the main database; \`inbox\` and \`seen\` are the inbox's file. Both files run with \`secure_delete\`.

Kept: *shop* until shop/redact · *profile* until the person's erasure, or shop/redact · *response* as long as its response · *N d* days (of a response: after the last that came in it) ·
*until recorded* seconds, until the worker has taken it over · *until done* as long as the job waits.

${sections.join("\n")}`;
}
