import { useState } from "react";

/** What is being typed, as long as it means what the draft says; an undo or another field brings the draft's own words. */
export function useTyped(meaning: string, meaningOf: (text: string) => string): [string, (text: string) => void] {
  const [typed, setTyped] = useState(meaning);
  return [meaningOf(typed) === meaning ? typed : meaning, setTyped];
}
