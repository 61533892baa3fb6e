/** What a person's page shows. Money in the currency's unit; times as text. */
export interface PersonPage {
  profileId: number;
  customerId: string | null;
  kind: string;
  consent: string;
  knownSince: string;
  orderCount: number;
  spent: number;
  lifetimeOrders: number | null;
  traits: {
    quiz: string;
    question: string;
    answer: string;
    since: string;
    party: string;
    under: string | null;
    until: string | null;
  }[];
  consents: { state: string; at: string; place: string; wording: string }[];
  orders: { id: string; name: string; at: string; total: number; currency: string; cancelled: boolean }[];
  responses: { title: string; at: string; finished: boolean; source: string }[];
  merges: {
    id: number;
    otherId: number;
    otherCustomerId: string | null;
    reason: string;
    at: string;
    separatedAt: string | null;
    canSeparate: boolean;
  }[];
  segments: { segmentId: number; name: string; since: string }[];
  tags: string[];
}
