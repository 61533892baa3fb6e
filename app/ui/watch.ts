import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";

/** While something is under way the page looks again, so long after each look. */
export function useWatch(underWay: boolean, restMs: number): void {
  const { state, revalidate } = useRevalidator();
  useEffect(() => {
    if (!underWay || state !== "idle") return undefined;
    const timer = setTimeout(revalidate, restMs);
    return () => clearTimeout(timer);
  }, [underWay, restMs, state, revalidate]);
}
