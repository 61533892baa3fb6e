import { el } from "../dom.ts";
import type { QuestionType } from "../question-type.ts";

export const info: QuestionType<"info"> = {
  show: ({ picture }) =>
    picture ? el("img", { class: "cq-picture", src: picture, alt: "", width: 640, height: 480, loading: "lazy" }) : "",
  read: () => true,
};
