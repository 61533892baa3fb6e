import { createContext, useContext } from "react";
import type { Finding } from "./verify.ts";

/** What the verifier said, by field, for every field of the editor. */
const Findings = createContext<readonly Finding[]>([]);
export const FindingsProvider = Findings.Provider;

/** The message for exactly this field: errors before warnings. */
export function useFinding(field: string): Finding | undefined {
  return useContext(Findings).find((finding) => finding.field === field);
}

/** The message as Polaris fields take it: errors only. */
export function useFieldError(field: string): string | undefined {
  const finding = useFinding(field);
  return finding?.severity === "error" ? finding.message : undefined;
}

/** How many errors lie in this field or within it. */
export function useErrorCount(field: string): number {
  const within = useContext(Findings).filter(
    (finding) => finding.severity === "error" && (finding.field === field || finding.field.startsWith(`${field}.`)),
  );
  return within.length;
}
