import { IndexTable, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

export interface Column<Row> {
  title: string;
  /** Figures stand below one another. */
  numeric?: boolean;
  /** It says what it is by itself: on a phone it needs no name. */
  plain?: boolean;
  cell(row: Row): ReactNode;
}

interface ListTableProps<Row> {
  rows: readonly Row[];
  keyOf(row: Row): string;
  /** The first says what a row is about. */
  columns: readonly Column<Row>[];
}

/** A table; on a phone a list, so that nothing has to be read sideways. */
export function ListTable<Row>({ rows, keyOf, columns }: ListTableProps<Row>) {
  const [first, ...others] = columns;
  return (
    <>
      <div className="candor-wide-only">
        <IndexTable itemCount={rows.length} selectable={false} headings={headingsOf(columns)}>
          {rows.map((row, position) => (
            <IndexTable.Row id={keyOf(row)} key={keyOf(row)} position={position}>
              {columns.map((column) => (
                <IndexTable.Cell key={column.title} {...(column === first && { className: "candor-about" })}>
                  <Cell column={column} row={row} />
                </IndexTable.Cell>
              ))}
            </IndexTable.Row>
          ))}
        </IndexTable>
      </div>
      <ul className="candor-narrow-only candor-cards">
        {rows.map((row) => (
          <li key={keyOf(row)}>
            {first?.cell(row)}
            <dl className="candor-facts">
              {others.map(({ title, plain, cell }) => (
                <div key={title}>
                  <dt className={plain ? "candor-unseen" : undefined}>{title}</dt>
                  <dd>{cell(row)}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Polaris wants one heading at least. */
function headingsOf<Row>(columns: readonly Column<Row>[]) {
  const [first = { title: "" }, ...others] = columns.map(({ title, numeric }) => ({
    title,
    ...(numeric && { alignment: "end" as const }),
  }));
  return [first, ...others] as [typeof first, ...typeof others];
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  if (!column.numeric) return column.cell(row);
  return (
    <Text as="span" alignment="end" numeric>
      {column.cell(row)}
    </Text>
  );
}
