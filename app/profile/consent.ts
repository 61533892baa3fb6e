/** Why we may act for a person. `personalise`: join answers to orders, segment, tag, recommend. `marketing`: news by e-mail to a confirmed address. */
export type Purpose = "personalise" | "marketing";
export type ConsentState = "none" | "granted" | "withdrawn";

/** A profile proven to have agreed to a purpose: what acts for a person takes this, never a bare profile id. */
export interface ConsentedProfile<P extends Purpose = Purpose> {
  readonly profileId: number;
  readonly purpose: P;
  readonly consented: unique symbol;
}

/** The only maker of the proof. */
export function consented<P extends Purpose>(
  profileId: number,
  purpose: P,
  state: ConsentState,
): ConsentedProfile<P> | undefined {
  return state === "granted" ? ({ profileId, purpose } as ConsentedProfile<P>) : undefined;
}
