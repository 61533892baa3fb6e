import type { QuizTemplate } from "./template.ts";
import { attributionSurvey } from "./templates/attribution-survey.ts";
import { coffeeTaste } from "./templates/coffee-taste.ts";
import { contestEntry } from "./templates/contest-entry.ts";
import { giftFinder } from "./templates/gift-finder.ts";
import { languageCourse } from "./templates/language-course.ts";
import { netPromoter } from "./templates/net-promoter.ts";
import { sizeAndFit } from "./templates/size-and-fit.ts";
import { skinType } from "./templates/skin-type.ts";
import { stylePoll } from "./templates/style-poll.ts";

/** The most wanted first. */
export const templates: readonly QuizTemplate[] = [
  giftFinder,
  skinType,
  coffeeTaste,
  sizeAndFit,
  attributionSurvey,
  netPromoter,
  stylePoll,
  contestEntry,
  languageCourse,
];

export const findTemplate = (handle: string): QuizTemplate | undefined =>
  templates.find((template) => template.handle === handle);
