/** What `benchmarks/NAME/bench.ts` hands back from `run(options)`; keys are those of the goals and do not change with `quick`. */
export interface BenchOptions {
  /** A smaller size, in under 45 s. */
  quick: boolean;
  /** Says what is going on while it goes on. */
  say: (text: string) => void;
}

export interface BenchResult {
  /** Measured here: times, counts, bytes. They differ from machine to machine. One of several things measured alike has figures of its own. */
  figures: Record<string, number | Record<string, number>>;
  /** Ours against a floor or a peer in the same run: these can be compared. */
  ratios: Record<string, number>;
}
