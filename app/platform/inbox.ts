/** What arrives from outside, verified and parsed, made durable before it is acknowledged and worked on afterwards. */
export type Arrival =
  | {
      kind: "response";
      /** Domain, proven by the signature. */
      shop: string;
      responseId: string;
      /** Answer ids with a digest of what they say: the same id with another digest is refused. */
      answers: { id: string; digest: string }[];
      finished: boolean;
      /** The caller showed the response token. */
      proven: boolean;
      body: string;
    }
  | { kind: "webhook"; shop: string; webhookId: string; body: string };

export type ArrivalKind = Arrival["kind"];

/** stored: durable now · known: was durable before · conflict: an answer id came back with other words · unproven: token needed */
export type Verdict = "stored" | "known" | "conflict" | "unproven" | "unavailable";

export interface InboxRow {
  seq: number;
  kind: ArrivalKind;
  shop: string;
  body: string;
  receivedAt: number;
}

export interface Inbox {
  /** Resolves once the arrival is on disk (or was). Never rejects: "unavailable" when the disk says no. */
  append(arrival: Arrival): Promise<Verdict>;
  /** Rows up to `seq` are recorded in the main database and may go. */
  recorded(seq: number): void;
  close(): Promise<void>;
}
