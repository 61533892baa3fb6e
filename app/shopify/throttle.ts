/** Shopify's leaky bucket of query cost for one shop, as we last heard of it. Pure: the time is an argument. */
export interface Bucket {
  readonly maximum: number;
  readonly restorePerSecond: number;
  /** What was left at `atMs`, less what we have sent since and not yet heard of. */
  readonly available: number;
  readonly atMs: number;
}

export interface ThrottleStatus {
  maximumAvailable: number;
  currentlyAvailable: number;
  restoreRate: number;
}

/** The Standard plan's bucket, until the first reply tells better. */
export const unknownBucket = (nowMs: number): Bucket => ({
  maximum: 2000,
  restorePerSecond: 100,
  available: 2000,
  atMs: nowMs,
});

function refill(bucket: Bucket, nowMs: number): Bucket {
  const restored = (Math.max(0, nowMs - bucket.atMs) / 1000) * bucket.restorePerSecond;
  return { ...bucket, available: Math.min(bucket.maximum, bucket.available + restored), atMs: nowMs };
}

/** How long to wait before a call of this cost can pass. A cost above the bucket itself waits for a full one. */
export function waitFor(bucket: Bucket, cost: number, nowMs: number): number {
  const missing = Math.min(cost, bucket.maximum) - refill(bucket, nowMs).available;
  return missing <= 0 ? 0 : Math.ceil((missing / bucket.restorePerSecond) * 1000);
}

export function spend(bucket: Bucket, cost: number, nowMs: number): Bucket {
  const full = refill(bucket, nowMs);
  return { ...full, available: full.available - cost };
}

/** What Shopify says counts; `inFlight` is the cost of our calls that it has not counted yet. */
export function heard(status: ThrottleStatus, inFlight: number, nowMs: number): Bucket {
  return {
    maximum: status.maximumAvailable,
    restorePerSecond: Math.max(1, status.restoreRate),
    available: status.currentlyAvailable - inFlight,
    atMs: nowMs,
  };
}
