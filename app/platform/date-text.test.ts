import { expect, test } from "vitest";
import { calendarText, dayText, minuteText } from "./date-text.ts";

const at = new Date("2026-11-22T23:05:00Z");

test("a day and a minute read as people write them", () => {
  expect(dayText(at)).toBe("22 Nov 2026");
  expect(minuteText(at)).toBe("22 Nov 2026, 23:05");
});

test("they are the shop's day and minute", () => {
  expect(dayText(at, "Europe/Paris")).toBe("23 Nov 2026");
  expect(minuteText(at, "Europe/Paris")).toBe("23 Nov 2026, 00:05");
});

test.each([
  ["2026-12-24", "24 Dec 2026"],
  ["--12-24", "24 Dec"],
  ["--02-29", "29 Feb"],
  ["no day", "no day"],
])("the answer %s reads %s", (kept, text) => expect(calendarText(kept)).toBe(text));
