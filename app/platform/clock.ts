/** Time is an argument everywhere else: nothing pure knows the time. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();
