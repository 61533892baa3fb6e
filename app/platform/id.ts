/** Ids are an argument too, so that a test can say which comes next. */
export type MintId = () => string;

export const mintUuid: MintId = () => crypto.randomUUID();

/** Uniform in [0, 1): for jitter. */
export type Random = () => number;

export const systemRandom: Random = () => Math.random();
