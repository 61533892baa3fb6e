import type { ChoiceQuestion } from "../contract/question.ts";
import type { QuizContent } from "../contract/quiz.ts";
import type { AnswerValue, PollReply } from "../contract/response.ts";

/** The question of a poll that is voted on: its first with options. */
export const pollQuestion = ({ questions }: Pick<QuizContent, "questions">): ChoiceQuestion | undefined =>
  questions.find((question): question is ChoiceQuestion => "options" in question);

/** Whether it takes votes now, and until when that holds. */
export function pollState({ poll }: Pick<QuizContent, "poll">, now: Date): Pick<PollReply, "state" | "until"> {
  const { opens, closes } = poll ?? {};
  if (opens !== undefined && now < new Date(opens)) return { state: "early", until: opens };
  if (closes !== undefined && now >= new Date(closes)) return { state: "closed" };
  return { state: "open", ...(closes === undefined ? {} : { until: closes }) };
}

/** What an answer votes for: of a ranking what stands first; skipping is no vote. */
export function voteIn({ type }: Pick<ChoiceQuestion, "type">, value: AnswerValue | undefined): string[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return type === "ranking" ? value.slice(0, 1) : value;
}

/** Counted votes: by option, and how many people. */
export interface PollTally {
  votes: number;
  byOption: ReadonlyMap<string, number>;
}

/** A vote more, a vote less, or another one: what it changes. `undefined`: none. */
export function moveVote(from: readonly string[] | undefined, to: readonly string[] | undefined) {
  const byOption = new Map<string, number>();
  for (const option of to ?? []) byOption.set(option, 1);
  for (const option of from ?? []) byOption.set(option, (byOption.get(option) ?? 0) - 1);
  return { votes: Number(to !== undefined) - Number(from !== undefined), byOption };
}

/** The tally with this very person's vote where it is not counted yet. */
export function withVote(tally: PollTally, counted: string[] | undefined, mine: string[] | undefined): PollTally {
  const { votes, byOption } = moveVote(counted, mine);
  const moved = new Map(tally.byOption);
  for (const [option, more] of byOption) moved.set(option, (moved.get(option) ?? 0) + more);
  return { votes: tally.votes + votes, byOption: moved };
}

/** What is told of a poll: below the privacy floor only how many have voted. */
export function pollReply(
  content: QuizContent,
  tally: PollTally,
  mine: string[] | undefined,
  { floor, now }: { floor: number; now: Date },
): PollReply {
  const options = pollQuestion(content)?.options ?? [];
  return {
    votes: tally.votes,
    ...(tally.votes >= floor && {
      options: options.map(({ id }) => ({ id, votes: tally.byOption.get(id) ?? 0 })),
    }),
    ...(mine && { mine }),
    ...pollState(content, now),
  };
}
