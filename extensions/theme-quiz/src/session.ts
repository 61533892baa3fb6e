import type { StorefrontQuestion, StorefrontQuiz } from "../../../app/contract/quiz.ts";
import type { AnswerValue } from "../../../app/contract/response.ts";
import { keyOf, loadWalk, saveWalk } from "./keep.ts";
import { late } from "./late.ts";
import { openTabs } from "./tabs.ts";
import type { News } from "./tabs.ts";
import { give, heed, newWalk } from "./walk.ts";
import type { Message, Placement, Walk } from "./walk.ts";
import type { Send, Trouble } from "./wire.ts";

interface Options {
  customer?: string | undefined;
  placement?: Placement | undefined;
  root: string;
  /** The preview: nothing is stored and no other tab is told. */
  memory?: boolean;
  /** News that this tab's shopper did not make: a reply, another tab. */
  changed(): void;
}

/** The walk and its surroundings: kept, shared between tabs, sent until acknowledged. Knows nothing of the screen. */
export class Session {
  walk: Walk;
  /** Why the last try did not get through. */
  offline: Trouble | undefined;
  /** Of who agreed to be remembered and may be: what they told is kept beyond this visit. */
  visitor: string | undefined;
  readonly #quiz: StorefrontQuiz;
  readonly #send: Send;
  readonly #options: Options;
  readonly #post: (() => void) | undefined;
  readonly #sent = new Set<string>();
  #considered: Promise<void> | undefined;
  #busy = false;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(quiz: StorefrontQuiz, send: Send, options: Options) {
    this.#quiz = quiz;
    this.#send = send;
    this.#options = options;
    const stored = options.memory ? undefined : loadWalk(quiz.handle);
    // What the shop has told of a customer is not shown to whoever sits there without being logged in as them.
    const own = stored?.known && stored.customer !== options.customer ? undefined : stored;
    if (own && (own.versionId === quiz.versionId || own.reply)) this.walk = own;
    else this.walk = { ...newWalk(quiz, 0, stored), note: own && "changed" };
    if (!this.walk.begun) this.walk.placement = options.placement;
    if (options.memory) return;
    this.#post = openTabs(
      keyOf(quiz.handle),
      () => (this.walk.begun ? [this.walk, [...this.#sent]] : undefined),
      (news) => this.#hear(news),
    );
    const flush = () => void this.flush();
    addEventListener("online", flush);
    document.addEventListener("visibilitychange", flush);
    document.addEventListener("visitorConsentCollected", () => this.reconsider());
    addEventListener("pageshow", ({ persisted }) => {
      const kept = persisted && loadWalk(quiz.handle);
      if (kept) this.#hear([kept, []]);
      flush();
    });
    flush();
  }

  /** Without a network nothing is merged: what both tabs send is the same to the app. */
  #hear([theirs, sent]: News): void {
    for (const key of sent) this.#sent.add(key);
    late().then(
      ({ merge }) => {
        const { agreed } = this.walk;
        this.walk = merge(this.walk, theirs, this.#sent);
        this.save();
        if (agreed?.on !== this.walk.agreed?.on) this.reconsider();
        this.#options.changed();
      },
      () => {},
    );
  }

  give(question: StorefrontQuestion, value: AnswerValue, order?: string[]): void {
    const { walk } = this;
    walk.note = undefined;
    walk.language = this.#quiz.language;
    give(this.#quiz, walk, question, value, order);
    this.act(question.type === "consent");
  }

  /** The walk was changed by the shopper; `consent`: also what may be kept of it. */
  act(consent?: boolean): void {
    this.walk.changed = Date.now();
    this.save();
    if (consent) this.reconsider();
    void this.flush();
    this.#post?.();
  }

  save(): void {
    const { walk } = this;
    if (!this.#options.memory && (walk.begun || walk.outbox.length)) saveWalk(this.#quiz.handle, walk, !!this.visitor);
  }

  reconsider(): void {
    this.#considered = undefined;
    void this.flush();
  }

  /** Whoever never agreed has nothing to be remembered or forgotten. */
  async #consider(): Promise<void> {
    const { agreed, cart } = this.walk;
    const { memory, root, customer } = this.#options;
    if (memory || !(agreed || cart)) return;
    this.visitor = await (await late()).consider(this, root, customer);
    this.save();
  }

  /** Sends what waits, one after the other: the order of the answers is part of their meaning. */
  async flush(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    clearTimeout(this.#timer);
    try {
      for (;;) {
        await (this.#considered ??= this.#consider());
        const [message] = this.walk.outbox;
        if (!message) break;
        await this.#deliver(message);
      }
    } catch (trouble) {
      this.offline = trouble as Trouble;
      const wait = Math.min(60_000, 1000 * 2 ** this.#tries++) * (1 + Math.random() / 2);
      this.#timer = setTimeout(() => void this.flush(), wait);
      this.#options.changed();
    }
    this.#busy = false;
  }

  /** Sends one message and takes the reply to heart; throws = the same again later. */
  async #deliver(message: Message): Promise<void> {
    const { responseId } = message.body;
    const token = this.walk.tokens[responseId];
    const { status, body } = await this.#send({
      ...message.body,
      token,
      visitorId: this.visitor ?? message.body.visitorId,
      known: (!token && !this.walk.known && !!this.#options.customer) || undefined,
    });
    const beginAnew = status === 401 && !message.again && (await late()).beginAnew;
    const { walk } = this;
    this.offline = undefined;
    this.#tries = 0;
    this.#sent.add(message.key);
    heed(walk, message, body, this.#options.customer);
    if (beginAnew) beginAnew(this.#quiz, walk, message);
    this.save();
    this.#post?.();
    this.#options.changed();
    if (body.known && responseId === walk.responseId) (await late()).recall(this, body.known);
  }
}
