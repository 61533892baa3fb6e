import { describe, expect, test, vi } from "vitest";
import { SubmittedSurvey } from "../../app/contract/checkout.ts";
import { readOptions, sendAnswer } from "../../extensions/checkout-survey/src/answer.ts";

describe("the merchant's own answers", () => {
  test("GIVEN lines THEN each is an option with an id that stays; blanks and repeats fall away", () => {
    expect(readOptions("  A friend \n\nTikTok / Instagram\nÉmission de télé\na friend\n")).toEqual([
      { id: "a-friend", text: "A friend" },
      { id: "tiktok-instagram", text: "TikTok / Instagram" },
      { id: "emission-de-tele", text: "Émission de télé" },
    ]);
  });

  test("GIVEN words without Latin letters THEN the place in the list names them", () => {
    expect(readOptions("友人\nSNS\n24h radio").map(({ id }) => id)).toEqual(["option-1", "sns", "h-radio"]);
  });

  test("GIVEN any lines THEN every id is one that the app takes", () => {
    const lines = ["ü".repeat(80), "-- x --", "9 lives", "<b>", "a".repeat(60), "constructor"].join("\n");
    for (const { id } of readOptions(lines)) expect(SubmittedSurvey.shape.value.safeParse([id]).success).toBe(true);
  });
});

describe("sending", () => {
  const body: SubmittedSurvey = {
    responseId: "0e7c1f0a-7a2b-4f0e-9d55-0f1f3a6f3b11",
    answerId: "5a0b1f0a-7a2b-4f0e-9d55-0f1f3a6f3b12",
    questionId: "heard-from",
    value: ["friend"],
    checkoutToken: "abc",
    orderId: "gid://shopify/OrderIdentity/7",
    language: "en-GB",
  };

  test("GIVEN an answer THEN it goes to the app with the session token, as the contract has it", async () => {
    const send = vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response("{}"));
    expect(await sendAnswer("https://app.example", "session-token", body)).toBe("kept");
    const [url, init] = send.mock.calls[0] ?? [];
    expect(url).toBe("https://app.example/checkout/answers");
    expect(new Headers(init?.headers).get("authorization")).toBe("Bearer session-token");
    expect(SubmittedSurvey.parse(JSON.parse(String(init?.body)))).toEqual(body);
  });

  test.each([
    [409, "kept"],
    [401, "failed"],
    [503, "failed"],
  ])("GIVEN the app answers %i THEN it counts as %s", async (status, outcome) => {
    vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response("{}", { status }));
    expect(await sendAnswer("https://app.example", "session-token", body)).toBe(outcome);
  });

  test("GIVEN no network THEN it failed, and may be tried again", async () => {
    vi.spyOn(globalThis, "fetch").mockRejectedValue(new TypeError("Failed to fetch"));
    expect(await sendAnswer("https://app.example", "session-token", body)).toBe("failed");
  });
});
