import { pino } from "pino";
import type { Logger } from "pino";

export type Log = Logger;

/** Ids, counts and names of things only: the serialisers drop what could carry a person or a secret. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    redact: {
      paths: [
        "token",
        "accessToken",
        "refreshToken",
        "email",
        "phone",
        "name",
        "body",
        "value",
        "url",
        "headers",
        "*.token",
        "*.email",
        "*.body",
      ],
      remove: true,
    },
    serializers: {
      // A message may quote what somebody sent: keep the kind and the place of a fault, not its words.
      err: (error: Error & { code?: string }) => ({
        type: error.name,
        code: error.code,
        stack: error.stack
          ?.split("\n")
          .map((line) => line.trim())
          // Our own frames tell where; of the libraries' the innermost is enough.
          .filter(
            (line, index, lines) =>
              line.startsWith("at ") &&
              (!line.includes("node_modules") || lines[index - 1]?.startsWith("at ") === false),
          )
          .slice(0, 8),
      }),
    },
  });
}
