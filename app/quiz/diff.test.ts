import { describe, expect, test } from "vitest";
import type { Question } from "../contract/question.ts";
import type { QuizContent } from "../contract/quiz.ts";
import { changesBetween } from "./diff.ts";
import { placeQuestion, removeQuestion } from "./edit.ts";
import { giftFinder } from "./templates/gift-finder.ts";

const { translations: _, ...gifts }: QuizContent = giftFinder.content({ currency: "GBP", priceThirds: [5, 15] });

function changed(change: (copy: QuizContent) => void): string[] {
  const copy = structuredClone(gifts);
  change(copy);
  return changesBetween(gifts, copy);
}

function choices(question: Question | undefined): Extract<Question, { options: unknown }> {
  if (!question || !("options" in question)) throw new Error("not a choice question");
  return question;
}

describe("changesBetween", () => {
  test("says nothing of nothing, in whatever order the fields were written", () => {
    const turned = Object.fromEntries(Object.entries(gifts).reverse()) as QuizContent;
    expect(changesBetween(gifts, turned)).toEqual([]);
  });

  test.each<[string, (copy: QuizContent) => void, string[]]>([
    ["a title", (copy) => void (copy.title = "Gifts"), ["Title changed from “Find the right gift” to “Gifts”"]],
    ["no introduction", (copy) => void (copy.intro = ""), ["Introduction removed"]],
    [
      "a question",
      (copy) => void (copy.questions[1]!.text = "Where?"),
      ["Question changed from “Where will it be used?” to “Where?”"],
    ],
    [
      "an option",
      (copy) => void (choices(copy.questions[0]).options[0]!.text = "Her"),
      ["“Who is the gift for?”: option changed from “A woman” to “Her”"],
    ],
    [
      "an option more, another less",
      (copy) => {
        const { options } = choices(copy.questions[0]);
        options.splice(0, 1);
        options.push({ id: "pet", text: "A pet" });
      },
      ["“Who is the gift for?”: added “A pet”", "“Who is the gift for?”: removed “A woman”"],
    ],
    [
      "the order of options",
      (copy) => void choices(copy.questions[0]).options.reverse(),
      ["“Who is the gift for?”: options in another order"],
    ],
    [
      "products and points",
      (copy) => {
        choices(copy.questions[0]).options[0]!.match = { terms: ["tea"] };
        choices(copy.questions[0]).options[1]!.points = { modern: 1 };
      },
      ["“Who is the gift for?”: other products for “A woman”", "“Who is the gift for?”: other points for “A man”"],
    ],
    ["jumps", (copy) => void (choices(copy.questions[0]).branches = []), ["“Who is the gift for?”: what comes next"]],
    [
      "a condition",
      (copy) => void (copy.questions[2]!.onlyIf = { question: "recipient", options: ["her"] }),
      ["“Which styles do they like?”: when it is asked"],
    ],
    [
      "whether it must be answered",
      (copy) => void (choices(copy.questions[0]).required = false),
      ["“Who is the gift for?”: how it is answered"],
    ],
    ["products shown", (copy) => void (copy.result.products = 4), ["Products shown: 4 instead of 3"]],
    [
      "a result page and a language",
      (copy) => {
        copy.outcomes = [{ id: "modern", title: "Modern", text: "" }];
        copy.translations = { ja: { title: "贈り物" } };
      },
      ["Result page added: “Modern”", "Language added: ja"],
    ],
    ["colours", (copy) => void (copy.colours = { accent: "#112233" }), ["Colours changed"]],
  ])("names %s", (_, change, words) => {
    expect(changed(change)).toEqual(words);
  });

  test("names questions that came, went or moved", () => {
    expect(changesBetween(gifts, removeQuestion(gifts, 1))).toEqual(["Question removed: “Where will it be used?”"]);
    expect(changesBetween(removeQuestion(gifts, 3), gifts)).toEqual([
      "Question added: “How much would you like to spend?”",
    ]);
    expect(changesBetween(gifts, placeQuestion(gifts, 3, 1))).toEqual(["Questions in another order"]);
  });
});
