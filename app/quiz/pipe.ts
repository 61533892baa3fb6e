import type { StorefrontQuestion } from "../contract/quiz.ts";
import type { Answers } from "./flow.ts";

// Shared by the server and the storefront widget: no imports but types.

/**
 * Puts what was answered before into "Which {room} do you have in mind?": the words of the option, a number, own words. What has no
 * answer leaves no hole: the name's place stays empty.
 */
export const pipe = (
  text: string,
  questions: readonly Pick<StorefrontQuestion, "id" | "type">[],
  answers: Answers,
): string =>
  text.replace(/ ?\{([a-z][a-z0-9-]*)\}/g, (found, id: string) => {
    const question = questions.find((one) => one.id === id) as { options?: { id: string; text: string }[] } | undefined;
    if (!question) return found;
    const value = Object.hasOwn(answers, id) ? answers[id] : undefined;
    const words = Array.isArray(value)
      ? value.map((chosen) => question.options?.find((option) => option.id === chosen)?.text ?? "").join(", ")
      : typeof value === "string" || typeof value === "number"
        ? String(value)
        : "";
    return words && (found[0] === " " ? ` ${words}` : words);
  });
