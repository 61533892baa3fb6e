import { useEffect, useRef } from "react";

// Two tabs with the same quiz hear of each other's saves at once, not when the next save is refused.

interface Heard {
  quiz: number;
  revision: number;
}

const CHANNEL = "candor-drafts";

export function tellTabs(quiz: number, revision: number): void {
  if (typeof BroadcastChannel === "undefined") return;
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage({ quiz, revision } satisfies Heard);
  channel.close();
}

export function useOtherTab(quiz: number, onSaved: (revision: number) => void): void {
  const heard = useRef(onSaved);
  heard.current = onSaved;
  useEffect(() => {
    if (typeof BroadcastChannel === "undefined") return;
    const channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = ({ data }: MessageEvent<Heard>) => {
      if (data.quiz === quiz) heard.current(data.revision);
    };
    return () => channel.close();
  }, [quiz]);
}
