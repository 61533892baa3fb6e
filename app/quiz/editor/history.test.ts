import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { begin, change, mapSteps, redo, undo } from "./history.ts";
import type { History } from "./history.ts";

const typed = (texts: readonly string[], pauseMs: number): History<string> =>
  texts.reduce((history, text, at) => change(history, text, at * pauseMs, "title"), begin(""));

describe("history", () => {
  test("a run of typing in one field is one step; a pause or another field begins the next", () => {
    expect(undo(typed(["a", "ab", "abc"], 100)).present).toBe("");
    expect(undo(typed(["a", "ab", "abc"], 2000)).present).toBe("ab");
    const elsewhere = change(typed(["a", "ab"], 100), "ab!", 250, "intro");
    expect(undo(elsewhere).present).toBe("ab");
    expect(undo(undo(elsewhere)).present).toBe("");
  });

  test("a change of every step leaves their order, and a run of typing goes on", () => {
    const history = mapSteps(undo(typed(["a", "ab", "abc"], 2000)), (text) => text.toUpperCase());
    expect([undo(history).present, history.present, redo(history).present]).toEqual(["A", "AB", "ABC"]);
    const going = change(
      mapSteps(typed(["a"], 100), (text) => `${text}!`),
      "a!b",
      50,
      "title",
    );
    expect(undo(going).present).toBe("!");
  });

  test("after a step back typing begins a new step", () => {
    const back = undo(typed(["a", "ab"], 100));
    const again = change(back, "x", 250, "title");
    expect(undo(again).present).toBe("");
    expect(redo(again).present).toBe("x");
  });

  test("nothing to take back changes nothing", () => {
    expect(undo(begin("a")).present).toBe("a");
    expect(redo(begin("a")).present).toBe("a");
    expect(change(begin("a"), "a", 0)).toEqual(begin("a"));
  });

  test("whatever was done, undoing it all and redoing it all ends where it was", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5), { maxLength: 90 }), (values) => {
        const done = values.reduce((history, value, at) => change(history, value, at * 5000), begin(-1));
        let back = done;
        while (back.past.length > 0) back = undo(back);
        expect(back.present).toBe(-1);
        let forth = back;
        while (forth.future.length > 0) forth = redo(forth);
        expect(forth.present).toBe(done.present);
        expect(forth.past).toEqual(done.past);
      }),
    );
  });

  test("a long session does not grow without end", () => {
    const long = Array.from({ length: 500 }, (_, at) => String(at));
    expect(typed(long, 5000).past.length).toBe(100);
  });
});
