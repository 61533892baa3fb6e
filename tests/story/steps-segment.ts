import type { Step } from "./play.ts";
export const segmentSteps: Step[] = [];
