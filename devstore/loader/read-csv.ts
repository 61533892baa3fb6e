import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";

export interface CsvRow {
  /** Line of the file on which the row ends, for error messages. */
  line: number;
  /** The cell under a column, trimmed; empty when the file has no such column or the row is short. */
  cell(column: string): string;
}

export class BadFile extends Error {
  override readonly name = "BadFile";
}

/** Streams a .csv or .csv.gz with a header. Tolerates a BOM, CRLF and quoted fields; columns are found by name. */
export async function* readCsv(file: string, required: readonly string[]): AsyncGenerator<CsvRow> {
  const parser = parse({
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    on_record: (record, { lines: line }) => ({ record, line }) as unknown as string[],
  });
  const source = createReadStream(file);
  const unpacked = file.endsWith(".gz")
    ? source.pipe(createGunzip().on("error", (error) => parser.destroy(error)))
    : source;
  source.on("error", (error) => parser.destroy(error));
  unpacked.pipe(parser);
  let columns: Map<string, number> | undefined;
  try {
    for await (const { record, line } of parser as unknown as AsyncIterable<{ record: string[]; line: number }>) {
      if (!columns) {
        columns = headerOf(file, record, required);
        continue;
      }
      const known = columns;
      yield { line, cell: (column) => record[known.get(column) ?? -1]?.trim() ?? "" };
    }
  } catch (error) {
    if (error instanceof BadFile) throw error;
    throw new BadFile(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    source.destroy();
  }
  if (!columns) throw new BadFile(`${file}: the file is empty`);
}

function headerOf(file: string, record: readonly string[], required: readonly string[]): Map<string, number> {
  const wanted = new Map(required.map((name) => [name.toLowerCase(), name]));
  // The spelling of a header may differ in case (`customerid`); the rows are asked by our own names.
  const columns = new Map(record.map((name, index) => [wanted.get(name.trim().toLowerCase()) ?? name.trim(), index]));
  const missing = required.filter((name) => !columns.has(name));
  if (missing.length > 0) throw new BadFile(`${file}: line 1: missing column ${missing.join(", ")}`);
  return columns;
}
