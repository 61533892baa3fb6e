import { expect, test } from "vitest";
import { dayStart, filterFrom } from "./filter.ts";

const now = new Date("2026-06-10T12:00:00Z");
const from = (search: string, zone = "Europe/Berlin") => filterFrom(new URLSearchParams(search), now, zone);

test("days are the shop’s own, to the end of the last, over a clock change too", () => {
  expect(from("from=2026-03-29&to=2026-03-29")).toMatchObject({
    from: new Date("2026-03-28T23:00:00Z"),
    to: new Date("2026-03-29T22:00:00Z"),
  });
  expect(from("from=2026-06-01", "Asia/Tokyo")).toMatchObject({
    from: new Date("2026-05-31T15:00:00Z"),
    to: undefined,
  });
  expect(dayStart("2026-11-01", "America/New_York")).toEqual(new Date("2026-11-01T04:00:00Z"));
});

test("without a period it is the last 30 days; what makes no sense is left out", () => {
  expect(from("").from).toEqual(new Date("2026-05-11T12:00:00Z"));
  expect(from("days=0").from).toEqual(new Date(0));
  expect(from("days=12&kind=all&source=%27%20OR%201&from=2026-13-99")).toEqual({
    from: new Date("2026-05-11T12:00:00Z"),
    to: undefined,
    placement: undefined,
    language: undefined,
    device: undefined,
    source: undefined,
    kind: "shoppers",
  });
  expect(from("kind=tests&device=phone&source=-")).toMatchObject({ kind: "tests", device: "phone", source: "-" });
});
