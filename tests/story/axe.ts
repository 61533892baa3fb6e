import { AxeBuilder } from "@axe-core/playwright";
import { DESKTOP, PHONE } from "./browser.ts";
import type { Page } from "./browser.ts";
import { expectEqual, expectThat } from "./expect.ts";
import type { Scene } from "./scene.ts";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

type Include = Parameters<AxeBuilder["include"]>[0];

/** What axe finds in a part of the page, one line per element. */
async function findings(page: Page, include: Include, exclude: Include[]): Promise<string[]> {
  const builder = new AxeBuilder({ page } as unknown as ConstructorParameters<typeof AxeBuilder>[0]);
  builder.withTags(TAGS).include(include);
  // Where no frame is looked into, the page itself is enough: otherwise a second page is opened for each look.
  builder.setLegacyMode(typeof include === "string");
  for (const selector of exclude) builder.exclude(selector);
  const { violations } = await builder.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} at ${target.join(" > ")}: ${failureSummary?.replaceAll(/\s+/g, " ")}`,
    ),
  );
}

/** Makes the window so tall that a frame shows all of its content: the picture shows it all, and axe sees it all. */
async function stretch(page: Page, frame: string, size: { width: number; height: number }): Promise<void> {
  const html = page.frameLocator(frame).first().locator("html");
  const [content, shown] = await html.evaluate((root) => [root.scrollHeight, root.clientHeight] as const);
  if (content > shown) await page.setViewportSize({ ...size, height: size.height + content - shown });
}

/** Pictures that could not be loaded; those that wait to be scrolled to are scrolled to first. */
async function brokenPictures(page: Page, look: Look): Promise<string[]> {
  const within = look.frame === undefined ? page.locator(String(look.include)) : page.frameLocator(look.frame).first();
  const broken: string[] = [];
  for (const picture of await within.locator("img").all()) {
    if (!(await picture.isVisible())) continue;
    await picture.scrollIntoViewIfNeeded();
    const isLoaded = await picture.evaluate(async (img: HTMLImageElement) => {
      await img.decode().catch(() => undefined);
      return img.naturalWidth > 0;
    });
    if (!isLoaded) broken.push((await picture.getAttribute("src"))?.slice(0, 120) ?? "");
  }
  return broken;
}

/** How far the page's content sticks out to the right, in pixels; what is being laid out anew gets a moment for it. */
async function overflow(page: Page, frame: string | undefined): Promise<number> {
  const root = frame === undefined ? page.locator("html") : page.frameLocator(frame).first().locator("html");
  for (let tries = 0; ; tries += 1) {
    const over = await root.evaluate((html) => html.scrollWidth - html.clientWidth);
    if (over <= 0 || tries === 10) return over;
    await page.waitForTimeout(200);
  }
}

export interface Look {
  name: string;
  /** The element that is looked at, or the frame that holds it. */
  include: Include;
  frame?: string;
  exclude?: Include[];
}

/** Looks at what is on the page at both widths: axe finds nothing, nothing sticks out on a phone, a picture is taken. */
export async function lookAt(scene: Scene, page: Page, look: Look, sizes = [DESKTOP, PHONE]): Promise<string[]> {
  const wrong: string[] = [];
  for (const size of sizes) {
    await page.setViewportSize(size);
    await page.waitForTimeout(150);
    if (look.frame !== undefined) await stretch(page, look.frame, size);
    await page.waitForTimeout(150);
    for (const src of await brokenPictures(page, look))
      wrong.push(`${look.name} at ${size.width} px: no picture at ${src}`);
    await scene.picture(
      look.frame === undefined ? page.locator(String(look.include)) : page,
      `${look.name}-${size.width}`,
    );
    const found = await findings(page, look.include, look.exclude ?? []);
    wrong.push(...found.map((line) => `${look.name} at ${size.width} px: ${line}`));
    const over = await overflow(page, look.frame);
    if (size === PHONE && over > 0) wrong.push(`${look.name} at ${size.width} px: ${over} px too wide`);
  }
  return wrong;
}

export function expectNothing(wrong: string[], looked: number): void {
  expectThat(looked > 0, "nothing was looked at");
  expectEqual(wrong, [], "what is wrong with the screens");
}
