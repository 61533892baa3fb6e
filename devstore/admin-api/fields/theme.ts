import { listRows, listTable } from "../connection.ts";
import { text } from "../context.ts";
import type { Context, Registry, Row } from "../context.ts";
import { findRow, gidField, idArgument } from "./shared.ts";

/** `templates/*.json`: the star stands for anything, as in the schema's description of `filenames`. */
function matches(pattern: string, filename: string): boolean {
  const escaped = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${escaped.join(".*")}$`).test(filename);
}

function filesOf(context: Context, theme: Row, filenames: unknown): Row[] {
  const rows = context.state
    .sql("SELECT rowid AS id, * FROM theme_files WHERE theme_id = ? ORDER BY filename")
    .all(theme["id"]) as { filename: string }[];
  const patterns = Array.isArray(filenames) ? (filenames as string[]) : undefined;
  return rows
    .filter((row) => patterns === undefined || patterns.some((pattern) => matches(pattern, row.filename)))
    .map((row) => ({ __typename: "OnlineStoreThemeFile", ...row }));
}

export const themeFields: Registry = {
  OnlineStoreTheme: {
    id: gidField("OnlineStoreTheme"),
    prefix: () => "/",
    processing: () => false,
    processingFailed: () => false,
    themeStoreId: () => 887,
    files: (row, args, context) => ({
      ...listRows(filesOf(context, row, args["filenames"])),
      extra: { userErrors: [] },
    }),
  },
  OnlineStoreThemeFile: {
    body: (row) => ({ __typename: "OnlineStoreThemeFileBodyText", content: row["body"] }),
    size: (row) => String(Buffer.byteLength(text(row, "body"))),
    contentType: (row) => (text(row, "filename").endsWith(".json") ? "application/json" : "text/plain"),
    checksumMd5: () => null,
  },
  QueryRoot: {
    theme: (_row, args, context) =>
      findRow(context, "OnlineStoreTheme", "themes", idArgument(args, "OnlineStoreTheme")),
    themes: (_row, args) => {
      const roles = Array.isArray(args["roles"]) ? (args["roles"] as string[]) : undefined;
      return listTable("OnlineStoreTheme", "themes", {
        where: roles ? [`themes.role IN (${roles.map(() => "?").join(", ")})`] : [],
        params: roles ?? [],
        reverse: args["reverse"] === true,
      });
    },
  },
};
