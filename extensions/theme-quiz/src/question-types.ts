import type { StorefrontQuestion } from "../../../app/contract/quiz.ts";
import type { QuestionType } from "./question-type.ts";
import { choice } from "./types/choice.ts";
import { consent } from "./types/consent.ts";
import { date } from "./types/date.ts";
import { email } from "./types/email.ts";
import { info } from "./types/info.ts";
import { multiple } from "./types/multiple.ts";
import { number } from "./types/number.ts";
import { phone } from "./types/phone.ts";
import { ranking } from "./types/ranking.ts";
import { scale } from "./types/scale.ts";
import { slider } from "./types/slider.ts";
import { text } from "./types/text.ts";

const types: { [T in StorefrontQuestion["type"]]: QuestionType<T> } = {
  single: choice,
  picture: choice,
  swatch: choice,
  product: choice,
  multiple,
  ranking,
  slider,
  rating: scale,
  nps: scale,
  number,
  text,
  date,
  email,
  phone,
  info,
  consent,
};

export const typeOf = (question: StorefrontQuestion): QuestionType<StorefrontQuestion["type"]> =>
  types[question.type] as QuestionType<StorefrontQuestion["type"]>;
