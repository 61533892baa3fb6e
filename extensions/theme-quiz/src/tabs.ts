import type { Walk } from "./walk.ts";

/** A tab's walk, and the keys of the messages that it knows to be sent. */
export type News = [walk: Walk, sent: string[]];

/**
 * Tabs of one browser tell each other what changes: also before consent, when nothing is in a storage that they share, and when storage
 * is blocked. Closed while the page rests in the back-forward cache, so as not to keep it out of there. Returns how to tell.
 */
export function openTabs(name: string, tell: () => News | undefined, hear: (news: News) => void): () => void {
  let channel: BroadcastChannel | undefined;
  const post = () => {
    const news = tell();
    if (news) channel?.postMessage(news);
  };
  const open = () => {
    try {
      channel = new BroadcastChannel(name);
    } catch {
      return;
    }
    channel.onmessage = ({ data }: MessageEvent<News | "hello">) => (data === "hello" ? post() : hear(data));
    channel.postMessage("hello");
  };
  open();
  addEventListener("pagehide", () => channel?.close());
  addEventListener("pageshow", (event) => event.persisted && open());
  return post;
}
