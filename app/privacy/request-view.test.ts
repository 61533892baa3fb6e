import { expect, test } from "vitest";
import { viewRequest } from "./request-view.ts";

const receivedAt = new Date("2026-05-01T12:00:00Z");
const asked = { id: 1, topic: "customers/data_request", receivedAt, doneAt: null, hasFile: false } as const;
const counts = { orders: 1_200, whatWasTold: 2, votes: 0 };

test("a request that waits says nothing of what was found", () => {
  const view = viewRequest({ ...asked, receipt: { customerId: "42" } }, "Asia/Tokyo");
  expect(view).toMatchObject({ state: "open", received: "1 May 2026, 21:00", customerId: undefined, summary: "" });
});

test("a file that is ready names who asked, and what is in it", () => {
  const ready = { ...asked, doneAt: receivedAt, hasFile: true, receipt: { customerId: "42", counts } };
  expect(viewRequest(ready, "UTC")).toMatchObject({
    state: "ready",
    taken: undefined,
    customerId: "42",
    summary: "orders: 1,200, what was told: 2",
  });
});

test("a file that was taken says when, also once it is gone", () => {
  const receipt = { customerId: "42", counts, takenAt: receivedAt.getTime() };
  const taken = viewRequest({ ...asked, doneAt: receivedAt, hasFile: true, receipt }, "UTC");
  expect(taken).toMatchObject({ state: "taken", taken: "1 May 2026, 12:00", customerId: "42" });
  const gone = viewRequest({ ...asked, doneAt: receivedAt, hasFile: false, receipt }, "UTC");
  expect(gone).toMatchObject({ state: "done", taken: "1 May 2026, 12:00", customerId: undefined });
});

test("an answer without anything in it says so; a problem says itself", () => {
  const done = { ...asked, topic: "customers/redact", doneAt: receivedAt } as const;
  expect(viewRequest({ ...done, receipt: { counts: { orders: 0 } } }, "UTC").summary).toBe(
    "Candor kept nothing about them.",
  );
  expect(viewRequest({ ...done, receipt: { problem: "It came back." } }, "UTC").summary).toBe("It came back.");
});
