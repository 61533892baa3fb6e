import type { StorefrontQuestion } from "../../../app/contract/quiz.ts";
import type { QuestionType } from "./question-type.ts";
import { consent } from "./types/consent.ts";
import { multiple } from "./types/multiple.ts";
import { picture } from "./types/picture.ts";
import { single } from "./types/single.ts";
import { text } from "./types/text.ts";

const types: { [T in StorefrontQuestion["type"]]?: QuestionType<T> } = { single, multiple, picture, text, consent };

export const typeOf = (question: StorefrontQuestion): QuestionType<StorefrontQuestion["type"]> =>
  types[question.type] as QuestionType<StorefrontQuestion["type"]>;
