import { nowMs } from "../clock.ts";
import { readShop } from "../state.ts";
import type { State } from "../state.ts";

interface ThrottleStatus {
  readonly maximumAvailable: number;
  readonly currentlyAvailable: number;
  readonly restoreRate: number;
}

/** Shopify's leaky bucket: one per app and shop; size and restore rate come with the plan (shopify-facts "Cost"). */
export interface Bucket {
  /** Takes the points, or says no when they are not there. */
  take(points: number): boolean;
  giveBack(points: number): void;
  status(): ThrottleStatus;
}

export function openBucket(state: State): Bucket {
  let level: number | undefined;
  let at = nowMs();
  const fill = () => {
    const shop = readShop(state);
    const now = nowMs();
    level = Math.min(
      shop.bucket_size,
      (level ?? shop.bucket_size) + (Math.max(0, now - at) / 1000) * shop.restore_rate,
    );
    at = now;
    return { shop, level };
  };
  return {
    take(points) {
      const { level: available } = fill();
      if (points > available) return false;
      level = available - points;
      return true;
    },
    giveBack(points) {
      const { shop, level: available } = fill();
      level = Math.min(shop.bucket_size, available + points);
    },
    status() {
      const { shop, level: available } = fill();
      return {
        maximumAvailable: shop.bucket_size,
        currentlyAvailable: Math.floor(available),
        restoreRate: shop.restore_rate,
      };
    },
  };
}
