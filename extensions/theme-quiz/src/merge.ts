import type { Walk } from "./walk.ts";

/** What the app said to a walk comes after the walk's last change. */
const isAnswered = ({ reply, note }: Walk): number => (reply || note === "refused" ? 1 : 0);

/**
 * Two tabs, one walk: the one begun last wins, of one walk its newest state; what either has sent is sent. News may come in another
 * order than it was told in.
 */
export function merge(mine: Walk, theirs: Walk, sent: ReadonlySet<string>): Walk {
  const [newer, older] =
    (theirs.begun - mine.begun || theirs.changed - mine.changed || isAnswered(theirs) - isAnswered(mine)) < 0
      ? [mine, theirs]
      : [theirs, mine];
  const outbox = new Map([...older.outbox, ...newer.outbox].map((message) => [message.key, message]));
  for (const key of sent) outbox.delete(key);
  return { ...newer, outbox: [...outbox.values()], tokens: { ...older.tokens, ...newer.tokens } };
}
