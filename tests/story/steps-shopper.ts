import type { Step } from "./play.ts";
export const shopperSteps: Step[] = [];
