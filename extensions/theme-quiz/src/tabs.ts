import type { Walk } from "./walk.ts";

/** A tab's walk, and the keys of the messages that it knows to be sent. */
export type News = [walk: Walk, sent: string[]];

/**
 * Tabs of one browser tell each other what changes: also before consent, when nothing is in a storage that they share, and when storage
 * is blocked. Closed while the page rests in the back-forward cache, so as not to keep it out of there.
 */
export class Tabs {
  #channel: BroadcastChannel | undefined;
  readonly #name: string;
  readonly #tell: () => News | undefined;
  readonly #hear: (news: News) => void;

  constructor(name: string, tell: () => News | undefined, hear: (news: News) => void) {
    this.#name = name;
    this.#tell = tell;
    this.#hear = hear;
    this.#open();
    addEventListener("pagehide", () => this.#channel?.close());
    addEventListener("pageshow", (event) => event.persisted && this.#open());
  }

  post(): void {
    const news = this.#tell();
    if (news) this.#channel?.postMessage(news);
  }

  #open(): void {
    try {
      this.#channel = new BroadcastChannel(this.#name);
    } catch {
      return;
    }
    this.#channel.onmessage = ({ data }: MessageEvent<News | "hello">) =>
      data === "hello" ? this.post() : this.#hear(data);
    this.#channel.postMessage("hello");
  }
}
