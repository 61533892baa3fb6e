import type { Step } from "./play.ts";
export const leaveSteps: Step[] = [];
