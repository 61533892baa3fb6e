import { RunLater, SetAside } from "../platform/job.ts";

/**
 * One operation of Shopify's Admin API. Each room keeps its own in `noun.documents.ts`; their types are generated from
 * Shopify's schema into documents.generated.ts (tools/generate-documents.ts) and `npm run check` validates each of them.
 */
export interface TypedDocument<T, V> {
  readonly name: string;
  readonly kind: "query" | "mutation";
  readonly source: string;
  /** A mutation that may be sent again when we do not know whether it was applied. Queries always may. */
  readonly idempotent: boolean;
  /** Only for the compiler: ties reply and variables to the text. */
  readonly types?: (variables: V) => T;
}

interface DocumentOptions {
  /** Only for mutations that do no more when applied twice: tagsAdd, tagsRemove, metafieldsSet, deletions. */
  idempotent?: boolean;
}

/** `const FindCustomer = graphql<FindCustomerQuery, FindCustomerQueryVariables>("query FindCustomer …")` */
export function graphql<T, V>(source: string, options: DocumentOptions = {}): TypedDocument<T, V> {
  const [, kind, name] = /^\s*(query|mutation)\s+([A-Z]\w*)/.exec(source) ?? [];
  if (name === undefined) throw new Error("A document starts with `query Name` or `mutation Name`.");
  const isQuery = kind === "query";
  return { name, source, kind: isQuery ? "query" : "mutation", idempotent: isQuery || options.idempotent === true };
}

/** A part of the reply that Shopify left null, with its reason (`ACCESS_DENIED`: a scope or protected data). */
export interface PartialError {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

export interface AdminReply<T> {
  /** Shopify's data; userErrors are values in it. Where a partial error points, there is null. */
  readonly data: T;
  readonly partialErrors: readonly PartialError[];
}

/** Shopify's Admin API of one shop: waits for its throttle, times out, retries what may be retried. Never called inside a transaction. */
export interface AdminClient {
  /** Throws Unreachable, ShopParked or DocumentRefused. */
  request<T, V>(
    document: TypedDocument<T, V>,
    variables: NoInfer<V>,
    options?: { signal?: AbortSignal },
  ): Promise<AdminReply<T>>;
}

/** Shopify did not answer properly, repeatedly. Nothing is wrong with the job: it runs again later. */
export class Unreachable extends RunLater {
  /** False: a mutation that must not be repeated may have been applied or not; look before asking again. */
  readonly surelyNotApplied: boolean;
  constructor(delayMs: number, why: string, surelyNotApplied: boolean) {
    super(delayMs, why);
    this.name = "Unreachable";
    this.surelyNotApplied = surelyNotApplied;
  }
}

export type ParkedReason = "not-installed" | "token-refused" | "scope-lost" | "shop-unavailable";

/** How long a parked shop's jobs wait before one of them tries again. */
export const PARKED_MS = 5 * 60_000;

/** No call to this shop can succeed until the merchant acts: jobs are kept and use up no attempt, the merchant is told. */
export class ShopParked extends RunLater {
  readonly reason: ParkedReason;
  constructor(reason: ParkedReason, why: string) {
    super(PARKED_MS, why);
    this.name = "ShopParked";
    this.reason = reason;
  }
}

/** Shopify refused the document as a whole (a fault of ours, or a scope that is gone): trying again cannot help. */
export class DocumentRefused extends SetAside {
  readonly errors: readonly PartialError[];
  constructor(name: string, errors: readonly PartialError[]) {
    super(`Shopify refused ${name}: ${errors.map((error) => `${error.code} ${error.message}`).join("; ")}`);
    this.name = "DocumentRefused";
    this.errors = errors;
  }
}
