import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launchChromium } from "../../tests/chromium.ts";
import { openStore } from "../admin/testing/store-under-test.ts";
import type { StoreUnderTest } from "../admin/testing/store-under-test.ts";
import { readThemeFile } from "../state.ts";
import { readSettings, readTemplate, readTheme, TEMPLATES, writeSettings, writeTemplate } from "./theme.ts";
import type { ThemeDraft } from "./theme.ts";

const BLOCK = `<section class="quiz"><h2>{{ block.settings.heading }}</h2></section>
{% schema %}
{"name":"Test quiz","target":"section","enabled_on":{"templates":["product","index"]},"settings":[
  {"type":"text","id":"heading","label":"t:heading","default":"Find it"},
  {"type":"range","id":"size","label":"Size","min":10,"max":20,"step":1,"default":12},
  {"type":"checkbox","id":"on","label":"On","default":true}]}
{% endschema %}`;
const EMBED = `<p class="embed">{{ block.settings.text }}</p>
{% schema %}
{"name":"Test pop-up","target":"body","settings":[{"type":"text","id":"text","label":"Text","default":"Hello"}]}
{% endschema %}`;

let root: string;
let store: StoreUnderTest;
let browser: Browser;
const editor = "/store/candor-demo/themes/current/editor";

beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), "devstore-root-"));
  const extension = path.join(root, "extensions/quiz");
  mkdirSync(path.join(extension, "blocks"), { recursive: true });
  mkdirSync(path.join(extension, "locales"));
  writeFileSync(path.join(extension, "shopify.extension.toml"), 'name = "Quiz"\ntype = "theme"\nhandle = "quiz"\n');
  writeFileSync(path.join(extension, "blocks/test-quiz.liquid"), BLOCK);
  writeFileSync(path.join(extension, "blocks/test-popup.liquid"), EMBED);
  writeFileSync(path.join(extension, "locales/en.default.json"), "{}");
  writeFileSync(path.join(extension, "locales/en.default.schema.json"), '{"heading":"Heading of the quiz"}');
  cpSync("shopify.app.toml", path.join(root, "shopify.app.toml"));
  store = await openStore(root);
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await store?.stopAll();
  rmSync(root, { recursive: true, force: true });
});
beforeEach(() => {
  for (const name of TEMPLATES)
    writeTemplate(store.state, name, { sections: { main: { type: `main-${name}` } }, order: ["main"] });
  writeSettings(store.state, { current: {} });
});

const post = (what: "draft" | "save", theme: unknown) =>
  fetch(`${store.admin}/store/candor-demo/themes/current/${what}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(theme),
  });

function withBlock(settings: object, template: "product" | "cart" = "product"): ThemeDraft {
  const theme = structuredClone(readTheme(store.state));
  const type = "shopify://apps/candor/blocks/test-quiz/uid";
  theme.templates[template].sections["main"] = {
    type: `main-${template}`,
    blocks: { b: { type, settings: settings as never } },
    block_order: ["b"],
  };
  return theme;
}

describe("saving a theme", () => {
  test("writes Shopify's theme files", async () => {
    expect((await post("save", withBlock({ heading: "Hi", size: 15, on: false }))).status).toBe(200);
    expect(JSON.parse(readThemeFile(store.state, "templates/product.json") ?? "")).toEqual({
      sections: {
        main: {
          type: "main-product",
          blocks: {
            b: { type: "shopify://apps/candor/blocks/test-quiz/uid", settings: { heading: "Hi", size: 15, on: false } },
          },
          block_order: ["b"],
        },
      },
      order: ["main"],
    });
  });

  test.each([
    ["a value outside its range", { size: 99 }, "between 10 and 20"],
    ["a word where a switch is", { on: "yes" }, "on or off"],
    ["a setting that the block does not have", { colour: "red" }, "not a setting"],
  ])("refuses %s and keeps the theme", async (_what, settings, message) => {
    const before = readThemeFile(store.state, "templates/product.json");
    const response = await post("save", withBlock(settings));
    expect(response.status).toBe(422);
    expect(JSON.stringify(await response.json())).toContain(message);
    expect(readThemeFile(store.state, "templates/product.json")).toBe(before);
  });

  test("refuses a block in a template that it does not allow", async () => {
    expect((await post("save", withBlock({}, "cart"))).status).toBe(422);
  });
});

describe("the draft", () => {
  test("is seen in the preview only", async () => {
    const theme = withBlock({ heading: "Only a draft" });
    theme.templates.index.sections["main"] = theme.templates.product.sections["main"] ?? { type: "" };
    theme.templates.index.sections["main"].type = "main-index";
    const { draft } = (await (await post("draft", theme)).json()) as { draft: string };
    const storefront = store.desk.places.storefrontOrigin;
    const preview = await fetch(`${storefront}/?theme_draft=${draft}`);
    expect(await preview.text()).toContain("Only a draft");
    const cookie =
      preview.headers
        .getSetCookie()
        .find((one) => one.startsWith("theme_draft"))
        ?.split(";")[0] ?? "";
    const inFrame = await fetch(`${storefront}/`, { headers: { cookie, "sec-fetch-dest": "iframe" } });
    expect(await inFrame.text()).toContain("Only a draft");
    const inTab = await fetch(`${storefront}/`, { headers: { cookie, "sec-fetch-dest": "document" } });
    expect(await inTab.text()).not.toContain("Only a draft");
  });
});

describe("the editor in a browser", () => {
  async function open(search: string): Promise<Page> {
    const page = await (await browser.newContext({ viewport: { width: 1500, height: 900 } })).newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(`${store.admin}${editor}?${search}`);
    return page;
  }
  const save = async (page: Page) => {
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.locator("#toasts").getByText("Theme saved").waitFor();
  };

  test("a deep link adds the block unsaved, its settings show in the live preview, Save keeps them", async () => {
    const page = await open("template=index&addAppBlockId=candor-local-client-id/test-quiz&target=newAppsSection");
    const preview = page.frameLocator("#preview");
    await preview.getByRole("heading", { name: "Find it" }).waitFor();
    expect(readTemplate(store.state, "index").order).toEqual(["main"]);
    await page.getByLabel("Heading of the quiz").fill("Find a present");
    await preview.getByRole("heading", { name: "Find a present" }).waitFor();
    await save(page);
    const saved = readTemplate(store.state, "index");
    const section = saved.sections[saved.order[1] ?? ""];
    expect(section?.type).toBe("apps");
    expect(Object.values(section?.blocks ?? {})[0]).toMatchObject({
      type: expect.stringMatching(/^shopify:\/\/apps\/candor\/blocks\/test-quiz\/[\w-]+$/) as string,
      settings: { heading: "Find a present", size: 12, on: true },
    });
    await page.reload();
    expect(await page.getByRole("button", { name: "Test quiz", exact: true }).count()).toBe(1);
    await page.context().close();
  });

  test("a deep link switches the embed on; switched off again it keeps its settings", async () => {
    const page = await open("context=apps&activateAppId=candor-local-client-id/test-popup");
    await page.frameLocator("#preview").getByText("Hello").waitFor();
    await page.getByLabel("Text", { exact: true }).fill("Welcome");
    await save(page);
    const embed = () => Object.values(readSettings(store.state).current.blocks ?? {})[0];
    expect(embed()).toMatchObject({ disabled: false, settings: { text: "Welcome" } });
    const answer = await page.evaluate(() =>
      fetch("/store/candor-demo/frame/extensions").then((response) => response.json() as Promise<unknown>),
    );
    expect(JSON.stringify(answer)).toContain('"handle":"test-popup","name":"Test pop-up","status":"active"');
    await page.getByRole("switch", { name: "Test pop-up" }).click();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect.poll(() => embed()?.disabled).toBe(true);
    expect(embed()?.settings).toEqual({ text: "Welcome" });
    await page.context().close();
  });

  test("by hand: add to the main section, order, hide, remove", async () => {
    const page = await open("template=product");
    const add = async (blocks: number) => {
      await page.getByRole("button", { name: "+ Add block" }).first().click();
      await page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
      await expect.poll(() => page.getByRole("button", { name: "Remove Test quiz" }).count()).toBe(blocks);
    };
    await add(1);
    await page.getByLabel("Heading of the quiz").fill("First");
    await add(2);
    await page.getByLabel("Heading of the quiz").fill("Second");
    await page.getByRole("button", { name: "Move Test quiz up" }).nth(1).click();
    await page.getByRole("button", { name: "Hide block" }).click();
    await save(page);
    const main = () => readTemplate(store.state, "product").sections["main"];
    const inOrder = () => (main()?.block_order ?? []).map((id) => main()?.blocks?.[id]);
    expect(inOrder().map((block) => [block?.settings?.["heading"], block?.disabled ?? false])).toEqual([
      ["Second", true],
      ["First", false],
    ]);
    await page.getByRole("button", { name: "Remove Test quiz" }).first().click();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect.poll(() => inOrder().length).toBe(1);
    await page.context().close();
  });
});
