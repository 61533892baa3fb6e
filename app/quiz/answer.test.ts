import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Help, questionOf, Text } from "../contract/question.ts";
import type { Question as AnyQuestion } from "../contract/question.ts";
import type { AnswerValue } from "../contract/response.ts";
import { checkAnswer } from "./answer.ts";

const Question = questionOf(Text, Help, 2);
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

const fits: [string, AnyQuestion, AnswerValue][] = [
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
const unfit: [string, AnyQuestion, AnswerValue, RegExp][] = [
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

const parse = (question: object) => Question.parse({ id: "q", text: "?", ...question });
const ranking = parse({ type: "ranking", options });
const slider = parse({ type: "slider", min: 0.1, max: 0.7, step: 0.1 });
const birthday = parse({ type: "date", birthday: true });
const email = parse({ type: "email" });

describe("checkAnswer of the other types", () => {
  test.each<[string, AnyQuestion, AnswerValue]>([
    ["a ranking of all", ranking, ["garden", "constructor", "home"]],
    ["a step that floating point blurs", slider, 0.1 + 0.2],
    ["stars", parse({ type: "rating" }), 5],
    ["ten of ten", parse({ type: "nps" }), 10],
    ["any number", parse({ type: "number" }), -2.5],
    ["a birthday without a year", birthday, "--02-29"],
    ["a day", parse({ type: "date" }), "2026-11-22"],
    ["an address", email, "jo.o'neil+gift@mail.example.com"],
    ["a number to call", parse({ type: "phone" }), "+44 (0)20 7946-0018"],
    ["a screen that was read", parse({ type: "info" }), true],
    ["a product", parse({ type: "product", options }), ["home"]],
    ["as many as allowed", parse({ type: "multiple", options, most: 2 }), ["home", "garden"]],
  ])("lets %s pass", (_, question, value) => {
    expect(checkAnswer(question, value)).toBeUndefined();
  });

  test.each<[string, AnyQuestion, AnswerValue, RegExp]>([
    ["a ranking of some", ranking, ["garden"], /every option/],
    ["a value between steps", slider, 0.25, /step/],
    ["a value beyond the scale", slider, 0.8, /between/],
    ["half a star", parse({ type: "rating" }), 2.5, /step/],
    ["no star", parse({ type: "rating" }), 0, /between/],
    ["a number as text", parse({ type: "number" }), "5", /not a number/],
    ["a day that does not exist", parse({ type: "date" }), "2026-02-30", /not a date/],
    ["a day without its year that is no birthday", parse({ type: "date" }), "--12-24", /not a date/],
    ["two addresses", email, "a@example.com,b@example.com", /e-mail/],
    ["an address with a line break", email, "a@example.com\nBcc: b@example.com", /e-mail/],
    ["words to call", parse({ type: "phone" }), "call me", /phone/],
    ["a screen that was not read", parse({ type: "info" }), null, /skipped/],
    ["more than allowed", parse({ type: "multiple", options, most: 1 }), ["home", "garden"], /more than 1/],
  ])("refuses %s", (_, question, value, fault) => {
    expect(checkAnswer(question, value)).toMatch(fault);
  });

  test("long nonsense is judged at once (no backtracking)", () => {
    const value = `${"a.".repeat(500)}@${"a.".repeat(200)}`;
    expect(checkAnswer(email, value.slice(0, 254))).toMatch(/e-mail/);
  });
});
