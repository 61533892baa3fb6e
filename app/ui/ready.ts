import { useEffect, useState } from "react";

/** False until the page is alive: a button pressed earlier would do nothing, or leave the admin's frame. */
export function useReady(): boolean {
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  return ready;
}
