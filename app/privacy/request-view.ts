import { minuteText } from "../platform/date-text.ts";
import type { ComplianceTopic, Receipt } from "./compliance.ts";

/** How far a request is: a file that is ready waits for the merchant, who sends it on. */
export type RequestState = "open" | "ready" | "taken" | "done";

export interface RequestView {
  id: number;
  topic: ComplianceTopic;
  state: RequestState;
  received: string;
  /** When the merchant last took the file. */
  taken: string | undefined;
  /** Who asked, while there is something to send them. */
  customerId: string | undefined;
  summary: string;
}

interface Listed {
  id: number;
  topic: ComplianceTopic;
  receipt: Receipt;
  doneAt: Date | null;
  receivedAt: Date;
  hasFile: boolean;
}

/** One request as Settings shows it; times in the shop's zone. */
export function viewRequest(
  { id, topic, receipt, receivedAt, doneAt, hasFile }: Listed,
  timeZone: string,
): RequestView {
  const { takenAt, customerId } = receipt;
  return {
    id,
    topic,
    state: doneAt === null ? "open" : !hasFile ? "done" : takenAt === undefined ? "ready" : "taken",
    received: minuteText(receivedAt, timeZone),
    taken: takenAt === undefined ? undefined : minuteText(new Date(takenAt), timeZone),
    customerId: hasFile ? customerId : undefined,
    summary: doneAt === null ? "" : summaryOf(receipt),
  };
}

function summaryOf({ problem, counts = {} }: Receipt): string {
  if (problem !== undefined) return problem;
  const kept = Object.entries(counts).filter(([, n]) => n > 0);
  if (kept.length === 0) return "Candor kept nothing about them.";
  return kept.map(([what, n]) => `${wordsOf(what)}: ${n.toLocaleString("en")}`).join(", ");
}

/** `whatWasTold` → what was told. */
const wordsOf = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
