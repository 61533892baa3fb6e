import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Question } from "../contract/quiz.ts";
import type { AnswerValue } from "../contract/response.ts";
import { checkAnswer } from "./answer.ts";

const options = [
  { id: "home", text: "Home" },
  { id: "garden", text: "Garden" },
  { id: "constructor", text: "Builder" },
];
const single = Question.parse({ type: "single", id: "room", text: "Which room?", options });
const multiple = Question.parse({ type: "multiple", id: "rooms", text: "Which rooms?", options, required: false });
const picture = Question.parse({ type: "picture", id: "look", text: "Which look?", options });
const text = Question.parse({ type: "text", id: "note", text: "Anything else?", maxLength: 5 });
const consent = Question.parse({ type: "consent", id: "consent", text: "May we remember?", purpose: "personalise" });

const fits: [string, Question, AnswerValue][] = [
  ["one option", single, ["home"]],
  ["an option named like a property of every object", single, ["constructor"]],
  ["one picture", picture, ["garden"]],
  ["several options", multiple, ["home", "garden"]],
  ["skipping what may be skipped", multiple, null],
  ["own words", text, "mugs!"],
  ["skipping own words", text, null],
  ["yes", consent, true],
  ["no", consent, false],
];
const unfit: [string, Question, AnswerValue, RegExp][] = [
  ["an unknown option", single, ["attic"], /does not have/],
  ["a property of every object", single, ["tostring"], /does not have/],
  ["two options of one", single, ["home", "garden"], /more than 1/],
  ["two pictures of one", picture, ["home", "garden"], /more than 1/],
  ["the same option twice", multiple, ["home", "home"], /twice/],
  ["no option", multiple, [], /empty/],
  ["an option id outside a list", single, "home", /not a list/],
  ["yes instead of options", single, true, /not a list/],
  ["skipping what is required", single, null, /skipped/],
  ["skipping a consent", consent, null, /skipped/],
  ["a text to a consent", consent, "yes", /neither/],
  ["too long a text", text, "mugs!!", /longer than 5/],
  ["blanks only", text, "  ", /empty/],
  ["options to a text", text, ["home"], /not a text/],
];

describe("checkAnswer", () => {
  test.each(fits)("lets %s pass", (_, question, value) => {
    expect(checkAnswer(question, value)).toBeUndefined();
  });

  test.each(unfit)("refuses %s and says why", (_, question, value, why) => {
    expect(checkAnswer(question, value)).toMatch(why);
  });

  test("is total: any value that parses gets a verdict", () => {
    const anyValue = fc.oneof(fc.array(fc.string()), fc.string(), fc.boolean(), fc.constant(null));
    fc.assert(
      fc.property(fc.constantFrom(single, multiple, picture, text, consent), anyValue, (question, value) => {
        const fault = checkAnswer(question, value);
        expect(fault === undefined || fault.length > 0).toBe(true);
      }),
    );
  });
});
