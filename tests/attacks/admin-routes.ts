import { readdirSync, readFileSync } from "node:fs";

/** A page or door of the admin, read from the file system so that none is forgotten. */
export interface AdminRoute {
  file: string;
  /** `/app/quizzes/$quizId` */
  pattern: string;
  params: string[];
  reads: boolean;
  writes: boolean;
}

export const adminRoutes: AdminRoute[] = readdirSync("app/routes")
  .filter((name) => /^app(\..*)?\.tsx$/.test(name))
  .map((name) => {
    const source = readFileSync(`app/routes/${name}`, "utf8");
    const parts = name.replace(/\.tsx$/, "").split(".");
    const isIndex = parts.at(-1) === "_index";
    return {
      file: name,
      pattern: `/${parts.filter((part) => part !== "_index").join("/")}${isIndex ? "?index" : ""}`,
      params: parts.filter((part) => part.startsWith("$")),
      reads: /export (async )?(function|const) loader\b/.test(source),
      writes: /export (async )?(function|const) action\b/.test(source),
    };
  });

/** The address of a route with these numbers in it. */
export const addressOf = ({ pattern, params }: AdminRoute, ids: Record<string, number>): string =>
  params.reduce((address, param) => {
    const id = ids[param];
    if (id === undefined) throw new Error(`Say in this test whose ${param} is whose: ${pattern} is new.`);
    return address.replace(param, String(id));
  }, pattern);
