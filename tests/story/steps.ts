import { editingSteps } from "./steps-editing.ts";
import { editorSteps } from "./steps-editor.ts";
import { findingSteps } from "./steps-findings.ts";
import { leaveSteps } from "./steps-leave.ts";
import { lookSteps } from "./steps-look.ts";
import { minutesSteps } from "./steps-minutes.ts";
import { placementSteps } from "./steps-placements.ts";
import { preferenceSteps } from "./steps-preferences.ts";
import { quizSteps } from "./steps-quiz.ts";
import { segmentSteps } from "./steps-segment.ts";
import { scratchSteps } from "./steps-scratch.ts";
import { shopperSteps } from "./steps-shopper.ts";
import { startSteps } from "./steps-start.ts";
import type { Step } from "./scene.ts";

/** The story in its order; later steps build on earlier ones. */
export const steps: Step[] = [
  ...startSteps,
  ...quizSteps,
  ...segmentSteps,
  ...shopperSteps,
  ...lookSteps,
  // Before the pop-up, which brings a second quiz to each page.
  ...preferenceSteps,
  ...placementSteps,
  ...leaveSteps,
  // Nothing is left of the shop: it installs Candor for the first time.
  ...minutesSteps,
  ...editorSteps,
  ...editingSteps,
  ...findingSteps,
  ...scratchSteps,
];
