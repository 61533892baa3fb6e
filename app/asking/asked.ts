import type { AskReason } from "../contract/asking.ts";

/** One decision, as the merchant reads it. */
export interface AskedLine {
  id: number;
  profileId: number;
  quiz: string;
  placement: string;
  reason: AskReason;
  questions: number;
  at: string;
}
