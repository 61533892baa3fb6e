import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";

export interface CsvRow {
  /** The cell under a column, trimmed; empty when the file has no such column. */
  cell(column: string): string;
  /** Ends reading: names the file, the line, the column and what stands there. `what` says what is wrong and what to write instead. */
  fail(column: string, what: string): never;
}

export class BadFile extends Error {
  override readonly name = "BadFile";
}

/** Streams a .csv or .csv.gz with a header. Tolerates a BOM, any line ends and quoted fields; columns are found by name. */
export async function* readCsv(file: string, required: readonly string[]): AsyncGenerator<CsvRow> {
  const parser = parse({
    bom: true,
    // Said outright: guessed from the first line, a file of both kinds would lose rows.
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    on_record: (record, { lines: line }) => ({ record, line }) as unknown as string[],
  });
  const source = createReadStream(file);
  const unpacked = file.endsWith(".gz")
    ? source.pipe(createGunzip().on("error", (error) => parser.destroy(error)))
    : source;
  source.on("error", (error) => parser.destroy(error));
  unpacked.pipe(parser);
  let columns: Map<string, number> | undefined;
  let width = 0;
  try {
    for await (const { record, line } of parser as unknown as AsyncIterable<{ record: string[]; line: number }>) {
      if (!columns) {
        columns = headerOf(file, record, required);
        width = record.length;
        continue;
      }
      yield rowOf(`${file}: line ${line}`, columns, width, record);
    }
  } catch (error) {
    if (error instanceof BadFile) throw error;
    throw new BadFile(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    source.destroy();
  }
  if (!columns) throw new BadFile(`${file}: the file is empty`);
}

function rowOf(place: string, columns: ReadonlyMap<string, number>, width: number, record: readonly string[]): CsvRow {
  const cells = record.slice(0, width);
  // A cell too many shifts those behind it, one too few is a line that was cut off: either way figures would be wrong.
  if (record.length < width || record.slice(width).some((text) => text.trim() !== "")) {
    const fix =
      record.length < width
        ? "the line ends too early"
        : 'a cell with a comma in it needs quotes around it, "like, this"';
    throw new BadFile(`${place}: ${record.length} cells, the header has ${width}: ${fix}`);
  }
  const cell = (column: string) => cells[columns.get(column) ?? -1]?.trim() ?? "";
  return {
    cell,
    fail: (column, what) => {
      const text = cell(column);
      throw new BadFile(`${place}: ${column} ${text === "" ? "is empty" : `"${text.slice(0, 80)}" ${what}`}`);
    },
  };
}

function headerOf(file: string, record: readonly string[], required: readonly string[]): Map<string, number> {
  const wanted = new Map(required.map((name) => [name.toLowerCase(), name]));
  // The spelling of a header may differ in case (`customerid`); the rows are asked by our own names.
  const columns = new Map(record.map((name, index) => [wanted.get(name.trim().toLowerCase()) ?? name.trim(), index]));
  const missing = required.filter((name) => !columns.has(name));
  if (missing.length === 0) return columns;
  const found = record
    .map((name) => name.trim().replace(/\p{C}/gu, "?"))
    .join(", ")
    .slice(0, 200);
  throw new BadFile(
    `${file}: line 1: missing column ${missing.join(", ")} (found: ${found}); names are separated by commas`,
  );
}
