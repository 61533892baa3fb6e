import type { QuizTemplate } from "./template.ts";
import { giftFinder } from "./templates/gift-finder.ts";

export const templates: readonly QuizTemplate[] = [giftFinder];

export const findTemplate = (handle: string): QuizTemplate | undefined =>
  templates.find((template) => template.handle === handle);
