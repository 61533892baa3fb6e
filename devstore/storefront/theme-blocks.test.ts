import { afterEach, describe, expect, test, vi } from "vitest";
import { type State } from "../state.ts";
import { readSettings, readTemplate, writeSettings, writeTemplate } from "../theme-editor/theme.ts";
import { emailOf, openShop, type ProjectFiles, Shopper, type ShopUnderTest } from "./testing/open-shop.ts";

const BLOCK = `{%- assign quiz = app.metafields.candor[block.settings.quiz].value -%}
<b>{{ quiz.title | escape }}|{{ 'hello' | t: name: shop.name }}|{{ 'picks' | t: count: 2 }}|{{ product.title }}|{{ customer.first_name }}|{{ request.locale.iso_code }}|{{ template }}|{{ 1999 | money }}</b>
<i {{ block.shopify_attributes }}>{{ 'x.svg' | asset_url }}</i>{% render 'part', number: 3 %}
{% style %}#a { color: red }{% endstyle %}
{% schema %}{ "name": "Quiz", "target": "section", "javascript": "quiz.js", "stylesheet": "quiz.css",
  "settings": [{ "type": "text", "id": "quiz", "label": "Quiz", "default": "quiz_gifts" }] }{% endschema %}`;
const EMBED = `<em>embedded</em>{% schema %}{ "name": "Embed", "target": "body", "javascript": "embed.js", "settings": [] }{% endschema %}`;

const project = (block = BLOCK): ProjectFiles => ({
  "extensions/quiz/blocks/quiz.liquid": block,
  "extensions/quiz/blocks/embed.liquid": EMBED,
  "extensions/quiz/snippets/part.liquid": "{% doc %} says {% enddoc %}part {{ number | times: 2 }}",
  "extensions/quiz/assets/quiz.js": "window.quiz = true;",
  "extensions/quiz/locales/en.default.json": JSON.stringify({
    hello: "Hello <{{ name }}>",
    picks: { one: "one", other: "{{ count }} picks" },
  }),
  "extensions/quiz/locales/de.json": JSON.stringify({ hello: "Hallo {{ name }}" }),
});

const TYPE = "shopify://apps/candor/blocks/quiz/00000000-0000-4000-8000-000000000000";

function addBlock(state: State): void {
  const template = readTemplate(state, "product");
  const main = template.sections["main"];
  if (!main) throw new Error("no main section");
  main.blocks = { quiz_1: { type: TYPE, settings: {} } };
  main.block_order = ["quiz_1"];
  writeTemplate(state, "product", template);
}

function publish(state: State): void {
  const { id } = state.sql("SELECT id FROM installations").get() as { id: number };
  state
    .sql(
      "INSERT INTO metafields (owner_gid, namespace, key, type, value, created_at, updated_at) VALUES (?, 'candor', 'quiz_gifts', 'json', ?, '', '')",
    )
    .run(`gid://shopify/AppInstallation/${id}`, JSON.stringify({ title: "A & B" }));
}

let shop: ShopUnderTest;
afterEach(() => shop.close());

describe("blocks of the app in the theme", () => {
  test("stand where the theme says, with Shopify's objects and filters", async () => {
    shop = await openShop(project());
    addBlock(shop.state);
    publish(shop.state);
    const shopper = new Shopper(shop.origin);
    await shopper.logIn(emailOf(shop.state, "77"));
    const { first_name: name } = shop.state
      .sql("SELECT first_name FROM customers WHERE note = 'CustomerID 77'")
      .get() as { first_name: string };
    const page = await shopper.page("/products/brass-lantern?locale=de");
    expect(page).toContain('<div id="shopify-block-quiz_1" class="shopify-block shopify-app-block">');
    expect(page).toContain(`<b>A &amp; B|Hallo Candor Demo|2 picks|Brass Lantern|${name}|de|product|£19.99</b>`);
    expect(page).toContain("<i >/extensions/candor/assets/x.svg</i>part 6");
    expect(page).toContain("<style data-shopify>#a { color: red }</style>");
    expect(page.match(/\/extensions\/candor\/assets\/quiz\.(js|css)/g)).toHaveLength(2);
    expect(await (await shopper.ask("/extensions/candor/assets/quiz.js")).text()).toBe("window.quiz = true;");
    expect(await shopper.page("/")).not.toContain("shopify-app-block");
  });

  test("escape translations unless their key says html", async () => {
    shop = await openShop(project());
    addBlock(shop.state);
    expect(await new Shopper(shop.origin).page("/products/brass-lantern")).toContain("|Hello &#60;Candor Demo&#62;|");
  });

  test("know the theme editor", async () => {
    shop = await openShop(project());
    addBlock(shop.state);
    const page = await new Shopper(shop.origin).page("/products/brass-lantern?design_mode=1");
    expect(page).toContain("Shopify.designMode = true");
    expect(page).toMatch(/<i\s+data-shopify-editor-block=/);
  });

  test("app embeds show once they are switched on", async () => {
    shop = await openShop(project());
    const settings = readSettings(shop.state);
    settings.current.blocks = { embed_1: { type: TYPE.replace("quiz/", "embed/"), disabled: true, settings: {} } };
    writeSettings(shop.state, settings);
    const shopper = new Shopper(shop.origin);
    expect(await shopper.page("/")).not.toContain("<em>embedded</em>");
    settings.current.blocks["embed_1"] = {
      ...settings.current.blocks["embed_1"],
      type: TYPE.replace("quiz/", "embed/"),
      disabled: false,
    };
    writeSettings(shop.state, settings);
    const page = await shopper.page("/cart");
    expect(page).toContain(
      '<div id="shopify-block-embed_1" class="shopify-block shopify-app-block"><em>embedded</em></div>',
    );
    expect(page).toContain("assets/embed.js");
  });

  test.each([
    ["filter", "{{ 'x' | no_such_filter }}", "undefined filter: no_such_filter"],
    ["tag", "{% no_such_tag %}", 'tag "no_such_tag" not found'],
  ])("an unknown %s is loud", async (_, liquid, message) => {
    shop = await openShop(project(`${liquid}${BLOCK}`));
    addBlock(shop.state);
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    const answer = await new Shopper(shop.origin).ask("/products/brass-lantern");
    expect(answer.status).toBe(500);
    expect(await answer.text()).toContain(message);
    expect(error).toHaveBeenCalled();
    error.mockClear();
  });
});
