import { describe, expect, test } from "vitest";
import { finish, openPage } from "./browser.ts";
import { setScene } from "./scene.ts";

const scene = setScene();

describe("what a finished walk earns", () => {
  test("GIVEN a code that is still being made THEN it is asked for until it is there, and it can be copied", async () => {
    const asked: unknown[] = [];
    scene.shop.adds = ({ finished }) => (finished ? { incentive: { state: "pending" } } : {});
    let made = false;
    scene.shop.says["POST incentive"] = (body) => {
      asked.push(body);
      return made
        ? { state: "code", code: "TEA-7KQ2", percent: 10, endsAt: "2027-01-31T00:00:00Z" }
        : { state: "pending" };
    };
    await scene.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const page = await openPage(scene.context, scene.shop.url);
    await finish(page, "No, thanks");
    await page.getByText("Getting your reward ready…").waitFor();
    await expect.poll(() => asked.length).toBeGreaterThan(0);
    made = true;
    await page.getByText("TEA-7KQ2").waitFor();
    expect(await page.locator(".cq-gift").innerText()).toMatch(/10% off your order[^]*until January 3\d, 2027/);
    await page.getByRole("button", { name: "Copy code" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("TEA-7KQ2");
    const [responseId] = [...scene.shop.finished];
    expect(asked.length).toBeGreaterThan(1);
    expect(asked).toEqual(Array(asked.length).fill({ responseId, versionId: "v1", token: `token-${responseId}` }));
    expect(page.faults).toEqual([]);
  });

  test("GIVEN a mail to confirm THEN it says so, and asks again when the shopper comes back from it", async () => {
    let confirmed = false;
    let asked = 0;
    scene.shop.adds = ({ finished }) => (finished ? { mail: "confirm", incentive: { state: "confirm" } } : {});
    scene.shop.says["POST incentive"] = () => {
      asked += 1;
      return confirmed
        ? { state: "link", url: "https://example.com/file", endsAt: "2027-01-31T00:00:00Z" }
        : { state: "confirm" };
    };
    const page = await openPage(scene.context, scene.shop.url);
    await finish(page, "No, thanks");
    await page.getByText("We have sent you an e-mail").waitFor();
    await expect.poll(() => asked).toBe(1);
    confirmed = true;
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await expect
      .poll(() => page.getByRole("link", { name: "Download" }).getAttribute("href"))
      .toBe("https://example.com/file");
  });

  test("GIVEN none THEN the shop's reason, and the products all the same", async () => {
    scene.shop.adds = ({ finished }) =>
      finished ? { incentive: { state: "none", reason: "log-in", message: "Log in to get your code." } } : {};
    const page = await openPage(scene.context, scene.shop.url);
    await finish(page, "No, thanks");
    await page.getByText("Log in to get your code.").waitFor();
    await expect
      .poll(() => page.getByRole("link", { name: "Log in" }).getAttribute("href"))
      .toBe("/account/login?return_url=%2F");
    await expect.poll(() => page.locator(".cq-card").count()).toBe(3);
  });

  test("GIVEN a log-in was all that lacked WHEN they come back logged in THEN the app is told who, and the code is there without a second walk", async () => {
    const none = { state: "none", reason: "log-in", message: "Log in to get your code." };
    scene.shop.adds = ({ finished, answers }) => (finished && answers.length ? { incentive: none } : {});
    const touches = () => scene.shop.posts.filter(({ body }) => body.answers.length === 0).length;
    let asked = 0;
    scene.shop.says["POST incentive"] = () => {
      asked += 1;
      return touches() > 0 && asked > 1
        ? { state: "code", code: "TEA-7KQ2", percent: 10, endsAt: "2027-01-31T00:00:00Z" }
        : none;
    };
    const page = await openPage(scene.context, scene.shop.url);
    await finish(page, "No, thanks");
    await page.getByText("Log in to get your code.").waitFor();
    scene.shop.page = { ...scene.shop.page, customer: "5" };
    await page.reload();
    await page.getByText("TEA-7KQ2").waitFor();
    expect(touches()).toBe(1);
    await page.reload();
    await page.getByText("TEA-7KQ2").waitFor();
    expect(touches()).toBe(1);
    expect(scene.shop.finished.size).toBe(1);
  });

  test("GIVEN only a mail THEN a word about the inbox", async () => {
    scene.shop.adds = ({ finished }) => (finished ? { mail: "confirm" } : {});
    const page = await openPage(scene.context, scene.shop.url);
    await finish(page, "No, thanks");
    await page.getByText("Please check your inbox and confirm.").waitFor();
  });
});
