import type { Walk } from "./walk.ts";

/** Two tabs, one walk: the one begun last wins, of one walk its newest state; what either has sent is sent. */
export function merge(mine: Walk, theirs: Walk, sent: ReadonlySet<string>): Walk {
  const [newer, older] =
    (theirs.begun - mine.begun || theirs.changed - mine.changed) < 0 ? [mine, theirs] : [theirs, mine];
  const outbox = new Map([...older.outbox, ...newer.outbox].map((message) => [message.key, message]));
  for (const key of sent) outbox.delete(key);
  return { ...newer, outbox: [...outbox.values()], tokens: { ...older.tokens, ...newer.tokens } };
}
