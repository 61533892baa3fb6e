import type { StorefrontQuestion, StorefrontQuiz } from "../../../app/contract/quiz.ts";
import type { AnswerValue } from "../../../app/contract/response.ts";
import { forgetVisitor, keyOf, loadWalk, saveWalk, visitorId } from "./keep.ts";
import { mayRemember } from "./privacy.ts";
import { Tabs } from "./tabs.ts";
import { beginAnew, give, merge, newWalk, tell, withdraw } from "./walk.ts";
import type { Message, Placement, Walk } from "./walk.ts";
import type { Added, Reply, Wire } from "./wire.ts";

/** Statuses after which sending the same again is of no use. */
const REFUSED = [409, 410, 413, 422];

interface Options {
  customer?: string | undefined;
  placement?: Placement | undefined;
  /** The preview: nothing is stored and no other tab is told. */
  memory?: boolean;
  /** News that this tab's shopper did not make: a reply, another tab. */
  changed(): void;
}

/** The walk and its surroundings: kept, shared between tabs, sent until acknowledged. Knows nothing of the screen. */
export class Session {
  walk: Walk;
  /** The last try found no way to the app. */
  offline = false;
  readonly #quiz: StorefrontQuiz;
  readonly #wire: Wire;
  readonly #options: Options;
  readonly #tabs: Tabs | undefined;
  readonly #sent = new Set<string>();
  #keeps = false;
  #considered: Promise<void> | undefined;
  #busy = false;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(quiz: StorefrontQuiz, wire: Wire, options: Options) {
    this.#quiz = quiz;
    this.#wire = wire;
    this.#options = options;
    const stored = options.memory ? undefined : loadWalk(quiz.handle);
    if (stored && (stored.versionId === quiz.versionId || stored.result)) this.walk = stored;
    else this.walk = { ...newWalk(quiz, 0, stored), note: stored && "changed" };
    if (!this.walk.begun) this.walk.placement = options.placement;
    if (options.memory) return;
    this.#tabs = new Tabs(
      keyOf(quiz.handle),
      () => (this.walk.begun ? [this.walk, [...this.#sent]] : undefined),
      ([theirs, sent]) => this.#hear(theirs, sent),
    );
    this.#listen();
    void this.#consider().then(() => this.flush());
  }

  #listen(): void {
    const flush = () => void this.flush();
    addEventListener("online", flush);
    document.addEventListener("visibilitychange", flush);
    document.addEventListener("visitorConsentCollected", () => void this.#consider());
    addEventListener("pageshow", ({ persisted }) => {
      const stored = persisted && loadWalk(this.#quiz.handle);
      if (stored) this.#hear(stored, []);
      flush();
    });
  }

  #hear(theirs: Walk, sent: string[]): void {
    for (const key of sent) this.#sent.add(key);
    const { agreed } = this.walk;
    this.walk = merge(this.walk, theirs, this.#sent);
    this.#save();
    if (agreed?.on !== this.walk.agreed?.on) void this.#consider();
    this.#options.changed();
  }

  give(question: StorefrontQuestion, value: AnswerValue): void {
    this.walk.note = undefined;
    give(this.#quiz, this.walk, question, value);
    this.#act(question.type === "consent");
  }

  go(at: string): void {
    this.walk.at = at;
    this.#act();
  }

  restart(): void {
    this.walk = newWalk(this.#quiz, Date.now(), this.walk);
    this.#act();
  }

  withdraw(): void {
    withdraw(this.walk, this.#keeps ? visitorId() : undefined);
    this.#act(true);
  }

  async add(variantId: string): Promise<Added> {
    const added = await this.#wire.addToCart(variantId);
    if (added === "added") {
      tell(this.walk, [], { added: variantId });
      if (this.#keeps) this.#wire.markCart(this.walk.responseId);
      this.#act();
    }
    return added;
  }

  #act(consent?: boolean): void {
    this.walk.changed = Date.now();
    this.#save();
    if (consent) void this.#consider();
    void this.flush();
    this.#tabs?.post();
  }

  #save(): void {
    const { walk } = this;
    if (!this.#options.memory && (walk.begun || walk.outbox.length)) saveWalk(this.#quiz.handle, walk, this.#keeps);
  }

  /** Sends what waits, one after the other: the order of the answers is part of their meaning. */
  async flush(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    clearTimeout(this.#timer);
    for (let message = this.walk.outbox[0]; message; message = this.walk.outbox[0]) {
      await this.#considered;
      const token = this.walk.tokens[message.body.responseId];
      const reply = await this.#wire.send({
        ...message.body,
        ...(token && { token }),
        ...(this.#keeps && { visitorId: visitorId() }),
      });
      if (!this.#settle(message, reply)) break;
    }
    this.#busy = false;
  }

  /** Takes the reply to heart; false = the same again later. */
  #settle(message: Message, reply: Reply | undefined): boolean {
    const token = reply?.status === 200 && reply.body.token;
    const unproven = reply?.status === 401;
    this.offline = !token && !unproven && !REFUSED.includes(reply?.status ?? 0);
    if (this.offline) {
      const wait = Math.min(60_000, 1000 * 2 ** this.#tries++) * (0.75 + Math.random() / 2);
      this.#timer = setTimeout(() => void this.flush(), wait);
    } else {
      this.#tries = 0;
      this.#sent.add(message.key);
      this.walk.outbox = this.walk.outbox.filter(({ key }) => key !== message.key);
      if (token) this.#accept(message.body.responseId, { ...reply.body, token });
      else this.#refuse(message, unproven);
      this.#save();
      this.#tabs?.post();
    }
    this.#options.changed();
    return !this.offline;
  }

  #accept(responseId: string, { token, result }: Reply["body"] & { token: string }): void {
    const { walk } = this;
    walk.tokens = { ...walk.tokens, [responseId]: token };
    if (responseId !== walk.responseId) return;
    walk.customer ||= this.#options.customer;
    if (walk.finished && result) walk.result = result;
  }

  #refuse(message: Message, unproven: boolean): void {
    if (unproven && !message.again) beginAnew(this.#quiz, this.walk, message);
    else if (message.body.responseId === this.walk.responseId) this.walk.note = "refused";
  }

  /** What the person agreed to and Shopify's privacy settings allow is kept beyond this visit; nothing else is. */
  #consider(): Promise<void> {
    const asked = !!this.walk.agreed && !this.#options.memory && mayRemember();
    this.#considered = Promise.resolve(asked).then((allowed) => {
      this.#keeps = allowed && !!this.walk.agreed;
      if (this.#keeps) this.#remember();
      else if (this.walk.cart) {
        forgetVisitor();
        this.#wire.markCart("");
        this.walk.cart = false;
      }
      this.#save();
    });
    return this.#considered;
  }

  #remember(): void {
    const { walk } = this;
    visitorId();
    if (!walk.cart) this.#wire.markCart(walk.responseId);
    walk.cart = true;
    // Somebody logged in since: a signed request with nothing new in it tells the app who.
    if (this.#options.customer && !walk.customer && walk.tokens[walk.responseId] && !walk.outbox.length) tell(walk, []);
  }
}
