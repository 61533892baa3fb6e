import type * as Late from "./quiz-end.ts";

/** What is needed after the first answer at the earliest: loaded then, so that a network lost later does not matter. */
export const late = (): Promise<typeof Late> => import("./quiz-end.js" as string) as Promise<typeof Late>;
